const UNIT_SECONDS = {
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 7 * 86_400,
  M: 30 * 86_400,
  Q: 90 * 86_400,
  Y: 365 * 86_400,
} as const;

/** Unit of the duration shorthand: minute, hour, day, week, Month, Quarter, Year. */
export type DurationUnit = keyof typeof UNIT_SECONDS;

/** A duration as OpenSLO writes it. */
export interface ShorthandDuration {
  count: number;
  unit: DurationUnit;
  /** Length with a month of 30, a quarter of 90 and a year of 365 days, as OpenSLO's Go SDK counts. */
  seconds: number;
}

/** Grammar of the shorthand, for messages. */
export const DURATION_ALLOWED =
  'a whole number above 0 and one of m (minutes), h, d, w, M (months), Q, Y';

/**
 * Reads OpenSLO's duration shorthand (`30d`, `1M`); case matters: `1m` is a minute.
 *
 * @returns undefined for anything else, zero and negative lengths included
 */
export function parseDuration(text: unknown): ShorthandDuration | undefined {
  if (typeof text !== 'string') return undefined;
  const match = /^([0-9]{1,9})([mhdwMQY])$/.exec(text);
  if (!match) return undefined;
  const count = Number(match[1]);
  if (count === 0) return undefined;
  const unit = match[2] as DurationUnit;
  return { count, unit, seconds: count * UNIT_SECONDS[unit] };
}

/**
 * Length in Prometheus' notation: the largest unit that divides it.
 *
 * @param seconds - whole seconds above 0
 */
export function promDuration(seconds: number): string {
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3_600],
    ['m', 60],
  ] as const) {
    if (seconds % size === 0) return `${seconds / size}${unit}`;
  }
  return `${seconds}s`;
}

/**
 * The seven tones of the portal's status vocabulary, worst first. Every page,
 * API and CLI verdict maps its own words onto one of these, so that one word
 * has one shape and one colour everywhere.
 *
 * - `failed`: broken, or a promise missed
 * - `degraded`: works, worse than promised
 * - `missing`: wanted but not there (or not applicable)
 * - `unknown`: not observed; never shown as good and never as zero
 * - `progressing`: changing as intended
 * - `suspended`: switched off or accepted on purpose
 * - `healthy`: observed and good
 */
export const STATUS_TONES = [
  'failed',
  'degraded',
  'missing',
  'unknown',
  'progressing',
  'suspended',
  'healthy',
] as const;

/** One tone of the status vocabulary. */
export type StatusTone = (typeof STATUS_TONES)[number];

/**
 * Severity rank of a tone: 0 is the worst. A proven fault outranks an
 * unreachable source, and an unreachable source outranks everything good.
 */
export function toneRank(tone: StatusTone): number {
  return STATUS_TONES.indexOf(tone);
}

/**
 * Folds many tones into the worst one.
 *
 * @param tones - observed tones; an empty list means nothing was observed
 * @returns the worst tone, or `unknown` for an empty list
 */
export function worstTone(tones: Iterable<StatusTone>): StatusTone {
  let worst: StatusTone | undefined;
  for (const tone of tones) {
    if (worst === undefined || toneRank(tone) < toneRank(worst)) worst = tone;
  }
  return worst ?? 'unknown';
}

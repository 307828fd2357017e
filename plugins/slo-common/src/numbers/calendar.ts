import type { DurationUnit } from '../openslo/duration';

/** A wall-clock time without zone. */
interface WallTime {
  year: number;
  /** 0-based. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** A calendar window: every `count` `unit`s from a start in a time zone. */
export interface CalendarWindow {
  count: number;
  unit: DurationUnit;
  /** `YYYY-MM-DD HH:MM:SS`, wall-clock time in `timeZone`. */
  startTime: string;
  timeZone: string;
}

/** A stretch of time [start, end) in Unix seconds. */
export interface Period {
  start: number;
  end: number;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = FORMATS.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    FORMATS.set(timeZone, format);
  }
  return format;
}

function asUtcSeconds(wall: WallTime): number {
  const { year, month, day, hour, minute, second } = wall;
  return Date.UTC(year, month, day, hour, minute, second) / 1000;
}

/** Offset of a zone from UTC at an instant, in seconds, east positive. */
function offsetAt(timeZone: string, seconds: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(
    seconds * 1000,
  )) {
    if (type !== 'literal') part[type] = Number(value);
  }
  const local = asUtcSeconds({
    year: part.year,
    month: part.month - 1,
    day: part.day,
    hour: part.hour,
    minute: part.minute,
    second: part.second,
  });
  return local - seconds;
}

/**
 * Instant of a wall-clock time. A time that a clock change skips is taken with
 * the offset before the change; a time that occurs twice is its first.
 */
function instantOf(wall: WallTime, timeZone: string): number {
  const local = asUtcSeconds(wall);
  const before = offsetAt(timeZone, local - 86_400);
  const after = offsetAt(timeZone, local + 86_400);
  // The larger offset gives the earlier instant, so the first of two is tried first.
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (offsetAt(timeZone, local - offset) === offset) return local - offset;
  }
  return local - before;
}

function parseWall(text: string): WallTime | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  return { year, month: month - 1, day, hour, minute, second };
}

const MONTHS: Partial<Record<DurationUnit, number>> = { M: 1, Q: 3, Y: 12 };
const DAYS: Partial<Record<DurationUnit, number>> = { d: 1, w: 7 };
const SECONDS: Partial<Record<DurationUnit, number>> = { m: 60, h: 3_600 };

/** Start of the `k`-th window, counted from the anchor so that the 31st never drifts. */
function startOf(window: CalendarWindow, anchor: WallTime, k: number): number {
  const steps = k * window.count;
  const { unit, timeZone } = window;
  const seconds = SECONDS[unit];
  if (seconds) return instantOf(anchor, timeZone) + steps * seconds;
  const days = DAYS[unit];
  if (days) {
    return instantOf({ ...anchor, day: anchor.day + steps * days }, timeZone);
  }
  const months = anchor.month + steps * (MONTHS[unit] ?? 1);
  const year = anchor.year + Math.floor(months / 12);
  const month = ((months % 12) + 12) % 12;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(anchor.day, last);
  return instantOf({ ...anchor, year, month, day }, timeZone);
}

const UNIT_LENGTH: Record<DurationUnit, number> = {
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
  M: 30.436875 * 86_400,
  Q: 91.310625 * 86_400,
  Y: 365.2425 * 86_400,
};

/**
 * The calendar window that holds an instant. Days have 23 to 25 hours and
 * months 28 to 31 days, as the zone's clock has them.
 *
 * @param now - Unix seconds
 * @returns undefined before the first window starts or when the start is no time
 */
export function calendarPeriod(
  window: CalendarWindow,
  now: number,
): Period | undefined {
  const anchor = parseWall(window.startTime);
  if (!anchor) return undefined;
  if (now < startOf(window, anchor, 0)) return undefined;
  const guess = UNIT_LENGTH[window.unit] * window.count;
  let k = Math.max(
    0,
    Math.floor((now - startOf(window, anchor, 0)) / guess) - 1,
  );
  while (startOf(window, anchor, k) > now) k -= 1;
  while (startOf(window, anchor, k + 1) <= now) k += 1;
  return {
    start: startOf(window, anchor, k),
    end: startOf(window, anchor, k + 1),
  };
}

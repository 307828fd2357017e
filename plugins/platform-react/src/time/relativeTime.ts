const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Message key of a relative time below `time.` and its number. */
export interface RelativeTimeParts {
  key:
    | 'justNow'
    | 'secondsAgo'
    | 'minutesAgo'
    | 'hoursAgo'
    | 'daysAgo'
    | 'soon'
    | 'inSeconds'
    | 'inMinutes'
    | 'inHours'
    | 'inDays'
    | 'unreadable';
  count: number;
}

/**
 * Splits a distance in time into one unit and a whole number, rounded down.
 * Hours go up to 48 and minutes to 90, because "1 d" hides too much.
 *
 * @param at - RFC 3339 time
 * @param now - time it is seen from, in milliseconds
 */
export function relativeTime(at: string, now: number): RelativeTimeParts {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return { key: 'unreadable', count: 0 };
  const past = now >= time;
  const distance = Math.abs(now - time);
  if (distance < 5 * SECOND)
    return { key: past ? 'justNow' : 'soon', count: 0 };
  if (distance < MINUTE) {
    const count = Math.floor(distance / SECOND);
    return { key: past ? 'secondsAgo' : 'inSeconds', count };
  }
  if (distance < 90 * MINUTE) {
    const count = Math.floor(distance / MINUTE);
    return { key: past ? 'minutesAgo' : 'inMinutes', count };
  }
  if (distance < 2 * DAY) {
    const count = Math.floor(distance / HOUR);
    return { key: past ? 'hoursAgo' : 'inHours', count };
  }
  const count = Math.floor(distance / DAY);
  return { key: past ? 'daysAgo' : 'inDays', count };
}

/**
 * Exact time in the viewer's time zone, with the zone's name.
 *
 * @param at - RFC 3339 time
 * @param locale - BCP 47 tag
 * @returns the input itself when it is not a time
 */
export function exactTime(at: string, locale: string): string {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return at;
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
    timeZoneName: 'short',
  }).format(time);
}

import { exactTime, relativeTime } from './relativeTime';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const at = (ms: number) => new Date(NOW + ms).toISOString();

describe('relativeTime', () => {
  it.each([
    [0, 'justNow', 0],
    [-4_999, 'justNow', 0],
    [-59_999, 'secondsAgo', 59],
    [-61_000, 'minutesAgo', 1],
    [-89 * 60_000, 'minutesAgo', 89],
    [-91 * 60_000, 'hoursAgo', 1],
    [-47.5 * 3_600_000, 'hoursAgo', 47],
    [-50 * 3_600_000, 'daysAgo', 2],
    [2_000, 'soon', 0],
    [30_000, 'inSeconds', 30],
    [20 * 60_000, 'inMinutes', 20],
    [5 * 3_600_000, 'inHours', 5],
    [10 * 86_400_000, 'inDays', 10],
  ])('tells %d ms as %s %d', (ms, key, count) => {
    expect(relativeTime(at(ms), NOW)).toEqual({ key, count });
  });

  it('does not turn an unreadable time into a number', () => {
    expect(relativeTime('yesterday', NOW).key).toBe('unreadable');
    expect(exactTime('yesterday', 'en')).toBe('yesterday');
  });

  it('writes exact times with date, seconds and zone', () => {
    expect(exactTime('2026-11-25T12:00:09Z', 'en')).toMatch(
      /Nov 25, 2026.*:00:09 \S+/,
    );
  });
});

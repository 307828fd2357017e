import fc from 'fast-check';
import { calendarPeriod, type CalendarWindow } from './calendar';

const DAY = 86_400;
const at = (iso: string) => Date.parse(iso) / 1000;

function hours(window: CalendarWindow, iso: string) {
  const period = calendarPeriod(window, at(iso))!;
  return (period.end - period.start) / 3_600;
}

describe('calendarPeriod', () => {
  const month = (timeZone: string, startTime = '2024-01-01 00:00:00') => ({
    count: 1,
    unit: 'M' as const,
    startTime,
    timeZone,
  });

  it('has short and long months at both clock changes', () => {
    const berlin = month('Europe/Berlin');
    expect(hours(berlin, '2026-03-15T00:00:00Z')).toBe(31 * 24 - 1);
    expect(hours(berlin, '2026-10-15T00:00:00Z')).toBe(31 * 24 + 1);
    expect(hours(berlin, '2026-06-15T00:00:00Z')).toBe(30 * 24);
    const day = { ...berlin, unit: 'd' as const };
    expect(hours(day, '2026-03-29T10:00:00Z')).toBe(23);
    expect(hours(day, '2026-10-25T10:00:00Z')).toBe(25);
    expect(hours(month('America/New_York'), '2026-11-15T00:00:00Z')).toBe(
      30 * 24 + 1,
    );
  });

  it('knows leap Februaries and zones with half hours', () => {
    expect(hours(month('UTC'), '2028-02-10T00:00:00Z')).toBe(29 * 24);
    expect(hours(month('UTC'), '2026-02-10T00:00:00Z')).toBe(28 * 24);
    const kolkata = calendarPeriod(
      month('Asia/Kolkata'),
      at('2026-05-10T00:00:00Z'),
    )!;
    expect(kolkata).toEqual({
      start: at('2026-04-30T18:30:00Z'),
      end: at('2026-05-31T18:30:00Z'),
    });
    // Lord Howe moves its clock by half an hour.
    expect(hours(month('Australia/Lord_Howe'), '2026-04-15T00:00:00Z')).toBe(
      30 * 24 + 0.5,
    );
  });

  it('does not drift from the last day of a month', () => {
    const window = month('UTC', '2024-01-31 12:00:00');
    expect(calendarPeriod(window, at('2026-02-28T12:00:00Z'))).toEqual({
      start: at('2026-02-28T12:00:00Z'),
      end: at('2026-03-31T12:00:00Z'),
    });
  });

  it('starts a window in the skipped hour, and at the first of a doubled one', () => {
    const day = (startTime: string) => ({
      count: 1,
      unit: 'd' as const,
      startTime,
      timeZone: 'Europe/Berlin',
    });
    expect(
      calendarPeriod(day('2026-03-28 02:30:00'), at('2026-03-29T02:00:00Z'))!
        .start,
    ).toBe(at('2026-03-29T01:30:00Z'));
    expect(
      calendarPeriod(day('2026-10-24 02:30:00'), at('2026-10-25T03:00:00Z'))!
        .start,
    ).toBe(at('2026-10-25T00:30:00Z'));
  });

  it('is undefined before the first window', () => {
    expect(
      calendarPeriod(
        month('UTC', '2027-01-01 00:00:00'),
        at('2026-12-31T23:59:59Z'),
      ),
    ).toBeUndefined();
  });

  it('always holds the instant, and windows join without gap', () => {
    fc.assert(
      fc.property(
        fc.integer({
          min: at('2024-03-01T00:00:00Z'),
          max: at('2030-01-01T00:00:00Z'),
        }),
        fc.constantFrom('m', 'h', 'd', 'w', 'M', 'Q', 'Y'),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(
          'UTC',
          'Europe/Berlin',
          'America/New_York',
          'Asia/Shanghai',
          'Australia/Lord_Howe',
          'Asia/Kathmandu',
        ),
        (now, unit, count, timeZone) => {
          const window = {
            count,
            unit: unit as 'd',
            startTime: '2024-02-29 01:30:00',
            timeZone,
          };
          const period = calendarPeriod(window, now)!;
          expect(period.start).toBeLessThanOrEqual(now);
          expect(period.end).toBeGreaterThan(now);
          expect(calendarPeriod(window, period.end)!.start).toBe(period.end);
          expect(calendarPeriod(window, period.end - 1)).toEqual(period);
          expect(period.end - period.start).toBeLessThan(count * 367 * DAY);
        },
      ),
      { numRuns: 200 },
    );
  });
});

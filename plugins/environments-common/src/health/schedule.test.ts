import { parseGoDuration, readSchedule } from './schedule';

const at = (text: string) => new Date(text);

describe('readSchedule', () => {
  it.each([
    ['*/5 * * * *', undefined, 3],
    ['0 * * * *', undefined, 0],
    ['@hourly', undefined, 0],
    ['@every 4m', undefined, 3],
    ['TZ=Asia/Shanghai */5 * * * *', undefined, 3],
  ])('counts runs of %s', (schedule, timeZone, due) => {
    expect(
      readSchedule({
        schedule,
        timeZone,
        since: at('2026-11-25T11:02:00Z'),
        until: at('2026-11-25T11:15:00Z'),
      })?.due,
    ).toBe(due);
  });

  it('reads the hour in the time zone, over a change of summer time', () => {
    const reading = (until: string) =>
      readSchedule({
        schedule: '30 9 * * *',
        timeZone: 'Europe/Berlin',
        since: at('2026-10-24T08:00:00Z'),
        until: at(until),
      });
    // 09:30 in Berlin is 07:30 UTC in summer and 08:30 UTC in winter.
    expect(reading('2026-10-25T08:00:00Z')?.due).toBe(0);
    expect(reading('2026-10-25T08:30:00Z')?.due).toBe(1);
  });

  it('stops counting at ten', () => {
    expect(
      readSchedule({
        schedule: '* * * * *',
        since: at('2020-01-01T00:00:00Z'),
        until: at('2026-01-01T00:00:00Z'),
      })?.due,
    ).toBe(10);
  });

  it.each(['', 'every day', '61 * * * *', '* * * * * *', '@every soon'])(
    'does not guess at "%s"',
    schedule => {
      expect(
        readSchedule({
          schedule,
          since: at('2026-01-01T00:00:00Z'),
          until: at('2026-01-02T00:00:00Z'),
        }),
      ).toBeUndefined();
    },
  );

  it('does not guess at a time zone that does not exist', () => {
    expect(
      readSchedule({
        schedule: '* * * * *',
        timeZone: 'Mars/Olympus',
        since: at('2026-01-01T00:00:00Z'),
        until: at('2026-01-02T00:00:00Z'),
      }),
    ).toBeUndefined();
  });
});

describe('parseGoDuration', () => {
  it.each([
    ['1h0m0s', 3_600_000],
    ['1h30m', 5_400_000],
    ['1.5s', 1_500],
    ['250ms', 250],
    ['0', 0],
    ['5 minutes', undefined],
    ['', undefined],
  ])('reads %s', (text, expected) => {
    expect(parseGoDuration(text)).toBe(expected);
  });
});

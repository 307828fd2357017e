import { readableTimes } from './readableTimes';

const NOW = new Date('2026-11-25T12:00:00Z');

describe('readableTimes', () => {
  it('writes timestamps as people do, and leaves the rest alone', () => {
    // Noon local time, so that the day does not depend on the zone.
    const at = new Date(2026, 10, 27, 12, 5).toISOString();
    expect(readableTimes(`Valid until ${at}.`, 'en-GB', NOW)).toBe(
      'Valid until 27 Nov, 12:05.',
    );
    expect(readableTimes(`一 ${at}`, 'zh-CN', NOW)).toBe('一 11月27日 12:05');
    for (const text of ['chat2sql-2026-11-27', '2 of 3 pods', '']) {
      expect(readableTimes(text, 'en-GB', NOW)).toBe(text);
    }
    expect(readableTimes('2026-99-99T99:99:99Z', 'en-GB', NOW)).toBe(
      '2026-99-99T99:99:99Z',
    );
  });

  it('keeps another year', () => {
    const at = new Date(2027, 1, 3, 12, 5).toISOString();
    expect(readableTimes(at, 'en-GB', NOW)).toBe('3 Feb 2027, 12:05');
  });
});

import { ageMs, freshnessOf } from './freshness';

const now = new Date('2026-03-01T12:00:00Z');
const limits = { lateAfterMs: 60_000, staleAfterMs: 300_000 };

describe('freshnessOf', () => {
  it.each([
    ['2026-03-01T11:59:00Z', 'fresh'],
    ['2026-03-01T11:58:59Z', 'late'],
    ['2026-03-01T11:55:00Z', 'late'],
    ['2026-03-01T11:54:59Z', 'stale'],
    [undefined, 'never'],
    ['not a time', 'never'],
  ])('of %s is %s', (observedAt, expected) => {
    expect(freshnessOf(observedAt, now, limits)).toBe(expected);
  });

  it('never gives a negative age when the source clock is ahead', () => {
    expect(ageMs('2026-03-01T12:10:00Z', now)).toBe(0);
  });
});

import * as fc from 'fast-check';
import { makeLabels } from './labels';
import { RANGE_FUNCTIONS } from './rangeFunctions';
import { GridWindow, SampleWindow } from './RangeWindow';
import type { Series } from './Series';
import { SCRAPE_INTERVAL_MS, clipSpans } from './Series';

/** A series from stretches of values; a new stretch may begin anywhere. */
function stretchesOf(
  shape: 'rising' | 'steps',
  stretches: readonly number[][],
  gaps: readonly number[],
): Series {
  const values: number[] = [];
  const breaks: number[] = [];
  for (const stretch of stretches) {
    if (values.length > 0) breaks.push(values.length);
    let value = stretch[0];
    for (const step of stretch) {
      if (shape === 'rising') value += step;
      values.push(value);
    }
  }
  const missing = new Set(gaps.map(gap => gap % values.length));
  const spans: { from: number; to: number }[] = [];
  for (let i = 0; i < values.length; i++) {
    if (missing.has(i)) continue;
    const last = spans[spans.length - 1];
    if (last?.to === i - 1) last.to = i;
    else spans.push({ from: i, to: i });
  }
  return {
    labels: makeLabels({}),
    shape,
    at: index => values[index],
    breaks: (from, to) => breaks.filter(at => at > from && at <= to),
    spans,
  };
}

const series = fc
  .tuple(
    fc.constantFrom('rising' as const, 'steps' as const),
    fc.array(fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }), {
      minLength: 1,
      maxLength: 6,
    }),
    fc.array(fc.nat(40), { maxLength: 4 }),
  )
  .map(args => stretchesOf(...args));

describe('GridWindow', () => {
  it('answers from the breaks what visiting every sample answers', () => {
    fc.assert(
      fc.property(series, fc.nat(40), fc.nat(40), (one, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const spans = clipSpans(one, from, to);
        fc.pre(spans.length > 0);
        const times: number[] = [];
        const values: number[] = [];
        for (const span of spans) {
          for (let i = span.from; i <= span.to; i++) {
            times.push(i * SCRAPE_INTERVAL_MS);
            values.push(one.at(i));
          }
        }
        const range = {
          startMs: from * SCRAPE_INTERVAL_MS - 7000,
          endMs: to * SCRAPE_INTERVAL_MS + 5000,
        };
        const visited = new SampleWindow(times, values, 0, times.length);
        for (const [name, func] of RANGE_FUNCTIONS) {
          const window = new GridWindow(one, spans, () => {});
          expect([name, func({ window, ...range })]).toEqual([
            name,
            func({ window: visited, ...range }),
          ]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('visits no sample for counters', () => {
    const visit = jest.fn();
    const counter: Series = {
      labels: makeLabels({}),
      shape: 'rising',
      at: index => index,
      breaks: () => [],
    };
    const window = new GridWindow(counter, [{ from: 0, to: 50_000 }], visit);
    const input = { window, startMs: 0, endMs: 50_000 * SCRAPE_INTERVAL_MS };
    expect(RANGE_FUNCTIONS.get('increase')!(input)).toBe(50_000);
    expect(RANGE_FUNCTIONS.get('max_over_time')!(input)).toBe(50_000);
    expect(visit).not.toHaveBeenCalled();
    RANGE_FUNCTIONS.get('sum_over_time')!(input);
    expect(visit).toHaveBeenCalledWith(50_001);
  });
});

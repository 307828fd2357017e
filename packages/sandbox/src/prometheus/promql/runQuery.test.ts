import * as fc from 'fast-check';
import { listSource } from '../__testUtils__/ListSource';
import { labelsKey } from './labels';
import { formatValue } from './literals';
import { queryInstant, queryRange } from './runQuery';

const MINUTE = 60_000;

function at(
  source: ReturnType<typeof listSource>,
  query: string,
  minutes: number,
): Record<string, number> {
  const result = queryInstant(source, query, minutes * MINUTE);
  if (result.type !== 'vector') throw new Error(`a ${result.type}`);
  return Object.fromEntries(
    result.series.map(({ metric, point }) => [
      Object.values(metric).join('/'),
      point[1],
    ]),
  );
}

const counters = listSource([
  [{ __name__: 'c', pod: 'a' }, [0, 10, 20, 30, 5, 15]],
  [{ __name__: 'c', pod: 'b' }, [undefined, 100, 101, undefined, 103, 104]],
]);

describe('queryInstant', () => {
  it('extrapolates to the ends of the range and makes resets good', () => {
    expect(at(counters, 'increase(c[5m])', 5)).toEqual({ a: 45, b: 5 });
    expect(at(counters, 'rate(c{pod="a"}[2m])', 3)).toEqual({ a: 20 / 120 });
    // No further than zero, and half a distance where the samples end early.
    expect(at(counters, 'increase(c{pod="a"}[10m])', 5).a).toBe(45);
    expect(at(counters, 'delta(c{pod="a"}[10m])', 5).a).toBeCloseTo(
      (15 * (5 + 0.5)) / 5,
      12,
    );
  });

  it('extrapolates by half a distance where the samples begin late', () => {
    const late = listSource([
      [{ __name__: 'c' }, [undefined, undefined, 100, 110, 120, 130]],
    ]);
    const increase = (seconds: number) =>
      at(late, `increase(c[${seconds}s])`, 5)[''];
    // Up to 1.1 of the distance between samples the whole way counts.
    expect(increase(180 + 65)).toBeCloseTo((30 * (180 + 65)) / 180, 9);
    expect(increase(180 + 67)).toBeCloseTo((30 * (180 + 30)) / 180, 9);
  });

  it('needs two samples for a rate and one for a value', () => {
    expect(at(counters, 'rate(c[1m])', 0)).toEqual({});
    expect(at(counters, 'last_over_time(c[1m])', 0)).toEqual({ 'c/a': 0 });
  });

  it('looks back five minutes, the oldest sample included', () => {
    const source = listSource([[{ __name__: 'g' }, [7, ...Array(10)]]]);
    expect(at(source, 'g', 5)).toEqual({ g: 7 });
    expect(at(source, 'g', 5 + 1 / 60_000)).toEqual({});
  });

  it('finds nothing behind the mark of an end', () => {
    const source = listSource([[{ __name__: 'g' }, [7, 7]]]);
    const stale = {
      bounds: () => ({ first: 0, last: 9 }),
      select: () => [
        { ...source.series[0], spans: [{ from: 0, to: 1, stale: true }] },
      ],
    };
    const count = (minutes: number) => {
      const result = queryInstant(stale, 'g', minutes * MINUTE);
      return result.type === 'vector' ? result.series.length : -1;
    };
    expect([0, 1, 1.9, 2, 3].map(count)).toEqual([1, 1, 1, 0, 0]);
  });

  it.each([
    [
      'g / on (x) h',
      /duplicate series for the match group \{x="1"\} on the right/,
    ],
    [
      'h / on (x) g',
      /duplicate series for the match group \{x="1"\} on the left|many-to-one matching must be explicit/,
    ],
    ['abs({__name__=~"g|k"})', /same labelset/],
  ])('says why %s cannot be evaluated', (query, message) => {
    const source = listSource([
      [{ __name__: 'g', x: '1' }, [1]],
      [{ __name__: 'k', x: '1' }, [1]],
      [{ __name__: 'h', x: '1', y: '1' }, [1]],
      [{ __name__: 'h', x: '1', y: '2' }, [1]],
    ]);
    expect(() => queryInstant(source, query, 0)).toThrow(message);
  });

  it('stops before it visits too many samples', () => {
    const endless = {
      bounds: () => ({ first: 0, last: 30_000_000 }),
      select: () => [{ labels: {}, shape: 'free' as const, at: () => 1 }],
    };
    expect(() =>
      queryInstant(endless, 'sum_over_time(x[50y])', 30_000_000 * MINUTE),
    ).toThrow(/too many samples/);
  });
});

describe('properties', () => {
  const values = fc.array(
    fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined }),
    {
      minLength: 12,
      maxLength: 12,
    },
  );
  const source = fc
    .array(values, { minLength: 1, maxLength: 6 })
    .map(rows =>
      listSource(
        rows.map((row, i) => [
          { __name__: 'm', a: String(i % 2), b: String(i % 3), i: String(i) },
          row,
        ]),
      ),
    );
  const expr = fc.constantFrom(
    'm',
    'sum by (a) (m)',
    'm + on (i) m',
    'avg_over_time(m[3m])',
    'm > 0 or -m',
    'max_over_time(sum(m)[4m:1m])',
    'sum(increase(m[4m])) / count(m)',
    'topk(2, m)',
  );

  it('a range query is its instants one by one', () => {
    fc.assert(
      fc.property(
        source,
        expr,
        fc.integer({ min: 20, max: 200 }),
        (s, query, step) => {
          const range = { startMs: 0, endMs: 11 * MINUTE, stepMs: step * 1000 };
          const found = new Map<string, string>();
          for (const { metric, points } of queryRange(s, query, range)) {
            for (const [time, value] of points) {
              found.set(`${labelsKey(metric)}${time}`, formatValue(value));
            }
          }
          const expected = new Map<string, string>();
          for (let time = 0; time <= range.endMs; time += range.stepMs) {
            const result = queryInstant(s, query, time);
            if (result.type !== 'vector') throw new Error('not a vector');
            for (const { metric, point } of result.series) {
              expected.set(
                `${labelsKey(metric)}${time}`,
                formatValue(point[1]),
              );
            }
          }
          expect(found).toEqual(expected);
        },
      ),
    );
  });

  it('groups add up to the whole', () => {
    fc.assert(
      fc.property(source, s => {
        const [whole] = Object.values(at(s, 'sum(m)', 6));
        for (const query of ['sum by (a, b) (m)', 'sum without (i) (m)']) {
          const parts = Object.values(at(s, query, 6));
          expect(parts.reduce((a, b) => a + b, 0)).toBe(whole ?? 0);
        }
      }),
    );
  });

  it('and and unless divide a vector', () => {
    fc.assert(
      fc.property(source, s => {
        const all = at(s, 'm', 6);
        const kept = at(s, 'm and on (i) (m > 0)', 6);
        const left = at(s, 'm unless on (i) (m > 0)', 6);
        expect({ ...kept, ...left }).toEqual(all);
        expect(Object.keys(kept).filter(key => key in left)).toEqual([]);
      }),
    );
  });
});

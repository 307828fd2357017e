import { FakePrometheus } from '../__fixtures__/FakePrometheus';
import { chunksOf, combineQueries } from './combineQueries';
import { PrometheusReader } from './PrometheusReader';

describe('combineQueries', () => {
  it('keeps branches apart by a label and ends comments', () => {
    const text = combineQueries([
      { key: 'e0', promql: 'a # note' },
      { key: 'e1', promql: 'b' },
    ]);
    expect(text).toBe(
      'label_replace((a # note\n), "portal_slo_key", "e0", "", "")\nor\nlabel_replace((b\n), "portal_slo_key", "e1", "", "")',
    );
    expect(() => combineQueries([{ key: 'a", "x', promql: 'up' }])).toThrow(
      'not a key',
    );
    expect(chunksOf([1, 2, 3], 2)).toEqual([[1, 2], [3]]);
  });
});

describe('PrometheusReader', () => {
  let now = new Date('2026-11-25T10:00:00Z');
  let prometheus: FakePrometheus;
  let reader: PrometheusReader;
  const gauge = (name: string) => ({ a: 1, b: 2, c: NaN }[name]);

  beforeEach(() => {
    now = new Date('2026-11-25T10:00:00Z');
    prometheus = new FakePrometheus(() => now);
    prometheus.gauge = gauge;
    reader = PrometheusReader.create({ client: prometheus, now: () => now });
  });

  it('asks many expressions in one query and reads the server clock', async () => {
    const reading = await reader.instant(['a', 'b', 'a', 'c', 'gone']);
    expect(prometheus.count('query')).toBe(1);
    expect(reading.time).toBe(now.getTime() / 1000);
    const value = (e: string) => reading.answers.get(e)?.samples[0]?.[1];
    expect(['a', 'b', 'c', 'gone'].map(value)).toEqual([1, 2, NaN, undefined]);
    expect(reader.cost).toEqual({
      queries: 1,
      failed: 0,
      series: 4,
      samples: 4,
    });
  });

  it('finds the one refused expression, names it and leaves it out for a while', async () => {
    const many = Array.from({ length: 20 }, (_, i) => `x${i}`);
    prometheus.gauge = () => 7;
    prometheus.refused.add('x13');
    const reading = await reader.instant(many);
    expect(reading.answers.get('x13')?.error).toMatch(/rejects/);
    for (const e of many.filter(x => x !== 'x13')) {
      expect(reading.answers.get(e)?.samples[0][1]).toBe(7);
    }
    const asked = prometheus.count();
    await reader.instant(many);
    expect(prometheus.count()).toBe(asked + 1);
    prometheus.refused.clear();
    now = new Date(now.getTime() + 601_000);
    expect((await reader.instant(many)).answers.get('x13')?.samples[0][1]).toBe(
      7,
    );
  });

  it('throws when the server cannot answer at all', async () => {
    prometheus.down = 'Prometheus main refuses the connection';
    await expect(reader.instant(['a'])).rejects.toThrow('refuses');
    expect(reader.cost.failed).toBe(1);
  });

  it('does not guess among several series, and passes warnings on', async () => {
    prometheus.warnings = ['partial'];
    const time = now.getTime() / 1000;
    jest.spyOn(prometheus, 'query').mockResolvedValue({
      series: [
        { metric: { portal_slo_key: 'e0', pod: 'x' }, sample: [time, 1] },
        { metric: { portal_slo_key: 'e0', pod: 'y' }, sample: [time, 2] },
      ],
      warnings: ['x'],
    });
    const reading = await reader.instant(['a']);
    expect(reading.partial).toBe(true);
    expect(reading.answers.get('a')).toEqual({
      samples: [],
      error: 'the query gives 2 series; it must give one',
    });
  });
});

import fc from 'fast-check';
import type { Objective } from '../objective/types';
import { fractionFromDecimal } from '../numbers/fraction';
import { buildSeries, SERIES_RANGES } from './buildSeries';
import type { Measure } from './measure';
import { readMeasure, readSlots, type RawReading } from './readSlots';
import { Timeline } from './Timeline';

const SLOT = 300;
const HOUR = 3_600;
const T0 = 1_790_000_000 - (1_790_000_000 % HOUR);

const ratio = {
  kind: 'ratio',
  bad: { form: 'selector', text: 'b' },
  total: { form: 'selector', text: 't' },
  absentErrors: 'zero',
} as const;

function objective(more: Partial<Objective> = {}): Objective {
  return {
    id: 'a',
    target: fractionFromDecimal('95', true)!,
    method: 'Occurrences',
    indicator: ratio,
    ...more,
  } as Objective;
}

describe('readMeasure', () => {
  it('tells no samples, no errors, no good series and NaN apart', () => {
    expect(readMeasure(ratio, {}, 300)).toEqual({});
    expect(readMeasure(ratio, { part: 3 }, 300)).toEqual({});
    expect(readMeasure(ratio, { total: 5 }, 300).measure).toEqual({
      total: 5,
      bad: 0,
      measuredSeconds: 300,
      badSeen: false,
    });
    expect(
      readMeasure(ratio, { total: 5, part: 0 }, 300).measure,
    ).toMatchObject({
      bad: 0,
      badSeen: true,
    });
    expect(readMeasure(ratio, { total: NaN }, 300).fault).toBe('nan-dropped');
    const latency = { ...ratio, bad: undefined, good: ratio.bad };
    expect(readMeasure(latency, { total: 5 }, 300)).toEqual({
      fault: 'good-missing',
    });
    expect(
      readMeasure(latency, { total: 5, part: 5.01 }, 300).measure?.bad,
    ).toBe(0);
  });

  it('counts time where there are no events', () => {
    const query = { form: 'windowed', text: 'x' } as const;
    expect(
      readMeasure(
        { kind: 'raw', query, rawType: 'success' },
        { part: 0.75 },
        300,
      ).measure,
    ).toMatchObject({ total: 300, bad: 75 });
    expect(
      readMeasure(
        { kind: 'raw', query, rawType: 'failure' },
        { part: 0.75 },
        300,
      ).measure,
    ).toMatchObject({ total: 300, bad: 225 });
    const threshold = {
      kind: 'threshold',
      query,
      op: 'lte',
      value: 2,
    } as const;
    expect(readMeasure(threshold, { part: 2 }, 300).measure?.bad).toBe(0);
    expect(readMeasure(threshold, { part: 2.1 }, 300).measure?.bad).toBe(300);
    expect(readMeasure(threshold, {}, 300)).toEqual({});
  });
});

describe('time slices', () => {
  const good = [2, 10, 12, 13, 13, 12, 13, 13, 12, 11];
  const total = [4, 10, 12, 13, 14, 15, 14, 13, 12, 11];
  const readings = new Map<number, RawReading>(
    good.map((g, i) => [
      T0 + i * SLOT,
      { total: total[i], part: total[i] - g },
    ]),
  );
  const sum = (o: Objective) => {
    const timeline = Timeline.create(o.slice?.seconds);
    timeline.addSlots(readSlots(o, readings).measures);
    return timeline.sum(T0, T0 + HOUR);
  };

  it('gives 60 % and 800 % spent for Timeslices', () => {
    const m = sum(
      objective({
        method: 'Timeslices',
        slice: { seconds: SLOT, target: fractionFromDecimal(0.95) },
      }),
    );
    expect(1 - m.bad / m.total).toBeCloseTo(0.6, 12);
    expect(m.bad / m.total / 0.05).toBeCloseTo(8, 12);
  });

  it('gives 91.571 % and 168.57 % spent for RatioTimeslices', () => {
    const m = sum(
      objective({ method: 'RatioTimeslices', slice: { seconds: SLOT } }),
    );
    expect(1 - m.bad / m.total).toBeCloseTo(0.91571, 5);
    expect(m.bad / m.total / 0.05).toBeCloseTo(1.6857, 4);
  });

  it('leaves slices without events out and lowers coverage', () => {
    const empty = new Map(readings);
    empty.set(T0 + 3 * SLOT, { total: 0, part: 0 });
    const { measures } = readSlots(
      objective({ method: 'RatioTimeslices', slice: { seconds: SLOT } }),
      empty,
    );
    expect(measures.size).toBe(9);
  });
});

/** A random stream: per slot either nothing, NaN or counts. */
const stream = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        total: fc.integer({ min: 0, max: 5_000 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    },
    { weight: 1, arbitrary: fc.constant('gap' as const) },
    { weight: 1, arbitrary: fc.constant('nan' as const) },
  ),
  { minLength: 1, maxLength: 200 },
);

describe('Timeline', () => {
  it('sums like a brute-force oracle, with and without tiles', () => {
    fc.assert(
      fc.property(
        stream,
        fc.integer({ min: 0, max: 199 }),
        fc.integer({ min: 1, max: 200 }),
        fc.boolean(),
        (slots, from, length, tiled) => {
          const readings = new Map<number, RawReading>();
          slots.forEach((slot, i) => {
            if (slot === 'gap') return;
            readings.set(
              T0 + i * SLOT,
              slot === 'nan'
                ? { total: NaN, part: 0 }
                : { total: slot.total, part: slot.total * slot.share },
            );
          });
          const timeline = Timeline.create();
          timeline.addSlots(readSlots(objective(), readings).measures);
          const hours = Math.ceil(slots.length / 12);
          if (tiled) {
            for (let h = 0; h < hours; h += 1) {
              timeline.addTile(timeline.rollUp(T0 + h * HOUR));
            }
          }
          const start = T0 + from * SLOT;
          const end = start + length * SLOT;
          let total = 0;
          let bad = 0;
          let seconds = 0;
          slots.forEach((slot, i) => {
            const at = T0 + i * SLOT;
            if (typeof slot === 'string' || at < start || at >= end) return;
            total += slot.total;
            bad += slot.total * slot.share;
            seconds += SLOT;
          });
          const sum = timeline.sum(start, end);
          expect(sum.total).toBeCloseTo(total, 6);
          expect(sum.bad).toBeCloseTo(bad, 6);
          expect(sum.measuredSeconds).toBeCloseTo(seconds, 6);
        },
      ),
    );
  });

  it('counts a tile at the edge by its share', () => {
    const timeline = Timeline.create();
    const measure: Measure = {
      total: 100,
      bad: 10,
      measuredSeconds: HOUR,
      badSeen: true,
    };
    timeline.addTile({ hour: T0, ...measure });
    timeline.addTile({ hour: T0 + HOUR, ...measure });
    const sum = timeline.sum(T0 + 900, T0 + 2 * HOUR);
    expect(sum.total).toBeCloseTo(175, 9);
    expect(sum.measuredSeconds).toBeCloseTo(6_300, 9);
    expect(timeline.newest()).toBe(T0 + 2 * HOUR);
  });

  it('forgets by age and keeps the tiles of forgotten slots', () => {
    const timeline = Timeline.create();
    const slots = new Map<number, Measure>();
    for (let i = 0; i < 24; i += 1) {
      slots.set(T0 + i * SLOT, {
        total: 1,
        bad: 0,
        measuredSeconds: SLOT,
        badSeen: true,
      });
    }
    timeline.addSlots(slots);
    timeline.addTile(timeline.rollUp(T0));
    timeline.forget({ slots: T0 + HOUR, tiles: 0 });
    expect(timeline.sum(T0, T0 + 2 * HOUR).total).toBe(24);
    timeline.forget({ slots: T0 + HOUR, tiles: T0 + HOUR });
    expect(timeline.sum(T0, T0 + 2 * HOUR).total).toBe(12);
  });
});

describe('buildSeries', () => {
  const target = fractionFromDecimal('99', true)!;
  const end = T0 + 30 * 24 * HOUR;
  const timeline = Timeline.create();
  for (let h = 0; h < 30 * 24; h += 1) {
    if (h >= 100 && h < 110) continue;
    timeline.addTile({
      hour: T0 + h * HOUR,
      total: 1_000,
      bad: h === 300 ? 500 : 5,
      measuredSeconds: HOUR,
      badSeen: true,
    });
  }
  const period = { start: T0, end };

  it.each(SERIES_RANGES)('stays within the limit of points for %s', range => {
    const series = buildSeries({ timeline, target, period, end, range });
    expect(series.times.length).toBeGreaterThan(0);
    expect(series.times.length).toBeLessThanOrEqual(1_000);
    for (const column of [
      series.total,
      series.bad,
      series.errorRatio,
      series.remaining,
    ]) {
      expect(column).toHaveLength(series.times.length);
    }
    expect(
      series.times.every((t, i) => i === 0 || t > series.times[i - 1]),
    ).toBe(true);
    expect(series.times[series.times.length - 1]).toBe(end);
  });

  it('starts near full and ends at the value of the lists; gaps stay gaps', () => {
    const series = buildSeries({
      timeline,
      target,
      period,
      end,
      range: 'window',
    });
    const sum = timeline.sum(period.start, end);
    const left = 1 - sum.bad / sum.total / 0.01;
    expect(series.remaining[series.remaining.length - 1]).toBeCloseTo(left, 9);
    expect(series.remaining[0]).toBeGreaterThan(0.99);
    expect(series.remaining.slice(100, 110)).toEqual(Array(10).fill(null));
    expect(series.errorRatio.slice(100, 110)).toEqual(Array(10).fill(null));
    expect(series.errorRatio[300]).toBeCloseTo(0.5, 12);
    const known = series.remaining.filter((r): r is number => r !== null);
    expect(known.every((r, i) => i === 0 || r <= known[i - 1] + 1e-12)).toBe(
      true,
    );
    const week = buildSeries({ timeline, target, period, end, range: '1w' });
    expect(week.remaining[week.remaining.length - 1]).toBeCloseTo(left, 9);
  });
});

import type { AtModifier, MatrixSelector, VectorSelector } from './ast';
import { dropName, labelsKey } from './labels';
import { PromqlError } from './PromqlError';
import type { RangeFunction } from './rangeFunctions';
import { GridWindow, SampleWindow } from './RangeWindow';
import type { Series, SeriesSource } from './Series';
import {
  LOOKBACK_MS,
  SCRAPE_INTERVAL_MS,
  clipSpans,
  latestIndex,
} from './Series';
import type { StepSeries, Steps, StepVector } from './StepVector';
import { emptySeries } from './StepVector';

// Globals are slow to reach where tests run modules in a context of their own.
const { ceil, floor, max, min } = Math;

/** Most samples one query may visit or return. */
const MAX_SAMPLES = 20_000_000;

/** What all parts of one evaluation share. */
export interface Evaluation {
  source: SeriesSource;
  bounds: { first: number; last: number };
  /** Ends of the whole query, for `@ start()` and `@ end()`. */
  queryStartMs: number;
  queryEndMs: number;
  /** Counts visited samples. @throws PromqlError over {@link MAX_SAMPLES} */
  visit(samples: number): void;
}

/** Starts the bookkeeping of one query. */
export function startEvaluation(
  source: SeriesSource,
  queryStartMs: number,
  queryEndMs: number,
): Evaluation {
  let visited = 0;
  return {
    source,
    bounds: source.bounds(),
    queryStartMs,
    queryEndMs,
    visit(samples) {
      visited += samples;
      if (visited > MAX_SAMPLES) {
        throw PromqlError.execution(
          'query processing would load too many samples into memory in query execution',
        );
      }
    },
  };
}

/** The instant a selector or subquery refers to at a step. */
export function referenceTime(
  evaluation: Evaluation,
  stepTimeMs: number,
  selector: { offsetMs: number; at?: AtModifier },
): number {
  const { at, offsetMs } = selector;
  if (at === undefined) return stepTimeMs - offsetMs;
  if (at === 'start') return evaluation.queryStartMs - offsetMs;
  if (at === 'end') return evaluation.queryEndMs - offsetMs;
  return at - offsetMs;
}

/** The series of a selector, and the times it will be asked for. */
function seriesFor(
  evaluation: Evaluation,
  selector: VectorSelector,
  { startMs, stepMs, count }: Steps,
  backMs: number,
): readonly Series[] {
  const last = startMs + (count - 1) * stepMs;
  const ends = [startMs, last].map(t => referenceTime(evaluation, t, selector));
  return evaluation.source.select(selector.matchers, {
    fromMs: ends[0] - backMs,
    toMs: ends[1],
  });
}

/**
 * Evaluates a vector selector.
 *
 * @param read - the value at the grid instant of the sample; the sample itself by default
 */
export function selectInstant(
  evaluation: Evaluation,
  selector: VectorSelector,
  steps: Steps,
  read: (series: Series, index: number) => number = (series, index) =>
    series.at(index),
): StepVector {
  const { startMs, stepMs, count } = steps;
  const result: StepSeries[] = [];
  for (const series of seriesFor(evaluation, selector, steps, LOOKBACK_MS)) {
    evaluation.visit(count);
    const out = emptySeries(series.labels, count);
    let any = false;
    for (let step = 0; step < count; step++) {
      const time = referenceTime(evaluation, startMs + step * stepMs, selector);
      const index = latestIndex(series, time, evaluation.bounds);
      if (index < 0) continue;
      out.values[step] = read(series, index);
      out.present[step] = 1;
      any = true;
    }
    if (any) result.push(out);
  }
  return { type: 'vector', series: result };
}

function refuseEqualLabels(result: readonly StepSeries[]): void {
  const keys = new Set(result.map(({ labels }) => labelsKey(labels)));
  if (keys.size !== result.length) {
    throw PromqlError.execution(
      'vector cannot contain metrics with the same labelset',
    );
  }
}

/** Applies a range function to a range selector. */
export function applyToRange(
  evaluation: Evaluation,
  { selector, rangeMs }: MatrixSelector,
  steps: Steps,
  func: RangeFunction,
  keepName: boolean,
): StepVector {
  const { startMs, stepMs, count } = steps;
  const { bounds } = evaluation;
  const result: StepSeries[] = [];
  const visit = (samples: number) => evaluation.visit(samples);
  for (const series of seriesFor(evaluation, selector, steps, rangeMs)) {
    evaluation.visit(count);
    const labels = keepName ? series.labels : dropName(series.labels);
    const out = emptySeries(labels, count);
    let any = false;
    for (let step = 0; step < count; step++) {
      const time = startMs + step * stepMs;
      const end = referenceTime(evaluation, time, selector);
      const spans = clipSpans(
        series,
        max(ceil((end - rangeMs) / SCRAPE_INTERVAL_MS), bounds.first),
        min(floor(end / SCRAPE_INTERVAL_MS), bounds.last),
      );
      if (spans.length === 0) continue;
      const window = new GridWindow(series, spans, visit);
      const value = func({ window, startMs: end - rangeMs, endMs: end });
      if (value === undefined) continue;
      out.values[step] = value;
      out.present[step] = 1;
      any = true;
    }
    if (any) result.push(out);
  }
  refuseEqualLabels(result);
  return { type: 'vector', series: result };
}

/** Applies a range function to the values of a subquery. */
export function applyToPoints(
  evaluation: Evaluation,
  points: StepVector,
  pointSteps: Steps,
  subquery: { offsetMs: number; at?: AtModifier; rangeMs: number },
  { startMs, stepMs, count }: Steps,
  func: RangeFunction,
  keepName: boolean,
): StepVector {
  const result: StepSeries[] = [];
  for (const series of points.series) {
    const times: number[] = [];
    const values: number[] = [];
    for (let i = 0; i < pointSteps.count; i++) {
      if (!series.present[i]) continue;
      times.push(pointSteps.startMs + i * pointSteps.stepMs);
      values.push(series.values[i]);
    }
    const labels = keepName ? series.labels : dropName(series.labels);
    const out = emptySeries(labels, count);
    let from = 0;
    let to = 0;
    let any = false;
    for (let step = 0; step < count; step++) {
      const end = referenceTime(evaluation, startMs + step * stepMs, subquery);
      const start = end - subquery.rangeMs;
      while (from < times.length && times[from] < start) from++;
      while (to < times.length && times[to] <= end) to++;
      if (to <= from) continue;
      evaluation.visit(to - from);
      const window = new SampleWindow(times, values, from, to - from);
      const value = func({ window, startMs: start, endMs: end });
      if (value === undefined) continue;
      out.values[step] = value;
      out.present[step] = 1;
      any = true;
    }
    if (any) result.push(out);
  }
  refuseEqualLabels(result);
  return { type: 'vector', series: result };
}

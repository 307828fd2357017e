import { budgetOf } from '../numbers/budget';
import type { Period } from '../numbers/calendar';
import type { ExactFraction } from '../numbers/fraction';
import { SLOT_SECONDS } from '../objective/types';
import type { Timeline } from './Timeline';

/** Most points a chart gets. */
export const MAX_POINTS = 1_000;

/** Ranges a chart can show; `window` is the objective's own window. */
export const SERIES_RANGES = ['1h', '6h', '1d', '1w', '4w', 'window'] as const;

/** Name of a chart range. */
export type SeriesRange = (typeof SERIES_RANGES)[number];

const LENGTHS: Record<Exclude<SeriesRange, 'window'>, number> = {
  '1h': 3_600,
  '6h': 21_600,
  '1d': 86_400,
  '1w': 7 * 86_400,
  '4w': 28 * 86_400,
};

/** Columns of a chart; a stretch without measurement has nulls, which are gaps and not zeros. */
export interface ObjectiveSeries {
  range: SeriesRange;
  start: number;
  end: number;
  stepSeconds: number;
  /** End of each step, Unix seconds. */
  times: number[];
  total: Array<number | null>;
  bad: Array<number | null>;
  /** Share of bad events within the step. */
  errorRatio: Array<number | null>;
  /**
   * Budget left at the end of the step, counted from the start of the
   * objective's window against the budget of the whole window: it starts at 1
   * and ends at the value the lists show.
   */
  remaining: Array<number | null>;
}

function stepOf(seconds: number): number {
  if (seconds <= 2 * 86_400) return SLOT_SECONDS;
  return Math.ceil(seconds / 3_600 / MAX_POINTS) * 3_600;
}

/**
 * Cuts a chart out of a timeline.
 *
 * @param options - `period` is the objective's window now, `end` the end of
 * the newest closed slot, both in Unix seconds
 */
export function buildSeries(options: {
  timeline: Timeline;
  target: ExactFraction;
  period: Period;
  end: number;
  range: SeriesRange;
}): ObjectiveSeries {
  const { timeline, target, period, end, range } = options;
  const wanted =
    range === 'window'
      ? Math.max(SLOT_SECONDS, end - period.start)
      : LENGTHS[range];
  const step = stepOf(wanted);
  const lastEnd = end - (end % SLOT_SECONDS);
  const firstStep =
    step === SLOT_SECONDS
      ? lastEnd - wanted
      : lastEnd - wanted - ((lastEnd - wanted) % step);
  const series: ObjectiveSeries = {
    range,
    start: firstStep,
    end: lastEnd,
    stepSeconds: step,
    times: [],
    total: [],
    bad: [],
    errorRatio: [],
    remaining: [],
  };
  const allowed = budgetOf(target) * timeline.sum(period.start, lastEnd).total;
  let spent =
    firstStep > period.start ? timeline.sum(period.start, firstStep).bad : 0;
  for (let at = firstStep; at < lastEnd; at += step) {
    const until = Math.min(at + step, lastEnd);
    const measure = timeline.sum(at, until);
    const measured = measure.measuredSeconds > 0;
    if (until > period.start) {
      spent += timeline.sum(Math.max(at, period.start), until).bad;
    }
    series.times.push(until);
    series.total.push(measured ? measure.total : null);
    series.bad.push(measured ? measure.bad : null);
    series.errorRatio.push(
      measured && measure.total > 0
        ? Math.min(1, measure.bad / measure.total)
        : null,
    );
    series.remaining.push(
      measured && allowed > 0 && until > period.start
        ? 1 - spent / allowed
        : null,
    );
  }
  return series;
}

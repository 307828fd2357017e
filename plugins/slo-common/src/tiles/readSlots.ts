import { fractionToNumber } from '../numbers/fraction';
import type { Operator } from '../openslo/types';
import {
  SLOT_SECONDS,
  type Indicator,
  type Objective,
} from '../objective/types';
import type { Measure } from './measure';

/**
 * Answers of Prometheus about one stretch of time: `total` counts all events,
 * `part` the good or bad ones, the ratio, or the value of a threshold.
 * Undefined means there was no sample; NaN is kept.
 */
export interface RawReading {
  total?: number;
  part?: number;
}

/** Why a reading could not be used although something answered. */
export type ReadingFault =
  /** A value was NaN: something was divided by zero. */
  | 'nan-dropped'
  /** The total is there, but the series of good events is not. */
  | 'good-missing';

/** A reading in units of the budget, or why there is none. */
export interface ReadMeasure {
  measure?: Measure;
  fault?: ReadingFault;
}

const COMPARE: Record<Operator, (a: number, b: number) => boolean> = {
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
};

function timeMeasure(badShare: number, seconds: number): ReadMeasure {
  const bad = Math.min(1, Math.max(0, badShare)) * seconds;
  return {
    measure: { total: seconds, bad, measuredSeconds: seconds, badSeen: true },
  };
}

/**
 * Reads one stretch of an indicator.
 *
 * Ratios are counted in events; raw ratios and thresholds in seconds. A
 * missing error series counts as no errors (not seen); a missing good series
 * is no measurement, for its bucket may not exist.
 *
 * @param seconds - length of the stretch
 */
export function readMeasure(
  indicator: Indicator,
  raw: RawReading,
  seconds: number,
): ReadMeasure {
  const { total, part } = raw;
  if (Number.isNaN(total) || Number.isNaN(part)) {
    return { fault: 'nan-dropped' };
  }
  switch (indicator.kind) {
    case 'ratio': {
      if (total === undefined) return {};
      if (indicator.good) {
        if (part === undefined) return { fault: 'good-missing' };
        // Extrapolation can give slightly more good events than events.
        const bad = Math.max(0, total - part);
        return {
          measure: { total, bad, measuredSeconds: seconds, badSeen: true },
        };
      }
      return {
        measure: {
          total,
          bad: Math.max(0, part ?? 0),
          measuredSeconds: seconds,
          badSeen: part !== undefined,
        },
      };
    }
    case 'raw':
      if (part === undefined) return {};
      return timeMeasure(
        indicator.rawType === 'success' ? 1 - part : part,
        seconds,
      );
    case 'threshold':
      if (part === undefined) return {};
      return timeMeasure(
        COMPARE[indicator.op](part, indicator.value) ? 0 : 1,
        seconds,
      );
    default:
      return {};
  }
}

/** One slice of a Timeslices or RatioTimeslices objective; undefined without events. */
function sliceMeasure(
  objective: Objective,
  inside: Measure | undefined,
): Measure | undefined {
  if (!inside || !(inside.total > 0)) return undefined;
  const good = 1 - Math.min(1, inside.bad / inside.total);
  const { slice, method } = objective;
  const limit = slice?.target ? fractionToNumber(slice.target) : 1;
  const isBad = good < limit - 1e-12;
  return {
    total: 1,
    bad: method === 'Timeslices' ? Number(isBad) : 1 - good,
    measuredSeconds: inside.measuredSeconds,
    badSeen: inside.badSeen,
  };
}

/** Measures of an objective, by the start of their slot or slice. */
export interface ReadSlots {
  measures: Map<number, Measure>;
  faults: Set<ReadingFault>;
}

/**
 * Turns readings over five-minute slots into measures. Slices without events
 * are left out, which lowers coverage: they were neither good nor bad.
 *
 * @param readings - by start of the slot, Unix seconds, multiples of 300
 */
export function readSlots(
  objective: Objective,
  readings: ReadonlyMap<number, RawReading>,
): ReadSlots {
  const faults = new Set<ReadingFault>();
  const slots = new Map<number, Measure>();
  for (const [start, raw] of readings) {
    const { measure, fault } = readMeasure(
      objective.indicator,
      raw,
      SLOT_SECONDS,
    );
    if (measure) slots.set(start, measure);
    if (fault) faults.add(fault);
  }
  const { slice } = objective;
  if (!slice || objective.method === 'Occurrences') {
    return { measures: slots, faults };
  }
  const sums = new Map<number, Measure>();
  for (const [start, measure] of slots) {
    const at = start - (start % slice.seconds);
    const sum = sums.get(at);
    sums.set(at, {
      total: (sum?.total ?? 0) + measure.total,
      bad: (sum?.bad ?? 0) + measure.bad,
      measuredSeconds: (sum?.measuredSeconds ?? 0) + measure.measuredSeconds,
      badSeen: (sum?.badSeen ?? false) || measure.badSeen,
    });
  }
  const measures = new Map<number, Measure>();
  for (const [start, sum] of sums) {
    const measure = sliceMeasure(objective, sum);
    if (measure) measures.set(start, measure);
  }
  return { measures, faults };
}

/** What was counted over a stretch of time, in units of the budget. */
export interface Measure {
  /** Events, seconds or slices that count. */
  total: number;
  /** Those of them that were bad. */
  bad: number;
  /** Seconds of the stretch for which there were samples. */
  measuredSeconds: number;
  /** True when the error series itself was seen; false when absence stood for zero. */
  badSeen: boolean;
}

/** The closed hour of one objective that starts at `hour` (Unix seconds, multiple of 3600). */
export interface HourTile extends Measure {
  hour: number;
}

/** Nothing counted, nothing measured. */
export const NOTHING: Measure = Object.freeze({
  total: 0,
  bad: 0,
  measuredSeconds: 0,
  badSeen: false,
});

/**
 * Adds a share of one measure to another.
 *
 * @param share - 0 to 1: the part of `b` that lies inside the wanted stretch.
 * Within a tile events are taken as evenly spread
 */
export function addMeasure(a: Measure, b: Measure, share: number = 1): Measure {
  return {
    total: a.total + b.total * share,
    bad: a.bad + b.bad * share,
    measuredSeconds: a.measuredSeconds + b.measuredSeconds * share,
    badSeen: a.badSeen || b.badSeen,
  };
}

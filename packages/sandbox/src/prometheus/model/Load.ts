import type { Disturbance, Disturbances } from './disturbances';
import type { Traffic } from './Traffic';

// Globals are slow to reach where tests run modules in a context of their own.
const { floor } = Math;

/** A cumulative function of time: never falls. */
export type Cumulative = (timeMs: number) => number;

/** The requests that fall into disturbances, weighted by their shares. */
function cumulativeInside(
  traffic: Traffic,
  disturbances: readonly Disturbance[],
): Cumulative {
  const starts = disturbances.map(({ fromMs }) => fromMs);
  const atStart = starts.map(start => traffic.total(start));
  const before = [0];
  for (const [i, { toMs, share }] of disturbances.entries()) {
    const inside = Number.isFinite(toMs)
      ? share * (traffic.total(toMs) - atStart[i])
      : 0;
    before.push(before[i] + inside);
  }
  return timeMs => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (starts[middle] < timeMs) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return 0;
    const { toMs, share } = disturbances[low - 1];
    if (timeMs >= toMs) return before[low];
    const inside = traffic.total(timeMs) - atStart[low - 1];
    return before[low - 1] + share * inside;
  };
}

/** Number of grid instants that {@link remember} keeps; more than 35 days of minutes. */
const MEMORY = 65_536;
const GRID_MS = 60_000;

/** The same function, quick for grid instants asked again and again. */
function remember(func: Cumulative): Cumulative {
  const owners = new Int32Array(MEMORY);
  const values = new Float64Array(MEMORY);
  // Starts of processes lie between grid instants; there are few of them.
  const between = new Map<number, number>();
  return timeMs => {
    const index = timeMs / GRID_MS;
    if (index !== floor(index)) {
      let value = between.get(timeMs);
      if (value === undefined) {
        value = func(timeMs);
        if (between.size > 5000) between.clear();
        between.set(timeMs, value);
      }
      return value;
    }
    const slot = index % MEMORY;
    if (owners[slot] !== index) {
      values[slot] = func(timeMs);
      owners[slot] = index;
    }
    return values[slot];
  };
}

function shareAt(disturbances: readonly Disturbance[], timeMs: number): number {
  for (let i = disturbances.length - 1; i >= 0; i--) {
    const { fromMs, toMs, share } = disturbances[i];
    if (fromMs <= timeMs) return timeMs < toMs ? share : 0;
  }
  return 0;
}

/** API requests of an environment, in the parts that metrics are made of. */
export interface Load {
  /** Requests a second at a time. */
  rate(timeMs: number): number;
  /** Share of the requests that a disturbance makes fail at a time. */
  failingShare(timeMs: number): number;
  /** Share of the requests that a disturbance makes slow at a time. */
  slowShare(timeMs: number): number;
  /** Requests that a disturbance made fail. */
  failed: Cumulative;
  /** Requests that no disturbance made fail. */
  sound: Cumulative;
  /** Requests that a disturbance made slow. */
  slow: Cumulative;
  /** Requests served at the usual speed. */
  swift: Cumulative;
  disturbances: Disturbances;
}

/** The load of an environment from its traffic and what disturbs it. */
export function createLoad(traffic: Traffic, disturbances: Disturbances): Load {
  const failed = cumulativeInside(traffic, disturbances.failing);
  const slow = cumulativeInside(traffic, disturbances.slow);
  return {
    rate: timeMs => traffic.rate(timeMs),
    failingShare: timeMs => shareAt(disturbances.failing, timeMs),
    slowShare: timeMs => shareAt(disturbances.slow, timeMs),
    failed: remember(failed),
    sound: remember(timeMs => traffic.total(timeMs) - failed(timeMs)),
    slow: remember(slow),
    swift: remember(timeMs => traffic.total(timeMs) - slow(timeMs)),
    disturbances,
  };
}

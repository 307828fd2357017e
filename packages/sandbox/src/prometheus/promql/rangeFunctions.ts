import type { RangeWindow } from './RangeWindow';

/** What a range function gets: the samples and the ends of the range. */
interface RangeInput {
  window: RangeWindow;
  startMs: number;
  endMs: number;
}

/** A function over a range; undefined leaves the series out. */
export type RangeFunction = (input: RangeInput) => number | undefined;

/**
 * `rate`, `increase` and `delta` of Prometheus 2: the difference of the last and
 * first sample, resets made good, extrapolated to the ends of the range where
 * the samples come close enough, and by half a sample distance where not.
 */
function extrapolated(
  { window, startMs, endMs }: RangeInput,
  counter: boolean,
  perSecond: boolean,
): number | undefined {
  const { count } = window;
  if (count < 2) return undefined;
  const first = window.value(0);
  let difference = window.value(count - 1) - first;
  if (counter) difference += window.lost();
  const covered = (window.time(count - 1) - window.time(0)) / 1000;
  const between = covered / (count - 1);
  let toStart = (window.time(0) - startMs) / 1000;
  const toEnd = (endMs - window.time(count - 1)) / 1000;
  if (counter && difference > 0 && first >= 0) {
    // A counter cannot have been below zero before its first sample.
    toStart = Math.min(toStart, covered * (first / difference));
  }
  const threshold = between * 1.1;
  let interval = covered;
  interval += toStart < threshold ? toStart : between / 2;
  interval += toEnd < threshold ? toEnd : between / 2;
  const factor = interval / covered;
  return (
    difference * (perSecond ? factor / ((endMs - startMs) / 1000) : factor)
  );
}

function instantRate({ window }: RangeInput): number | undefined {
  const { count } = window;
  if (count < 2) return undefined;
  const last = window.value(count - 1);
  const previous = window.value(count - 2);
  const seconds = (window.time(count - 1) - window.time(count - 2)) / 1000;
  if (seconds === 0) return undefined;
  return (last < previous ? last : last - previous) / seconds;
}

/** The functions over ranges, by name. */
export const RANGE_FUNCTIONS: ReadonlyMap<string, RangeFunction> = new Map<
  string,
  RangeFunction
>([
  ['rate', input => extrapolated(input, true, true)],
  ['increase', input => extrapolated(input, true, false)],
  ['delta', input => extrapolated(input, false, false)],
  ['irate', instantRate],
  ['changes', ({ window }) => window.changes()],
  ['resets', ({ window }) => window.falls()],
  ['sum_over_time', ({ window }) => window.sum()],
  ['avg_over_time', ({ window }) => window.mean()],
  ['min_over_time', ({ window }) => window.min()],
  ['max_over_time', ({ window }) => window.max()],
  ['count_over_time', ({ window }) => window.count],
  ['last_over_time', ({ window }) => window.value(window.count - 1)],
  ['present_over_time', () => 1],
]);

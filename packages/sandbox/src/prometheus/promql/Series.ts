import type { Labels } from './labels';
import type { Matcher } from './matcher';

// Globals are slow to reach where tests run modules in a context of their own.
const { ceil, floor, max, min } = Math;

/** Time between two scrapes. Every series has its samples at whole multiples of it. */
export const SCRAPE_INTERVAL_MS = 60_000;

/** How far an instant selector looks back for a sample. */
export const LOOKBACK_MS = 300_000;

/** Grid instants, both ends included, at which a series has samples. */
export interface Span {
  from: number;
  to: number;
  /** Whether the end was noticed and marked, so that looking back finds nothing. */
  stale?: boolean;
}

/**
 * A series in closed form: a pure function of the grid instant (Unix time in
 * milliseconds divided by {@link SCRAPE_INTERVAL_MS}).
 */
export interface Series {
  readonly labels: Labels;
  /**
   * What is known of the values between two breaks: `rising` never falls,
   * `steps` keeps one value, `free` is anything.
   */
  readonly shape: 'free' | 'rising' | 'steps';
  /** Value at a grid instant inside a span. */
  at(index: number): number;
  /**
   * Grid instants in (from, to] at which the shape may break, ascending. A
   * value at a break may relate to the one before in any way.
   */
  breaks?(from: number, to: number): number[];
  /** Ascending and disjoint; a series without spans always has samples. */
  readonly spans?: readonly Span[];
}

/** Times between which samples are wanted, both ends included. */
export interface TimeHint {
  fromMs: number;
  toMs: number;
}

/** Where the evaluator finds series. */
export interface SeriesSource {
  /** First and last grid instant that exist now. */
  bounds(): { first: number; last: number };
  /**
   * Series that match, in the order of their labels.
   *
   * @param hint - the times that will be looked at, for series that are costly to know
   */
  select(matchers: readonly Matcher[], hint: TimeHint): readonly Series[];
}

/** The parts of the series' spans inside [from, to], both ends included. */
export function clipSpans(
  series: Series,
  from: number,
  to: number,
): readonly Span[] {
  if (from > to) return [];
  if (!series.spans) return [{ from, to }];
  const clipped: Span[] = [];
  for (const span of series.spans) {
    if (span.to >= from && span.from <= to) {
      clipped.push({
        from: max(span.from, from),
        to: min(span.to, to),
      });
    }
  }
  return clipped;
}

/**
 * The newest sample at or before an instant, at most {@link LOOKBACK_MS} old.
 * A sample exactly that old counts, as in Prometheus 2.
 *
 * @returns its grid instant, or -1
 */
export function latestIndex(
  series: Series,
  timeMs: number,
  bounds: { first: number; last: number },
): number {
  const newest = min(floor(timeMs / SCRAPE_INTERVAL_MS), bounds.last);
  const oldest = max(
    ceil((timeMs - LOOKBACK_MS) / SCRAPE_INTERVAL_MS),
    bounds.first,
  );
  if (newest < oldest) return -1;
  if (!series.spans) return newest;
  for (let i = series.spans.length - 1; i >= 0; i--) {
    const span = series.spans[i];
    if (span.from > newest) continue;
    if (span.to >= newest) return newest;
    return span.stale || span.to < oldest ? -1 : span.to;
  }
  return -1;
}

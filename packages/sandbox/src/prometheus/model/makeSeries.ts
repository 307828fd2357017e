import { makeLabels } from '../promql/labels';
import type { Series, Span } from '../promql/Series';
import { SCRAPE_INTERVAL_MS } from '../promql/Series';
import type { Cumulative } from './Load';
import type { ProcessStarts } from './releases';
import type { Episode } from './ScenarioTimeline';

// Globals are slow to reach where tests run modules in a context of their own.
const { ceil, floor, max, min } = Math;

type LabelEntries = Record<string, string>;

/** First grid instant at or after a time. */
export function gridFrom(timeMs: number): number {
  return ceil(timeMs / SCRAPE_INTERVAL_MS);
}

function breaksOf(starts: ProcessStarts, from: number, to: number): number[] {
  const times = starts.between(
    from * SCRAPE_INTERVAL_MS,
    to * SCRAPE_INTERVAL_MS,
  );
  return [...new Set(times.map(gridFrom))];
}

/**
 * A counter of a process: what was counted since the process started.
 *
 * @param total - counted since ever, not rounded
 * @param whole - whether the counter shows whole numbers
 */
export function processCounter(
  labels: LabelEntries,
  starts: ProcessStarts,
  total: Cumulative,
  whole = true,
): Series {
  let start = NaN;
  let before = 0;
  return {
    labels: makeLabels(labels),
    shape: 'rising',
    at(index) {
      const timeMs = index * SCRAPE_INTERVAL_MS;
      const last = starts.last(timeMs);
      if (last !== start) {
        start = last;
        before = total(last);
      }
      const value = total(timeMs) - before;
      return whole ? floor(value) : max(0, value);
    },
    breaks: (from, to) => breaksOf(starts, from, to),
  };
}

/** A counter that never starts again while it is looked at. */
export function endlessCounter(
  labels: LabelEntries,
  total: Cumulative,
  whole = true,
): Series {
  return {
    labels: makeLabels(labels),
    shape: 'rising',
    at(index) {
      const value = total(index * SCRAPE_INTERVAL_MS);
      return whole ? floor(value) : value;
    },
  };
}

/** A gauge with one value for ever. */
export function constant(
  labels: LabelEntries,
  value: number,
  spans?: readonly Span[],
): Series {
  return { labels: makeLabels(labels), shape: 'steps', at: () => value, spans };
}

/** A gauge that is any function of time. */
export function gauge(
  labels: LabelEntries,
  value: (timeMs: number) => number,
): Series {
  return {
    labels: makeLabels(labels),
    shape: 'free',
    at: index => value(index * SCRAPE_INTERVAL_MS),
  };
}

/**
 * A gauge that keeps its value between changes.
 *
 * @param changes - times in (from, to] at which it may change
 */
export function stepped(
  labels: LabelEntries,
  value: (timeMs: number) => number,
  changes: (fromMs: number, toMs: number) => number[],
): Series {
  return {
    labels: makeLabels(labels),
    shape: 'steps',
    at: index => value(index * SCRAPE_INTERVAL_MS),
    breaks(from, to) {
      const times = changes(from * SCRAPE_INTERVAL_MS, to * SCRAPE_INTERVAL_MS);
      return [...new Set(times.map(gridFrom))].filter(i => i > from && i <= to);
    },
  };
}

/** A gauge with one value inside episodes and another outside. */
export function switched(
  labels: LabelEntries,
  episodes: readonly Episode[],
  inside: number,
  outside: number,
): Series {
  return stepped(
    labels,
    timeMs =>
      episodes.some(({ fromMs, toMs }) => fromMs <= timeMs && timeMs < toMs)
        ? inside
        : outside,
    () =>
      episodes
        .flatMap(({ fromMs, toMs }) => [fromMs, toMs])
        .filter(Number.isFinite)
        .sort((a, b) => a - b),
  );
}

/** Spans of a series that exists inside episodes only. */
export function spansInside(episodes: readonly Episode[]): Span[] {
  return episodes
    .map(({ fromMs, toMs }) => ({
      from: gridFrom(fromMs),
      to: Number.isFinite(toMs) ? gridFrom(toMs) - 1 : Infinity,
      stale: true,
    }))
    .filter(({ from, to }) => from <= to);
}

/** Spans of a series that exists outside episodes only. */
export function spansOutside(episodes: readonly Episode[]): Span[] {
  const spans: Span[] = [];
  let from = -Infinity;
  for (const inside of spansInside(episodes)) {
    if (inside.from - 1 >= from) {
      spans.push({ from, to: inside.from - 1, stale: true });
    }
    from = inside.to + 1;
  }
  if (from < Infinity) spans.push({ from, to: Infinity });
  return spans;
}

/** The series without the samples of some episodes; nobody marks their start. */
export function outsideEpisodes(
  series: Series,
  episodes: readonly Episode[],
): Series {
  if (episodes.length === 0) return series;
  const outside = spansOutside(episodes).map(({ from, to }) => ({ from, to }));
  const spans = (series.spans ?? [{ from: -Infinity, to: Infinity }]).flatMap(
    span =>
      outside
        .filter(({ from, to }) => to >= span.from && from <= span.to)
        .map(({ from, to }) => ({
          from: max(from, span.from),
          to: min(to, span.to),
          stale: span.stale && to >= span.to,
        })),
  );
  return { ...series, spans };
}

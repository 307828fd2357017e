import type { Matcher } from '../promql/matcher';
import { parsePromql } from '../promql/parsePromql';
import type { Series, SeriesSource } from '../promql/Series';
import { SCRAPE_INTERVAL_MS, clipSpans } from '../promql/Series';

/** Series to take over, and for how long before the end. */
export interface SampleSet {
  selector: string;
  hours: number;
}

/** A fixed list of series with samples in a limited time. */
export class FixedSource implements SeriesSource {
  constructor(
    readonly series: readonly Series[],
    private readonly first: number,
    private readonly last: number,
  ) {}

  bounds() {
    return { first: this.first, last: this.last };
  }

  select(matchers: readonly Matcher[]): readonly Series[] {
    return this.series.filter(({ labels }) =>
      matchers.every(({ name, matches }) => matches(labels[name] ?? '')),
    );
  }
}

/**
 * Takes series over from another source, still in closed form. Staleness is
 * left out: files of samples cannot express it.
 */
export function takeOver(
  source: SeriesSource,
  sets: readonly SampleSet[],
): FixedSource {
  const { first, last } = source.bounds();
  const taken = sets.flatMap(({ selector, hours }) => {
    const expr = parsePromql(selector);
    if (expr.kind !== 'selector') throw new Error(`no selector: ${selector}`);
    const from = Math.max(first, last - hours * 60);
    return source
      .select(expr.matchers, {
        fromMs: from * SCRAPE_INTERVAL_MS,
        toMs: last * SCRAPE_INTERVAL_MS,
      })
      .map(series => ({
        ...series,
        spans: clipSpans(series, from, last).map(span => ({ ...span })),
      }))
      .filter(series => series.spans.length > 0);
  });
  return new FixedSource(taken, first, last);
}

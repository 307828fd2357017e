import { makeLabels } from '../promql/labels';
import type { Series } from '../promql/Series';
import { FixedSource } from './FixedSource';

/** Series written out: labels, and a value for each minute from 0; undefined leaves a gap. */
export type WrittenSeries = [
  labels: Record<string, string>,
  values: readonly (number | undefined)[],
];

function writtenSeries([labels, values]: WrittenSeries): Series {
  const spans: { from: number; to: number }[] = [];
  for (const [i, value] of values.entries()) {
    if (value === undefined) continue;
    const last = spans[spans.length - 1];
    if (last?.to === i - 1) last.to = i;
    else spans.push({ from: i, to: i });
  }
  return {
    labels: makeLabels(labels),
    shape: 'free',
    at: index => values[index]!,
    spans,
  };
}

/** A source of written-out series. */
export function listSource(series: readonly WrittenSeries[]): FixedSource {
  const length = Math.max(...series.map(([, values]) => values.length));
  return new FixedSource(series.map(writtenSeries), 0, length - 1);
}

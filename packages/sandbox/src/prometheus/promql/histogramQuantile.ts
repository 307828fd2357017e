import type { Labels } from './labels';
import { METRIC_NAME, labelsKey, withoutLabels } from './labels';
import type { StepVector } from './StepVector';
import { VectorBuilder } from './StepVector';

interface Bucket {
  upper: number;
  count: number;
}

/** Sorted, equal bounds added up, counts made rising: scrapes may catch buckets in between. */
function tidy(buckets: Bucket[]): Bucket[] {
  const result: Bucket[] = [];
  for (const { upper, count } of buckets.sort((a, b) => a.upper - b.upper)) {
    const last = result[result.length - 1];
    if (last?.upper === upper) last.count += count;
    else result.push({ upper, count });
  }
  for (let i = 1; i < result.length; i++) {
    result[i].count = Math.max(result[i].count, result[i - 1].count);
  }
  return result;
}

/**
 * The quantile of a classic histogram, linear inside a bucket.
 *
 * @returns NaN where the histogram has no `+Inf` bucket, fewer than two buckets or no observation
 */
export function bucketQuantile(q: number, unsorted: Bucket[]): number {
  if (Number.isNaN(q)) return NaN;
  if (q < 0) return -Infinity;
  if (q > 1) return Infinity;
  const buckets = tidy(unsorted);
  const last = buckets.length - 1;
  if (last < 1 || buckets[last].upper !== Infinity) return NaN;
  const observations = buckets[last].count;
  if (observations === 0 || Number.isNaN(observations)) return NaN;
  let rank = q * observations;
  let b = buckets.findIndex(({ count }) => count >= rank);
  if (b < 0) b = last;
  if (b === last) return buckets[last - 1].upper;
  const { upper } = buckets[b];
  if (b === 0 && upper <= 0) return upper;
  let lower = 0;
  let { count } = buckets[b];
  if (b > 0) {
    lower = buckets[b - 1].upper;
    count -= buckets[b - 1].count;
    rank -= buckets[b - 1].count;
  }
  return lower + (upper - lower) * (rank / count);
}

function parseBound(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[+]?inf$/i.test(text)) return Infinity;
  const bound = Number(text);
  return text.trim() === '' || Number.isNaN(bound) ? undefined : bound;
}

/** Evaluates `histogram_quantile` over classic buckets. */
export function histogramQuantile(
  quantiles: Float64Array,
  vector: StepVector,
  count: number,
): StepVector {
  const groups = new Map<
    string,
    { labels: Labels; members: { bound: number; index: number }[] }
  >();
  for (const [index, series] of vector.series.entries()) {
    const bound = parseBound(series.labels.le);
    if (bound === undefined) continue;
    const labels = withoutLabels(series.labels, ['le', METRIC_NAME]);
    const key = labelsKey(labels);
    const group = groups.get(key) ?? { labels, members: [] };
    group.members.push({ bound, index });
    groups.set(key, group);
  }
  const builder = new VectorBuilder(count);
  for (const { labels, members } of groups.values()) {
    for (let step = 0; step < count; step++) {
      const buckets = members
        .filter(({ index }) => vector.series[index].present[step])
        .map(({ bound, index }) => ({
          upper: bound,
          count: vector.series[index].values[step],
        }));
      if (buckets.length === 0) continue;
      builder.set(step, labels, bucketQuantile(quantiles[step], buckets));
    }
  }
  return builder.build();
}

import type { AggregateExpr } from './ast';
import type { Labels } from './labels';
import { METRIC_NAME, keepLabels, labelsKey, withoutLabels } from './labels';
import { PromqlError } from './PromqlError';
import type { StepSeries, StepVector } from './StepVector';
import { VectorBuilder, emptySeries } from './StepVector';

interface Group {
  labels: Labels;
  members: StepSeries[];
}

function groupsOf(vector: StepVector, expr: AggregateExpr): Group[] {
  const groups = new Map<string, Group>();
  const dropped = [...expr.grouping, METRIC_NAME];
  for (const series of vector.series) {
    const labels = expr.without
      ? withoutLabels(series.labels, dropped)
      : keepLabels(series.labels, expr.grouping);
    const key = labelsKey(labels);
    const group = groups.get(key);
    if (group) group.members.push(series);
    else groups.set(key, { labels, members: [series] });
  }
  return [...groups.values()];
}

type Fold = (accumulated: number, value: number, count: number) => number;

const FOLDS: Record<'sum' | 'avg' | 'min' | 'max' | 'count', Fold> = {
  sum: (a, v) => a + v,
  avg(a, v, n) {
    const infinite = a === Infinity || a === -Infinity;
    if (infinite && (v === a || Number.isFinite(v))) return a;
    return a + (v / n - a / n);
  },
  min: (a, v) => (a > v || Number.isNaN(a) ? v : a),
  max: (a, v) => (a < v || Number.isNaN(a) ? v : a),
  count: (_, __, n) => n,
};

function fold(op: keyof typeof FOLDS, group: Group, count: number): StepSeries {
  const combine = FOLDS[op];
  const out = emptySeries(group.labels, count);
  const seen = new Uint32Array(count);
  for (const { values, present } of group.members) {
    for (let step = 0; step < count; step++) {
      if (!present[step]) continue;
      const n = ++seen[step];
      if (n === 1) out.values[step] = op === 'count' ? 1 : values[step];
      else out.values[step] = combine(out.values[step], values[step], n);
      out.present[step] = 1;
    }
  }
  return out;
}

function byValue(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  if (Number.isNaN(b)) return 1;
  return a - b;
}

/** The quantile of values, weighted between the two it falls between. */
function quantile(q: number, values: number[]): number {
  if (Number.isNaN(q)) return NaN;
  if (q < 0) return -Infinity;
  if (q > 1) return Infinity;
  const sorted = values.sort(byValue);
  const rank = q * (sorted.length - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(sorted.length - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return sorted[lower] * (1 - weight) + sorted[upper] * weight;
}

function quantiles(
  group: Group,
  params: Float64Array,
  count: number,
): StepSeries {
  const out = emptySeries(group.labels, count);
  for (let step = 0; step < count; step++) {
    const values = group.members
      .filter(({ present }) => present[step])
      .map(member => member.values[step]);
    if (values.length === 0) continue;
    out.values[step] = quantile(params[step], values);
    out.present[step] = 1;
  }
  return out;
}

/** `topk` and `bottomk`: the chosen series keep their labels. */
function choose(
  op: 'topk' | 'bottomk',
  groups: readonly Group[],
  params: Float64Array,
  count: number,
): StepVector {
  const builder = new VectorBuilder(count);
  const sign = op === 'topk' ? -1 : 1;
  for (let step = 0; step < count; step++) {
    const k = Math.trunc(params[step]);
    if (!(Math.abs(k) < 2 ** 63)) {
      throw PromqlError.execution(
        `Scalar value ${params[step]} overflows int64`,
      );
    }
    for (const { members } of groups) {
      // NaN loses against every number, whichever end is asked for.
      const ranked = members
        .filter(({ present }) => present[step])
        .map(({ labels, values }) => ({ labels, value: values[step] }))
        .sort((a, b) => {
          const nan =
            Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value));
          return nan !== 0 ? nan : sign * byValue(a.value, b.value);
        });
      for (const { labels, value } of ranked.slice(0, Math.max(0, k))) {
        builder.set(step, labels, value);
      }
    }
  }
  return builder.build();
}

/**
 * Evaluates an aggregation.
 *
 * @param params - the parameter at each instant, for operators that take one
 */
export function evalAggregate(
  expr: AggregateExpr,
  vector: StepVector,
  params: Float64Array | undefined,
  count: number,
): StepVector {
  const groups = groupsOf(vector, expr);
  const { op } = expr;
  if (op === 'topk' || op === 'bottomk') {
    return choose(op, groups, params!, count);
  }
  return {
    type: 'vector',
    series: groups.map(group =>
      op === 'quantile'
        ? quantiles(group, params!, count)
        : fold(op, group, count),
    ),
  };
}

import type { BinaryExpr } from './ast';
import { Signatures } from './signatures';
import type { StepSeries, StepVector } from './StepVector';
import { VectorBuilder } from './StepVector';

/** `and`, `or` and `unless`. */
export function matchSets(
  expr: BinaryExpr,
  left: StepVector,
  right: StepVector,
  count: number,
): StepVector {
  const signatures = new Signatures(expr.matching);
  const leftIds = signatures.number(left.series);
  const rightIds = signatures.number(right.series);
  const builder = new VectorBuilder(count);

  const mark = (
    series: readonly StepSeries[],
    ids: Int32Array,
    step: number,
  ) => {
    const seen = new Uint8Array(signatures.size);
    for (const [i, { present }] of series.entries()) {
      if (present[step]) seen[ids[i]] = 1;
    }
    return seen;
  };
  const keep = (
    { series }: StepVector,
    step: number,
    wanted: (i: number) => boolean,
  ) => {
    for (const [i, { labels, values, present }] of series.entries()) {
      if (present[step] && wanted(i)) builder.set(step, labels, values[step]);
    }
  };

  for (let step = 0; step < count; step++) {
    if (expr.op === 'or') {
      const seen = mark(left.series, leftIds, step);
      keep(left, step, () => true);
      keep(right, step, i => !seen[rightIds[i]]);
    } else {
      const seen = mark(right.series, rightIds, step);
      const wanted = expr.op === 'and' ? 1 : 0;
      keep(left, step, i => seen[leftIds[i]] === wanted);
    }
  }
  return builder.build();
}

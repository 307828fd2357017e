import type { BinaryExpr, BinaryOperator, Matching } from './ast';
import { COMPARISONS } from './ast';
import type { ScalarOperation } from './arithmetic';
import type { Labels } from './labels';
import {
  dropName,
  formatLabels,
  keepLabels,
  labelsKey,
  makeLabels,
  withoutLabels,
} from './labels';
import { PromqlError } from './PromqlError';
import { Signatures, matchLabels } from './signatures';
import type { StepSeries, StepVector } from './StepVector';
import { VectorBuilder, describeSeries } from './StepVector';

function resultLabels(
  many: Labels,
  one: Labels,
  op: BinaryOperator,
  bool: boolean,
  { card, on, labels: matched, include }: Matching,
): Labels {
  let labels = COMPARISONS.has(op) ? many : dropName(many);
  if (card === 'one-to-one') {
    labels = on ? keepLabels(labels, matched) : withoutLabels(labels, matched);
  }
  if (include.length > 0) {
    const taken = include.map(name => [name, one[name]] as const);
    labels = makeLabels({ ...labels, ...Object.fromEntries(taken) });
  }
  return bool ? dropName(labels) : labels;
}

function duplicate(
  pair: readonly StepSeries[],
  matching: Matching,
  side: 'left' | 'right',
): PromqlError {
  const group = matchLabels(pair[0].labels, matching);
  return PromqlError.execution(
    `found duplicate series for the match group ${formatLabels(
      group,
    )} on the ${side} hand-side of the operation: [${describeSeries(
      pair,
    )}];many-to-many matching not allowed: matching labels must be unique on one side`,
  );
}

/**
 * Arithmetic and comparisons between two vectors.
 *
 * @throws PromqlError when a group has several series on the side that must have
 *   one, or two results would have equal labels
 */
export function matchVectors(
  expr: BinaryExpr,
  operation: ScalarOperation,
  left: StepVector,
  right: StepVector,
  count: number,
): StepVector {
  const { matching, op, bool } = expr;
  const swapped = matching.card === 'one-to-many';
  const many = (swapped ? right : left).series;
  const one = (swapped ? left : right).series;
  const signatures = new Signatures(matching);
  const oneIds = signatures.number(one);
  const manyIds = signatures.number(many);
  const filters = COMPARISONS.has(op) && !bool;

  const labelCache = new Map<number, Labels>();
  const labelsOf = (m: number, o: number) => {
    const key = m * one.length + o;
    let labels = labelCache.get(key);
    if (!labels) {
      labels = resultLabels(many[m].labels, one[o].labels, op, bool, matching);
      labelCache.set(key, labels);
    }
    return labels;
  };

  const builder = new VectorBuilder(count);
  for (let step = 0; step < count; step++) {
    const partner = new Int32Array(signatures.size).fill(-1);
    for (let o = 0; o < one.length; o++) {
      if (!one[o].present[step]) continue;
      const id = oneIds[o];
      if (partner[id] >= 0) {
        const pair = [one[o], one[partner[id]]];
        throw duplicate(pair, matching, swapped ? 'left' : 'right');
      }
      partner[id] = o;
    }
    const used = new Map<number, Set<string>>();
    for (let m = 0; m < many.length; m++) {
      if (!many[m].present[step]) continue;
      const o = partner[manyIds[m]];
      if (o < 0) continue;
      const mine = many[m].values[step];
      const other = one[o].values[step];
      const [l, r] = swapped ? [other, mine] : [mine, other];
      const result = operation(l, r);
      if (filters && result !== 1) continue;
      const labels = labelsOf(m, o);
      const key = matching.card === 'one-to-one' ? '' : labelsKey(labels);
      const taken = used.get(manyIds[m]);
      if (taken?.has(key)) {
        throw PromqlError.execution(
          matching.card === 'one-to-one'
            ? 'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)'
            : 'multiple matches for labels: grouping labels must ensure unique matches',
        );
      }
      if (taken) taken.add(key);
      else used.set(manyIds[m], new Set([key]));
      builder.set(step, labels, filters ? l : result);
    }
  }
  return builder.build();
}

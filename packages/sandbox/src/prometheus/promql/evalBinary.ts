import type { BinaryExpr } from './ast';
import { COMPARISONS, SET_OPERATORS } from './ast';
import type { ScalarOperation } from './arithmetic';
import { SCALAR_OPERATIONS } from './arithmetic';
import { dropName } from './labels';
import { matchSets } from './matchSets';
import { matchVectors } from './matchVectors';
import type { StepScalar, StepVector, Value } from './StepVector';
import { mapVector } from './StepVector';

/** The operation of a binary expression on numbers. */
function operationOf(expr: BinaryExpr): ScalarOperation {
  return SCALAR_OPERATIONS[expr.op as keyof typeof SCALAR_OPERATIONS];
}

function scalars(
  expr: BinaryExpr,
  left: StepScalar,
  right: StepScalar,
): StepScalar {
  const operation = operationOf(expr);
  return {
    type: 'scalar',
    values: left.values.map((value, i) => operation(value, right.values[i])),
  };
}

function vectorAndScalar(
  expr: BinaryExpr,
  vector: StepVector,
  scalar: StepScalar,
  scalarFirst: boolean,
): StepVector {
  const operation = operationOf(expr);
  const comparison = COMPARISONS.has(expr.op);
  return mapVector(
    vector,
    labels => (comparison && !expr.bool ? labels : dropName(labels)),
    (value, step) => {
      const other = scalar.values[step];
      const result = scalarFirst
        ? operation(other, value)
        : operation(value, other);
      if (!comparison || expr.bool) return result;
      // A comparison filters: the vector's own value goes on, on whichever side it stands.
      return result === 1 ? value : undefined;
    },
  );
}

/**
 * Evaluates a binary operation.
 *
 * @throws PromqlError when two vectors do not match as the expression says
 */
export function evalBinary(
  expr: BinaryExpr,
  left: Value,
  right: Value,
  count: number,
): Value {
  if (left.type === 'string' || right.type === 'string') {
    throw new Error('the type check lets no string through');
  }
  if (left.type === 'scalar') {
    return right.type === 'scalar'
      ? scalars(expr, left, right)
      : vectorAndScalar(expr, right, left, true);
  }
  if (right.type === 'scalar') {
    return vectorAndScalar(expr, left, right, false);
  }
  return SET_OPERATORS.has(expr.op)
    ? matchSets(expr, left, right, count)
    : matchVectors(expr, operationOf(expr), left, right, count);
}

import type { BinaryOperator, Expr, Matching } from './ast';
import { SET_OPERATORS } from './ast';
import { PromqlError } from './PromqlError';

/** A binary operator with its modifiers, between two operands. */
interface OperatorItem {
  type: 'operator';
  op: BinaryOperator;
  bool: boolean;
  matching: Matching;
  position: number;
}

/** Part of a chain of operands, signs and operators in the order of the text. */
export type ChainItem =
  | { type: 'operand'; expr: Expr }
  | { type: 'sign'; op: '+' | '-'; position: number }
  | OperatorItem;

// https://prometheus.io/docs/prometheus/latest/querying/operators/#binary-operator-precedence
const PRECEDENCE: Record<BinaryOperator, number> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '>': 3,
  '<': 3,
  '>=': 3,
  '<=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  atan2: 5,
  '^': 6,
};
const SIGN_PRECEDENCE = PRECEDENCE['*'];

/**
 * Builds the tree of a chain by precedence climbing.
 *
 * The editor's grammar lets modifiers such as `offset` take a whole operation
 * (`a / b offset 5m` becomes `(a / b) offset 5m`), where Prometheus binds them
 * to the last operand; so its grouping of operators is not used.
 *
 * @param items - alternating operands and operators, signs before operands
 */
export function buildTree(items: readonly ChainItem[]): Expr {
  let next = 0;

  function operand(): Expr {
    const item = items[next++];
    if (item?.type === 'operand') return item.expr;
    if (item?.type === 'sign') {
      const expr = climb(SIGN_PRECEDENCE + 1);
      if (expr.kind === 'number') {
        const value = item.op === '-' ? -expr.value : expr.value;
        return { ...expr, value, position: item.position };
      }
      return { kind: 'unary', op: item.op, expr, position: item.position };
    }
    throw PromqlError.badData('an operand is missing', item?.position);
  }

  function climb(minimum: number): Expr {
    let left = operand();
    for (;;) {
      const item = items[next];
      if (item?.type !== 'operator') return left;
      const precedence = PRECEDENCE[item.op];
      if (precedence < minimum) return left;
      next++;
      // The power operator binds to the right, all others to the left.
      const right = climb(item.op === '^' ? precedence : precedence + 1);
      const { op, bool, matching } = item;
      left = {
        kind: 'binary',
        op,
        left,
        right,
        bool,
        matching: SET_OPERATORS.has(op)
          ? {
              ...matching,
              card:
                matching.card === 'one-to-one' ? 'many-to-many' : matching.card,
            }
          : matching,
        position: left.position,
      };
    }
  }

  return climb(0);
}

import type { BinaryExpr, Expr, ValueType } from './ast';
import { COMPARISONS, SET_OPERATORS } from './ast';
import { FUNCTIONS } from './functionTable';
import { PromqlError } from './PromqlError';

const TYPE_NAMES: Record<ValueType, string> = {
  scalar: 'scalar',
  string: 'string',
  vector: 'instant vector',
  matrix: 'range vector',
};

/** Type of an expression. */
export function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'paren':
    case 'unary':
      return typeOf(expr.expr);
    case 'binary':
      return typeOf(expr.left) === 'scalar' && typeOf(expr.right) === 'scalar'
        ? 'scalar'
        : 'vector';
    case 'call':
      return FUNCTIONS.get(expr.func)!.returns;
    case 'matrix':
    case 'subquery':
      return 'matrix';
    default:
      return 'vector';
  }
}

function expectType(expr: Expr, wanted: ValueType, context: string): void {
  const found = checkTypes(expr);
  if (found === wanted) return;
  throw PromqlError.badData(
    `expected type ${TYPE_NAMES[wanted]} in ${context}, got ${TYPE_NAMES[found]}`,
    expr.position,
  );
}

function checkBinary(expr: BinaryExpr): void {
  const left = checkTypes(expr.left);
  const right = checkTypes(expr.right);
  const fail = (message: string) => PromqlError.badData(message, expr.position);
  for (const [side, type] of [
    [expr.left, left],
    [expr.right, right],
  ] as const) {
    if (type !== 'scalar' && type !== 'vector') {
      throw PromqlError.badData(
        'binary expression must contain only scalar and instant vector types',
        side.position,
      );
    }
  }
  const scalars = Number(left === 'scalar') + Number(right === 'scalar');
  if (expr.bool && !COMPARISONS.has(expr.op)) {
    throw fail('bool modifier can only be used on comparison operators');
  }
  if (scalars === 2 && COMPARISONS.has(expr.op) && !expr.bool) {
    throw fail('comparisons between scalars must use BOOL modifier');
  }
  if (scalars > 0 && SET_OPERATORS.has(expr.op)) {
    throw fail(
      `set operator "${expr.op}" not allowed in binary scalar expression`,
    );
  }
  const { matching } = expr;
  if (scalars > 0 && matching.written && matching.labels.length > 0) {
    throw fail('vector matching only allowed between instant vectors');
  }
  const grouped =
    matching.card === 'many-to-one' || matching.card === 'one-to-many';
  if (grouped && SET_OPERATORS.has(expr.op)) {
    throw fail(`no grouping allowed for "${expr.op}" operation`);
  }
  for (const label of matching.on ? matching.include : []) {
    if (matching.labels.includes(label)) {
      throw fail(
        `label "${label}" must not occur in ON and GROUP clause at once`,
      );
    }
  }
}

/**
 * Checks the types of an expression and everything below it.
 *
 * @returns the expression's type
 * @throws PromqlError naming what was expected and found
 */
export function checkTypes(expr: Expr): ValueType {
  switch (expr.kind) {
    case 'paren':
      return checkTypes(expr.expr);
    case 'unary': {
      const type = checkTypes(expr.expr);
      if (type !== 'scalar' && type !== 'vector') {
        throw PromqlError.badData(
          `unary expression only allowed on expressions of type scalar or instant vector, got "${TYPE_NAMES[type]}"`,
          expr.position,
        );
      }
      break;
    }
    case 'binary':
      checkBinary(expr);
      break;
    case 'aggregate':
      expectType(expr.expr, 'vector', 'aggregation expression');
      if (expr.param) {
        expectType(expr.param, 'scalar', 'aggregation parameter');
      }
      break;
    case 'call': {
      const { args, optional = 0 } = FUNCTIONS.get(expr.func)!;
      const count = expr.args.length;
      if (count > args.length || count < args.length - optional) {
        throw PromqlError.badData(
          `expected ${optional > 0 ? 'at least ' : ''}${
            args.length - optional
          } argument(s) in call to "${expr.func}", got ${count}`,
          expr.position,
        );
      }
      for (const [i, arg] of expr.args.entries()) {
        expectType(arg, args[i], `call to function "${expr.func}"`);
      }
      break;
    }
    case 'subquery':
      if (checkTypes(expr.expr) !== 'vector') {
        throw PromqlError.badData(
          `subquery is only allowed on instant vector, got ${
            TYPE_NAMES[typeOf(expr.expr)]
          } instead`,
          expr.position,
        );
      }
      break;
    default:
  }
  return typeOf(expr);
}

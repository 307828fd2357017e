import type { AtModifier, Expr } from './ast';
import { parseDuration, parseNumber } from './literals';
import { PromqlError } from './PromqlError';
import { childOf } from './selectorSyntax';
import type { SyntaxNode } from './syntaxTree';

const DURATION = 'NumberDurationLiteralInDurationContext';

function readDuration(node: SyntaxNode, zeroAllowed: boolean): number {
  const value = parseDuration(node.text);
  if (value === undefined) {
    throw PromqlError.badData(
      `not a valid duration string: "${node.text}"`,
      node.from,
    );
  }
  if (value === 0 && !zeroAllowed) {
    throw PromqlError.badData('duration must be greater than 0', node.from);
  }
  return value;
}

function readAt(node: SyntaxNode): AtModifier {
  const value = node.children[node.children.length - 1];
  if (value.name === 'AtModifierPreprocessors') {
    return value.children[0].name === 'Start' ? 'start' : 'end';
  }
  const sign = /@\s*-/.test(node.text.slice(0, value.from - node.from))
    ? -1
    : 1;
  const text = value.text.replace(/^[+-]/, '');
  const seconds = parseNumber(text, value.from);
  const signed = (value.text.startsWith('-') ? -seconds : seconds) * sign;
  if (!Number.isFinite(signed)) {
    throw PromqlError.badData(
      'timestamp out of bounds for @ modifier',
      value.from,
    );
  }
  return Math.round(signed * 1000);
}

function withOffset(expr: Expr, node: SyntaxNode): Expr {
  const literal = childOf(node, DURATION)!;
  const negative =
    literal.text.startsWith('-') ||
    /offset\s*-\s*$/i.test(node.text.slice(0, literal.from - node.from));
  const magnitude = readDuration(
    { ...literal, text: literal.text.replace(/^[+-]\s*/, '') },
    true,
  );
  const offsetMs = negative ? -magnitude : magnitude;
  if (expr.kind === 'matrix') {
    return { ...expr, selector: { ...expr.selector, offsetMs } };
  }
  if (expr.kind === 'selector' || expr.kind === 'subquery') {
    return { ...expr, offsetMs };
  }
  throw PromqlError.badData(
    'offset modifier must be preceded by an instant vector selector or range vector selector or a subquery',
    expr.position,
  );
}

function withAt(expr: Expr, node: SyntaxNode): Expr {
  const at = readAt(node);
  if (expr.kind === 'matrix') {
    return { ...expr, selector: { ...expr.selector, at } };
  }
  if (expr.kind === 'selector' || expr.kind === 'subquery') {
    return { ...expr, at };
  }
  throw PromqlError.badData(
    '@ modifier must be preceded by an instant vector selector or range vector selector or a subquery',
    expr.position,
  );
}

function withRange(expr: Expr, node: SyntaxNode): Expr {
  const [range, step] = node.children.filter(({ name }) => name === DURATION);
  const rangeMs = readDuration(range, false);
  if (node.name === 'SubqueryExpr') {
    const stepMs = step && readDuration(step, false);
    const { position } = expr;
    return { kind: 'subquery', expr, rangeMs, stepMs, offsetMs: 0, position };
  }
  if (expr.kind !== 'selector' || expr.at !== undefined || expr.offsetMs) {
    throw PromqlError.badData(
      'ranges only allowed for vector selectors',
      expr.position,
    );
  }
  const { position } = expr;
  return { kind: 'matrix', selector: expr, rangeMs, position };
}

/** Readers of what may follow an operand: ranges, subqueries, `offset` and `@`. */
export const POSTFIX: Record<string, (expr: Expr, node: SyntaxNode) => Expr> = {
  OffsetExpr: withOffset,
  StepInvariantExpr: withAt,
  MatrixSelector: withRange,
  SubqueryExpr: withRange,
};

import type { AtModifier, BinaryExpr, Expr, VectorSelector } from './ast';
import { METRIC_NAME } from './labels';
import { formatDuration, formatNumber } from './literals';

/** Writes a text in double quotes, as Go does. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/\u007f/g, '\\x7f');
}

function modifiers(expr: { offsetMs: number; at?: AtModifier }): string {
  const { offsetMs, at } = expr;
  let text = '';
  if (at !== undefined) {
    text +=
      typeof at === 'number' ? ` @ ${(at / 1000).toFixed(3)}` : ` @ ${at}()`;
  }
  if (offsetMs > 0) text += ` offset ${formatDuration(offsetMs)}`;
  if (offsetMs < 0) text += ` offset -${formatDuration(-offsetMs)}`;
  return text;
}

function selectorBody({ name, matchers }: VectorSelector): string {
  const shown = matchers
    // The name is not repeated among the matchers, where it is written before them.
    .filter(m => name === undefined || m.name !== METRIC_NAME)
    .map(m => `${m.name}${m.op}${quote(m.value)}`)
    .sort();
  return `${name ?? ''}${shown.length > 0 ? `{${shown.join(',')}}` : ''}`;
}

/** The operator of a binary expression with its modifiers. */
export function formatOperator({ op, bool, matching }: BinaryExpr): string {
  let text: string = op;
  if (bool) text += ' bool';
  const { on, labels, card, include } = matching;
  if (on || labels.length > 0) {
    text += ` ${on ? 'on' : 'ignoring'} (${labels.join(', ')})`;
  }
  if (card === 'many-to-one') text += ` group_left (${include.join(', ')})`;
  if (card === 'one-to-many') text += ` group_right (${include.join(', ')})`;
  return text;
}

/** Head of an aggregation: `sum by (a, b) `. */
export function formatAggregation(
  expr: Extract<Expr, { kind: 'aggregate' }>,
): string {
  const { op, grouping, without } = expr;
  if (without) return `${op} without (${grouping.join(', ')}) `;
  return grouping.length > 0 ? `${op} by (${grouping.join(', ')}) ` : op;
}

/** What follows the expression of a subquery. */
export function formatSubquerySuffix(
  expr: Extract<Expr, { kind: 'subquery' }>,
): string {
  const step = expr.stepMs === undefined ? '' : formatDuration(expr.stepMs);
  return `[${formatDuration(expr.rangeMs)}:${step}]${modifiers(expr)}`;
}

/** Writes an expression on one line, as Prometheus shows queries of rules. */
export function formatPromql(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return formatNumber(expr.value);
    case 'string':
      return quote(expr.value);
    case 'paren':
      return `(${formatPromql(expr.expr)})`;
    case 'unary':
      return `${expr.op}${formatPromql(expr.expr)}`;
    case 'binary':
      return `${formatPromql(expr.left)} ${formatOperator(expr)} ${formatPromql(
        expr.right,
      )}`;
    case 'aggregate': {
      const param = expr.param ? `${formatPromql(expr.param)}, ` : '';
      return `${formatAggregation(expr)}(${param}${formatPromql(expr.expr)})`;
    }
    case 'call':
      return `${expr.func}(${expr.args.map(formatPromql).join(', ')})`;
    case 'selector':
      return `${selectorBody(expr)}${modifiers(expr)}`;
    case 'matrix':
      return `${selectorBody(expr.selector)}[${formatDuration(
        expr.rangeMs,
      )}]${modifiers(expr.selector)}`;
    default:
      return `${formatPromql(expr.expr)}${formatSubquerySuffix(expr)}`;
  }
}

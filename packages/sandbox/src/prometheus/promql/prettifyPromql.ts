import type { Expr } from './ast';
import {
  formatAggregation,
  formatOperator,
  formatPromql,
  formatSubquerySuffix,
} from './formatPromql';

/** Longer expressions are broken into lines. */
const MAX_LENGTH = 100;

function indent(level: number): string {
  return '  '.repeat(level);
}

function pretty(expr: Expr, level: number): string {
  const text = formatPromql(expr);
  const start = indent(level);
  if (expr.kind === 'unary') {
    return `${start}${expr.op}${pretty(expr.expr, level).trim()}`;
  }
  if (text.length <= MAX_LENGTH) {
    return expr.kind === 'subquery' ? text : `${start}${text}`;
  }
  switch (expr.kind) {
    case 'paren':
      return `${start}(\n${pretty(expr.expr, level + 1)}\n${start})`;
    case 'binary':
      return [
        pretty(expr.left, level + 1),
        `${start}${formatOperator(expr)}`,
        pretty(expr.right, level + 1),
      ].join('\n');
    case 'aggregate': {
      const param = expr.param ? `${pretty(expr.param, level + 1)},\n` : '';
      const body = pretty(expr.expr, level + 1);
      return `${start}${formatAggregation(expr)}(\n${param}${body}\n${start})`;
    }
    case 'call': {
      const args = expr.args.map(arg => pretty(arg, level + 1)).join(',\n');
      return `${start}${expr.func}(\n${args}\n${start})`;
    }
    case 'subquery':
      return `${pretty(expr.expr, level)}${formatSubquerySuffix(expr)}`;
    default:
      return `${start}${text}`;
  }
}

/** Writes an expression over several lines where it is long, as `format_query` does. */
export function prettifyPromql(expr: Expr): string {
  return pretty(expr, 0);
}

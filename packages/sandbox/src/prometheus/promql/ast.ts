import type { Matcher } from './matcher';

/** Types of expressions. */
export type ValueType = 'scalar' | 'string' | 'vector' | 'matrix';

/** Binary operators that are evaluated. */
export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | 'atan2'
  | '=='
  | '!='
  | '>'
  | '<'
  | '>='
  | '<='
  | 'and'
  | 'or'
  | 'unless';

/** Aggregations that are evaluated. */
export type AggregateOperator =
  | 'sum'
  | 'avg'
  | 'min'
  | 'max'
  | 'count'
  | 'topk'
  | 'bottomk'
  | 'quantile';

/** The `@` modifier: a time in milliseconds, or an end of the query's range. */
export type AtModifier = number | 'start' | 'end';

interface Node {
  /** Offset in the query text. */
  position: number;
}

/** A number. */
interface NumberLiteral extends Node {
  kind: 'number';
  value: number;
}

/** A string. */
interface StringLiteral extends Node {
  kind: 'string';
  value: string;
}

/** An expression in parentheses. */
interface ParenExpr extends Node {
  kind: 'paren';
  expr: Expr;
}

/** A sign before an expression. */
interface UnaryExpr extends Node {
  kind: 'unary';
  op: '+' | '-';
  expr: Expr;
}

/** How two vectors are matched. */
export interface Matching {
  /** `on` when true, `ignoring` when false. */
  on: boolean;
  labels: string[];
  card: 'one-to-one' | 'many-to-one' | 'one-to-many' | 'many-to-many';
  include: string[];
  /** Whether the query wrote a clause. */
  written: boolean;
}

/** A binary operation. */
export interface BinaryExpr extends Node {
  kind: 'binary';
  op: BinaryOperator;
  left: Expr;
  right: Expr;
  bool: boolean;
  matching: Matching;
}

/** An aggregation. */
export interface AggregateExpr extends Node {
  kind: 'aggregate';
  op: AggregateOperator;
  expr: Expr;
  param?: Expr;
  grouping: string[];
  without: boolean;
}

/** A function call. */
export interface CallExpr extends Node {
  kind: 'call';
  func: string;
  args: Expr[];
}

/** A vector selector. */
export interface VectorSelector extends Node {
  kind: 'selector';
  name?: string;
  matchers: Matcher[];
  offsetMs: number;
  at?: AtModifier;
}

/** A range selector. */
export interface MatrixSelector extends Node {
  kind: 'matrix';
  selector: VectorSelector;
  rangeMs: number;
}

/** A subquery. */
export interface SubqueryExpr extends Node {
  kind: 'subquery';
  expr: Expr;
  rangeMs: number;
  stepMs?: number;
  offsetMs: number;
  at?: AtModifier;
}

/** An expression of PromQL. */
export type Expr =
  | NumberLiteral
  | StringLiteral
  | ParenExpr
  | UnaryExpr
  | BinaryExpr
  | AggregateExpr
  | CallExpr
  | VectorSelector
  | MatrixSelector
  | SubqueryExpr;

/** Operators whose result is a comparison. */
export const COMPARISONS: ReadonlySet<BinaryOperator> = new Set([
  '==',
  '!=',
  '>',
  '<',
  '>=',
  '<=',
]);

/** Operators on sets of series. */
export const SET_OPERATORS: ReadonlySet<BinaryOperator> = new Set([
  'and',
  'or',
  'unless',
]);

/** The expression inside any parentheses. */
export function unwrapParens(expr: Expr): Expr {
  let inner = expr;
  while (inner.kind === 'paren') inner = inner.expr;
  return inner;
}

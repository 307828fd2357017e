import type { AggregateOperator, BinaryOperator, Expr, Matching } from './ast';
import { checkTypes } from './checkTypes';
import { FUNCTIONS } from './functionTable';
import { parseNumber, unquote } from './literals';
import type { ChainItem } from './operators';
import { buildTree } from './operators';
import { POSTFIX } from './postfixSyntax';
import { PromqlError } from './PromqlError';
import { childOf, readSelector } from './selectorSyntax';
import type { SyntaxNode } from './syntaxTree';
import { parseSyntax } from './syntaxTree';

const BINARY: Record<string, BinaryOperator> = {
  Add: '+',
  Sub: '-',
  Mul: '*',
  Div: '/',
  Mod: '%',
  Pow: '^',
  Atan2: 'atan2',
  Eql: '==',
  Neq: '!=',
  Gtr: '>',
  Lss: '<',
  Gte: '>=',
  Lte: '<=',
  And: 'and',
  Or: 'or',
  Unless: 'unless',
};

const AGGREGATES = new Set<string>([
  'sum',
  'avg',
  'min',
  'max',
  'count',
  'topk',
  'bottomk',
  'quantile',
] satisfies AggregateOperator[]);
const WITH_PARAM = new Set(['topk', 'bottomk', 'quantile']);

function readGrouping(node: SyntaxNode | undefined): string[] {
  return (node?.children ?? []).map(child => {
    if (child.name !== 'LabelName') {
      throw PromqlError.unsupported('quoted label names', child.from);
    }
    return child.text;
  });
}

function readMatching(clause: SyntaxNode | undefined): Matching {
  const matching: Matching = {
    on: false,
    labels: [],
    card: 'one-to-one',
    include: [],
    written: clause !== undefined,
  };
  let grouped = false;
  for (const child of clause?.children ?? []) {
    if (child.name === 'On') matching.on = true;
    else if (child.name === 'GroupLeft' || child.name === 'GroupRight') {
      grouped = true;
      matching.card =
        child.name === 'GroupLeft' ? 'many-to-one' : 'one-to-many';
    } else if (child.name === 'GroupingLabels') {
      if (grouped) matching.include = readGrouping(child);
      else matching.labels = readGrouping(child);
    }
  }
  return matching;
}

function readAggregate(node: SyntaxNode): Expr {
  const op = childOf(node, 'AggregateOp')!.text.toLowerCase();
  if (!AGGREGATES.has(op)) {
    throw PromqlError.unsupported(`aggregation "${op}"`, node.from);
  }
  const args = childOf(node, 'FunctionCallBody')!.children.map(readExpr);
  const wanted = WITH_PARAM.has(op) ? 2 : 1;
  if (args.length !== wanted) {
    throw PromqlError.badData(
      `wrong number of arguments for aggregate expression provided, expected ${wanted}, got ${args.length}`,
      node.from,
    );
  }
  const modifier = childOf(node, 'AggregateModifier');
  return {
    kind: 'aggregate',
    op: op as AggregateOperator,
    expr: args[args.length - 1],
    param: wanted === 2 ? args[0] : undefined,
    grouping: readGrouping(modifier && childOf(modifier, 'GroupingLabels')),
    without: modifier !== undefined && !!childOf(modifier, 'Without'),
    position: node.from,
  };
}

function readCall(node: SyntaxNode): Expr {
  const func = childOf(node, 'FunctionIdentifier')!.text;
  if (!FUNCTIONS.has(func)) {
    throw PromqlError.unsupported(`function "${func}"`, node.from);
  }
  const args = childOf(node, 'FunctionCallBody')!.children.map(readExpr);
  return { kind: 'call', func, args, position: node.from };
}

function readOperand(node: SyntaxNode): Expr {
  const position = node.from;
  switch (node.name) {
    case 'ParenExpr':
      return { kind: 'paren', expr: readExpr(node.children[0]), position };
    case 'NumberDurationLiteral':
      return {
        kind: 'number',
        value: parseNumber(node.text, position),
        position,
      };
    case 'StringLiteral':
      return { kind: 'string', value: unquote(node.text, position), position };
    case 'VectorSelector':
      return readSelector(node);
    case 'AggregateExpr':
      return readAggregate(node);
    case 'FunctionCall':
      return readCall(node);
    default:
      throw PromqlError.unsupported(`"${node.text}" (${node.name})`, position);
  }
}

/** The node as a chain: what binds the operands is decided afterwards. */
function readChain(node: SyntaxNode): ChainItem[] {
  const postfix = POSTFIX[node.name];
  if (postfix) {
    const chain = readChain(node.children[0]);
    const last = chain[chain.length - 1];
    if (last.type !== 'operand') throw new Error('a chain ends in an operand');
    return [
      ...chain.slice(0, -1),
      { type: 'operand', expr: postfix(last.expr, node) },
    ];
  }
  if (node.name === 'UnaryExpr') {
    const op = node.children[0].text as '+' | '-';
    return [
      { type: 'sign', op, position: node.from },
      ...readChain(node.children[1]),
    ];
  }
  if (node.name === 'BinaryExpr') {
    const operator = node.children.find(child => child.name in BINARY)!;
    return [
      ...readChain(node.children[0]),
      {
        type: 'operator',
        op: BINARY[operator.name],
        bool: childOf(node, 'BoolModifier') !== undefined,
        matching: readMatching(childOf(node, 'MatchingModifierClause')),
        position: operator.from,
      },
      ...readChain(node.children[node.children.length - 1]),
    ];
  }
  const signed = /^([+-])(.+)$/s.exec(node.text);
  if (node.name === 'NumberDurationLiteral' && signed) {
    const number = { ...node, text: signed[2].trim() };
    return [
      { type: 'sign', op: signed[1] as '+' | '-', position: node.from },
      { type: 'operand', expr: readOperand(number) },
    ];
  }
  return [{ type: 'operand', expr: readOperand(node) }];
}

function readExpr(node: SyntaxNode): Expr {
  return buildTree(readChain(node));
}

/**
 * Parses and checks a query.
 *
 * @throws PromqlError for a text that Prometheus 2.42 refuses, and for every
 *   construct that is not evaluated here, which the message names
 */
export function parsePromql(query: string): Expr {
  const expr = readExpr(parseSyntax(query));
  checkTypes(expr);
  return expr;
}

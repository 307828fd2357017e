import { parser } from '@prometheus-io/lezer-promql';
import { PromqlError } from './PromqlError';

/** A node of the concrete syntax tree, without comments. */
export interface SyntaxNode {
  name: string;
  from: number;
  to: number;
  text: string;
  children: SyntaxNode[];
}

interface LezerNode {
  readonly type: { readonly name: string; readonly isError: boolean };
  readonly from: number;
  readonly to: number;
  readonly firstChild: LezerNode | null;
  readonly nextSibling: LezerNode | null;
}

const MAX_DEPTH = 200;

function snippet(query: string, from: number): string {
  const rest = query.slice(from).trimStart();
  if (rest === '') return 'end of input';
  return JSON.stringify(/^(?:[\w:]+|.)/su.exec(rest)![0]);
}

function refuse(node: LezerNode, query: string): PromqlError {
  // An identifier before a parenthesis is a function that the grammar does not know.
  const call = /([A-Za-z_:][\w:]*)\s*$/.exec(query.slice(0, node.from));
  if (call && query.slice(node.from).trimStart().startsWith('(')) {
    return PromqlError.badData(
      `unknown function with name ${JSON.stringify(call[1])}`,
      call.index,
    );
  }
  return PromqlError.badData(
    `unexpected ${snippet(query, node.from)}`,
    node.from,
  );
}

function copy(node: LezerNode, query: string, depth: number): SyntaxNode {
  if (node.type.isError) throw refuse(node, query);
  if (depth > MAX_DEPTH) {
    throw PromqlError.badData('the expression is nested too deeply', node.from);
  }
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.type.name !== 'LineComment') {
      children.push(copy(child, query, depth + 1));
    }
  }
  return {
    name: node.type.name,
    from: node.from,
    to: node.to,
    text: query.slice(node.from, node.to),
    children,
  };
}

/**
 * Parses a query with the grammar of Prometheus' own editor.
 *
 * @returns the node of the expression
 * @throws PromqlError at the first place that the grammar does not accept
 */
export function parseSyntax(query: string): SyntaxNode {
  if (query.trim() === '') {
    throw PromqlError.badData('no expression found in input', 0);
  }
  const root = copy(parser.parse(query).topNode, query, 0);
  const [expr, extra] = root.children;
  if (!expr || extra) {
    throw PromqlError.badData(
      extra
        ? `unexpected ${snippet(query, extra.from)}`
        : 'no expression found in input',
      extra?.from ?? 0,
    );
  }
  return expr;
}

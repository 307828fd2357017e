import type { VectorSelector } from './ast';
import { METRIC_NAME } from './labels';
import { unquote } from './literals';
import type { Matcher, MatchOperator } from './matcher';
import { makeMatcher } from './matcher';
import { PromqlError } from './PromqlError';
import type { SyntaxNode } from './syntaxTree';

const OPERATORS: Record<string, MatchOperator> = {
  EqlSingle: '=',
  Neq: '!=',
  EqlRegex: '=~',
  NeqRegex: '!~',
};

/** The first child of one of the names. */
export function childOf(
  node: SyntaxNode,
  ...names: string[]
): SyntaxNode | undefined {
  return node.children.find(child => names.includes(child.name));
}

function readMatcher(node: SyntaxNode): Matcher {
  if (node.name !== 'UnquotedLabelMatcher') {
    throw PromqlError.unsupported('quoted label names', node.from);
  }
  const [label, op, value] = node.children;
  return makeMatcher(
    label.text,
    OPERATORS[op.children[0].name],
    unquote(value.text, value.from),
    value.from,
  );
}

/**
 * Reads a vector selector.
 *
 * @throws PromqlError for a name given twice and for a selector that would match everything
 */
export function readSelector(node: SyntaxNode): VectorSelector {
  const name = childOf(node, 'Identifier')?.text;
  const matchers = (childOf(node, 'LabelMatchers')?.children ?? []).map(
    readMatcher,
  );
  if (name !== undefined) {
    const twice = matchers.find(matcher => matcher.name === METRIC_NAME);
    if (twice) {
      throw PromqlError.badData(
        `metric name must not be set twice: "${name}" or "${twice.value}"`,
        node.from,
      );
    }
    matchers.push(makeMatcher(METRIC_NAME, '=', name));
  }
  if (matchers.every(matcher => matcher.matches(''))) {
    throw PromqlError.badData(
      'vector selector must contain at least one non-empty matcher',
      node.from,
    );
  }
  return { kind: 'selector', name, matchers, offsetMs: 0, position: node.from };
}

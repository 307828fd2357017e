import { PromqlError } from '../../prometheus/promql/PromqlError';
import { unquote } from '../../prometheus/promql/literals';
import { LogqlError } from './LogqlError';

/** A word of a query. */
export interface Token {
  type: 'name' | 'text' | 'number' | 'duration' | 'sign' | 'end';
  /** The word; of a text, its content. */
  value: string;
  offset: number;
}

const PATTERNS: [Token['type'], RegExp][] = [
  ['text', /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y],
  ['duration', /(?:\d+(?:\.\d+)?(?:ms|us|ns|[smhdwy]))+/y],
  ['number', /-?\d+(?:\.\d+)?/y],
  ['name', /[a-zA-Z_][\w:]*/y],
  ['sign', /\|=|\|~|!=|!~|=~|==|>=|<=|[{}()[\],|=<>]/y],
];

/**
 * Splits a query into words.
 *
 * @throws LogqlError at a character that begins none
 */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  while (offset < query.length) {
    const space = /\s+|#[^\n]*/y;
    space.lastIndex = offset;
    if (space.test(query)) {
      offset = space.lastIndex;
      continue;
    }
    const token = tokenAt(query, offset);
    tokens.push(token.token);
    offset = token.next;
  }
  tokens.push({ type: 'end', value: '', offset });
  return tokens;
}

function tokenAt(
  query: string,
  offset: number,
): { token: Token; next: number } {
  for (const [type, pattern] of PATTERNS) {
    pattern.lastIndex = offset;
    const match = pattern.exec(query);
    if (!match) continue;
    const next = pattern.lastIndex;
    if (type !== 'text')
      return { token: { type, value: match[0], offset }, next };
    try {
      return {
        token: { type, value: unquote(match[0], offset), offset },
        next,
      };
    } catch (error) {
      if (!(error instanceof PromqlError)) throw error;
      throw LogqlError.syntax(query, offset, error.message);
    }
  }
  const what =
    query[offset] === '"' ? 'literal not terminated' : 'unexpected character';
  throw LogqlError.syntax(query, offset, what);
}

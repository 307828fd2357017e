/** A condition on a label, in the form of the API. */
export interface AlertMatcher {
  name: string;
  value: string;
  isRegex: boolean;
  isEqual: boolean;
}

/** A matcher that cannot be read. */
export class MatcherError extends Error {}

const MATCHER = /^\s*([a-zA-Z_:][\w:]*)\s*(=~|!~|=|!=)\s*([\s\S]*?)\s*$/;

/**
 * Reads a matcher such as `alertname=~"Chat2SQL.*"`; quotes may be left out.
 *
 * @throws MatcherError
 */
export function parseMatcher(text: string): AlertMatcher {
  const match = MATCHER.exec(text);
  if (!match) throw new MatcherError(`bad matcher format: ${text}`);
  const [, name, op, raw] = match;
  let value = raw;
  if (/^"(?:[^"\\]|\\[\s\S])*"$/.test(raw)) {
    value = raw
      .slice(1, -1)
      .replace(/\\(n|"|\\)/g, (_, c) => (c === 'n' ? '\n' : c));
  } else if (raw.includes('"')) {
    throw new MatcherError(
      `matcher value contains unescaped double quote: ${raw}`,
    );
  }
  const isRegex = op.endsWith('~');
  if (isRegex) compile(value);
  return { name, value, isRegex, isEqual: op.startsWith('=') };
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    throw new MatcherError(`error parsing regexp: ${pattern}`);
  }
}

/** Whether labels meet all matchers; an absent label counts as empty. */
export function matchesAll(
  labels: Readonly<Record<string, string>>,
  matchers: readonly AlertMatcher[],
): boolean {
  return matchers.every(({ name, value, isRegex, isEqual }) => {
    const found = labels[name] ?? '';
    const equal = isRegex ? compile(value).test(found) : found === value;
    return equal === isEqual;
  });
}

/**
 * Compiles the anchored pattern of the parameter `receiver`.
 *
 * @throws MatcherError
 */
export function receiverPattern(text: string | null): RegExp | undefined {
  return text === null || text === '' ? undefined : compile(text);
}

import { PromqlError } from './PromqlError';

/** How a matcher compares. */
export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** One condition on a label. */
export interface Matcher {
  name: string;
  op: MatchOperator;
  value: string;
  /** @param value - the label's value, empty when the label is absent */
  matches(value: string): boolean;
}

// What RE2 refuses, or writes in another way than JavaScript does.
const FOREIGN =
  /\(\?(?:[=!]|<[=!])|\\(?:[1-9AzZQEpPC]|k<)|\[\[:|\(\?[imsU-]*[msU-][imsU-]*[:)]|\(\?P</;

const compiled = new Map<string, RegExp>();

function compile(
  pattern: string,
  anchored: boolean,
  position?: number,
): RegExp {
  const key = `${anchored}${pattern}`;
  const known = compiled.get(key);
  if (known) return known;
  const refuse = (why: string) =>
    PromqlError.badData(
      `error parsing regexp: ${why}: \`${pattern}\``,
      position,
    );
  let body = pattern;
  let flags = '';
  if (body.startsWith('(?i)')) {
    body = body.slice(4);
    flags = 'i';
  }
  if (FOREIGN.test(body) || body.includes('(?i')) {
    throw refuse('the sandbox does not evaluate this syntax');
  }
  let regex: RegExp;
  try {
    regex = new RegExp(anchored ? `^(?:${body})$` : body, flags);
  } catch {
    throw refuse('invalid syntax');
  }
  if (compiled.size > 2000) compiled.clear();
  compiled.set(key, regex);
  return regex;
}

/**
 * Compiles an anchored RE2 pattern, as label matchers and `label_replace` use them.
 *
 * @throws PromqlError for a pattern that does not parse or that JavaScript would read otherwise
 */
export function compilePattern(pattern: string, position?: number): RegExp {
  return compile(pattern, true, position);
}

/** Like {@link compilePattern}, for a pattern that may match anywhere. */
export function compileSearch(pattern: string): RegExp {
  return compile(pattern, false);
}

/**
 * Makes a matcher.
 *
 * @throws PromqlError when the pattern of `=~` or `!~` does not compile
 */
export function makeMatcher(
  name: string,
  op: MatchOperator,
  value: string,
  position?: number,
): Matcher {
  if (op === '=') return { name, op, value, matches: v => v === value };
  if (op === '!=') return { name, op, value, matches: v => v !== value };
  const regex = compilePattern(value, position);
  return op === '=~'
    ? { name, op, value, matches: v => regex.test(v) }
    : { name, op, value, matches: v => !regex.test(v) };
}

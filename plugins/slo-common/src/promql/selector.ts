/** One label matcher of a selector. */
export interface LabelMatcher {
  label: string;
  op: '=' | '!=' | '=~' | '!~';
  /** The literal's text with escapes resolved. */
  value: string;
}

/** A Prometheus series selector without range, offset or modifiers. */
export interface SeriesSelector {
  metric?: string;
  matchers: LabelMatcher[];
}

const METRIC = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const OPERATOR = /=~|!~|!=|=/y;
const SPACE = /\s*/y;
const STRINGS = [
  /"((?:[^"\\\n]|\\.)*)"/y,
  /'((?:[^'\\\n]|\\.)*)'/y,
  /`([^`]*)`/y,
];

const ESCAPES: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/**
 * Writes a value as a double-quoted PromQL string, so that it can change
 * nothing but the literal it stands in.
 */
export function quoteLabelValue(value: string): string {
  const escaped = value
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r');
  return `"${escaped}"`;
}

/**
 * Reads a plain series selector: `metric`, `metric{a="b",c=~"d"}` or `{a="b"}`.
 *
 * @returns undefined when the text is anything else, so that nobody wraps an
 * expression in `increase(…[5m])` that is not a selector
 */
export function parseSelector(text: string): SeriesSelector | undefined {
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) return undefined;
    at = pattern.lastIndex;
    return match;
  };
  const takeChar = (char: string): boolean => {
    take(SPACE);
    if (text[at] !== char) return false;
    at += 1;
    return true;
  };
  const takeString = (): string | undefined => {
    for (const [kind, pattern] of STRINGS.entries()) {
      const match = take(pattern);
      if (!match) continue;
      if (kind === 2) return match[1];
      return match[1].replace(/\\(.)/g, (all, c) => ESCAPES[c] ?? all);
    }
    return undefined;
  };

  take(SPACE);
  const metric = take(METRIC)?.[0];
  const matchers: LabelMatcher[] = [];
  if (takeChar('{')) {
    while (!takeChar('}')) {
      take(SPACE);
      const label = take(LABEL)?.[0];
      take(SPACE);
      const op = take(OPERATOR)?.[0] as LabelMatcher['op'] | undefined;
      take(SPACE);
      const value = takeString();
      if (label === undefined || op === undefined || value === undefined) {
        return undefined;
      }
      matchers.push({ label, op, value });
      if (!takeChar(',')) {
        if (!takeChar('}')) return undefined;
        break;
      }
    }
  }
  take(SPACE);
  if (at !== text.length) return undefined;
  // Prometheus refuses a selector that would match every series.
  const narrows = matchers.some(
    m => (m.op === '=' && m.value !== '') || (m.op === '=~' && m.value !== ''),
  );
  if (metric === undefined && !narrows) return undefined;
  return { metric, matchers };
}

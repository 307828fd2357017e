const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/**
 * Tells why a PromQL text could not stand inside a larger expression: an open
 * or surplus bracket or an open string would swallow or end what surrounds it.
 * Strings and comments are skipped as Prometheus reads them.
 *
 * @returns a sentence, or undefined when the text is closed in itself
 */
export function unbalanced(text: string): string | undefined {
  const open: string[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (char === '"' || char === "'" || char === '`') {
      const end = stringEnd(text, i);
      if (end === undefined)
        return `the string that starts with ${char} is not closed`;
      i = end;
    } else if (char === '#') {
      const end = text.indexOf('\n', i);
      if (end < 0) break;
      i = end;
    } else if ('([{'.includes(char)) {
      open.push(char);
    } else if (PAIRS[char]) {
      if (open.pop() !== PAIRS[char]) return `"${char}" closes nothing`;
    }
  }
  return open.length > 0
    ? `"${open[open.length - 1]}" is not closed`
    : undefined;
}

function stringEnd(text: string, start: number): number | undefined {
  const quote = text[start];
  for (let i = start + 1; i < text.length; i += 1) {
    if (text[i] === quote) return i;
    if (quote === '`') continue;
    if (text[i] === '\\') i += 1;
    else if (text[i] === '\n') return undefined;
  }
  return undefined;
}

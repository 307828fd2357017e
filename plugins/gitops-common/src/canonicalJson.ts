/**
 * Writes JSON-like data in exactly one way: keys in code-point order, no
 * spaces, fields that are undefined left out. Equal data gives equal text, so
 * the text can be hashed.
 *
 * @throws TypeError for values JSON does not know (functions, NaN, infinities)
 */
export function canonicalJson(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    return `[${value
      .map(item => (item === undefined ? 'null' : canonicalJson(item)))
      .join(',')}]`;
  }
  if (typeof value === 'object') {
    const fields = Object.entries(value as Record<string, unknown>)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
    return `{${fields.join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(
      'a number that is not finite cannot be written as JSON',
    );
  }
  const text = JSON.stringify(value);
  if (text === undefined) {
    throw new TypeError(`a ${typeof value} cannot be written as JSON`);
  }
  return text;
}

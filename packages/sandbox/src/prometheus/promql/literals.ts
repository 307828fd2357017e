import { PromqlError } from './PromqlError';

const UNITS = [
  ['y', 365 * 86_400_000],
  ['w', 7 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

const DURATION =
  /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/**
 * Reads a Prometheus duration such as `1h30m`; units from large to small, each once.
 *
 * @returns milliseconds, or undefined for any other text
 */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const match = text === '' ? undefined : DURATION.exec(text);
  if (!match) return undefined;
  return UNITS.reduce(
    (sum, [, unit], i) => sum + Number(match[i + 1] ?? 0) * unit,
    0,
  );
}

/** Writes milliseconds the way Prometheus prints durations: `1w`, `30d`, `1h30m`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  let rest = milliseconds;
  let text = '';
  for (const [unit, size] of UNITS) {
    // Years and weeks are printed only where nothing is left over.
    if ((unit === 'y' || unit === 'w') && rest % size !== 0) continue;
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}

/**
 * Reads a number literal: decimal, hexadecimal, `Inf`, `NaN`.
 *
 * @throws PromqlError for durations and other texts that Prometheus 2 does not read as numbers
 */
export function parseNumber(text: string, position: number): number {
  const lower = text.toLowerCase();
  if (lower === 'inf') return Infinity;
  if (lower === 'nan') return NaN;
  if (/^0x[0-9a-f]+$/.test(lower)) return Number.parseInt(lower, 16);
  if (/^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(lower)) return Number(lower);
  if (parseDuration(lower) !== undefined) {
    throw PromqlError.unsupported('durations as numbers', position);
  }
  throw PromqlError.badData(
    `bad number or duration syntax: "${text}"`,
    position,
  );
}

const ESCAPES: Record<string, string> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/**
 * Reads a string literal in double quotes, single quotes or backticks.
 *
 * @throws PromqlError for an escape that Go does not know
 */
export function unquote(text: string, position: number): string {
  const quote = text[0];
  const body = text.slice(1, -1);
  if (quote === '`') return body;
  return body.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]?))/g,
    (whole, hex, short, long, octal, simple) => {
      const code = hex ?? short ?? long;
      if (code !== undefined) {
        const point = Number.parseInt(code, 16);
        if (point <= 0x10ffff) return String.fromCodePoint(point);
      }
      if (octal !== undefined) {
        return String.fromCharCode(Number.parseInt(octal, 8));
      }
      const otherQuote = quote === '"' ? "'" : '"';
      if (simple in ESCAPES && simple !== otherQuote) return ESCAPES[simple];
      throw PromqlError.badData(
        `unknown escape sequence ${JSON.stringify(whole)}`,
        position,
      );
    },
  );
}

/** Writes a sample value as the HTTP API does: `NaN`, `+Inf`, else the shortest decimal. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  if (Object.is(value, -0)) return '-0';
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}

/** Writes a number of a query, as Prometheus prints expressions. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value) || value === 0) return formatValue(value);
  const [digits, exponent] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return formatValue(value);
  const sign = power < 0 ? '-' : '+';
  return `${digits}e${sign}${String(Math.abs(power)).padStart(2, '0')}`;
}

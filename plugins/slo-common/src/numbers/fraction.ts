/**
 * An exact share as a pair of whole numbers. Kept as texts so that it survives
 * JSON; arithmetic turns them into BigInt.
 */
export interface ExactFraction {
  numerator: string;
  denominator: string;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/**
 * Reads a decimal as an exact fraction. Binary floating point betrays targets:
 * `99.9 / 100` is 0.9990000000000001, so the decimal digits are what counts.
 *
 * @param value - decimal text or a number, read by its shortest decimal text
 * @param percent - true when the value is in percent
 * @returns undefined when the value is not a finite decimal of at most 40 digits
 */
export function fractionFromDecimal(
  value: string | number,
  percent: boolean = false,
): ExactFraction | undefined {
  const match =
    /^([+-]?)([0-9]{0,40})(?:\.([0-9]{0,40}))?(?:[eE]([+-]?[0-9]{1,2}))?$/.exec(
      String(value).trim(),
    );
  if (!match) return undefined;
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  let numerator = BigInt(`${whole}${fraction}` || '0');
  if (sign === '-') numerator = -numerator;
  const shift = Number(exponent) - fraction.length - (percent ? 2 : 0);
  let denominator = 1n;
  if (shift >= 0) numerator *= 10n ** BigInt(shift);
  else denominator = 10n ** BigInt(-shift);
  const divisor = gcd(numerator < 0n ? -numerator : numerator, denominator);
  return {
    numerator: String(numerator / divisor),
    denominator: String(denominator / divisor),
  };
}

/** The share as the nearest floating-point number. */
export function fractionToNumber(fraction: ExactFraction): number {
  return Number(fraction.numerator) / Number(fraction.denominator);
}

/** 1 minus the share: the error budget of a target. */
export function complement(fraction: ExactFraction): ExactFraction {
  const denominator = BigInt(fraction.denominator);
  return {
    numerator: String(denominator - BigInt(fraction.numerator)),
    denominator: fraction.denominator,
  };
}

/**
 * The share in percent with all its digits: 999/1000 gives `99.9`.
 *
 * @param fraction - its denominator has no other prime factors than 2 and 5
 */
export function fractionToPercentText(fraction: ExactFraction): string {
  const denominator = BigInt(fraction.denominator);
  let numerator = BigInt(fraction.numerator) * 100n;
  const sign = numerator < 0n ? '-' : '';
  if (numerator < 0n) numerator = -numerator;
  let digits = '';
  let rest = numerator % denominator;
  while (rest !== 0n && digits.length < 40) {
    rest *= 10n;
    digits += String(rest / denominator);
    rest %= denominator;
  }
  const whole = String(numerator / denominator);
  return `${sign}${whole}${digits ? `.${digits}` : ''}`;
}

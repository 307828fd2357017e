import { complement, type ExactFraction } from './fraction';

const SCALE = 1_000_000n;

/**
 * A count as a whole number of millionths. Counts from Prometheus are not whole
 * (`increase` extrapolates), and rounding must not go through floats.
 */
export function scaledCount(count: number): bigint {
  if (Math.abs(count) > 9e9) return BigInt(Math.round(count)) * SCALE;
  return BigInt(Math.round(count * Number(SCALE)));
}

/** Division of whole numbers that rounds towards minus infinity. */
export function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/**
 * A share in percent, rounded down to a number of decimals.
 *
 * @param part - numerator
 * @param whole - denominator, not 0
 * @param decimals - digits after the point, 0 or more
 */
export function percentDown(
  part: bigint,
  whole: bigint,
  decimals: number,
): string {
  const unit = 10n ** BigInt(decimals);
  const value = floorDiv(part * 100n * unit, whole);
  const sign = value < 0n ? '\u2212' : '';
  const digits = String(value < 0n ? -value : value).padStart(
    decimals + 1,
    '0',
  );
  const point = digits.length - decimals;
  const fraction = decimals > 0 ? `.${digits.slice(point)}` : '';
  return `${sign}${digits.slice(0, point)}${fraction}`;
}

/**
 * Digits after the point that show a budget's size: max(2, ceil(-log10(100·B)) + 2).
 * 99.9 % gives 3, 99.99 % gives 4.
 */
export function decimalsFor(target: ExactFraction): number {
  const budget = complement(target);
  const numerator = BigInt(budget.numerator) * 100n;
  const denominator = BigInt(budget.denominator);
  if (numerator <= 0n) return 4;
  let digits = 0;
  let power = 1n;
  while (numerator * power < denominator && digits < 20) {
    digits += 1;
    power *= 10n;
  }
  return Math.max(2, digits + 2);
}

/**
 * Good events in percent, rounded down, so that 100 stands only where not one
 * event was bad.
 *
 * @returns for example `99.963`, without the percent sign; undefined without events
 */
export function formatGoodShare(
  counts: { total: number; bad: number },
  target: ExactFraction,
): string | undefined {
  const total = scaledCount(counts.total);
  if (total <= 0n) return undefined;
  const bad = scaledCount(Math.max(0, counts.bad));
  const decimals = decimalsFor(target);
  if (bad === 0n) return '100';
  const good = total > bad ? total - bad : 0n;
  return percentDown(good, total, decimals);
}

/**
 * Budget left in percent, rounded down; negative when it is overdrawn.
 *
 * @returns for example `63` or `−37.1`, without the percent sign; undefined without events
 */
export function formatRemaining(
  counts: { total: number; bad: number },
  target: ExactFraction,
): string | undefined {
  const total = scaledCount(counts.total);
  if (total <= 0n) return undefined;
  const budget = complement(target);
  // R = 1 - bad / (B * total), kept exact by multiplying both sides out.
  const allowed = total * BigInt(budget.numerator);
  const bad = scaledCount(Math.max(0, counts.bad)) * BigInt(budget.denominator);
  if (allowed <= 0n) return undefined;
  return percentDown(allowed - bad, allowed, 1).replace(/\.0$/, '');
}

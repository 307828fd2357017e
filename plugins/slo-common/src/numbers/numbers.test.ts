import fc from 'fast-check';
import {
  alertTiers,
  burnCeiling,
  burnFactor,
  burnWord,
  detectionSeconds,
  readTier,
} from './alertTiers';
import {
  budgetEaten,
  budgetOf,
  burnRate,
  errorRatio,
  exhaustion,
  remainingBudget,
} from './budget';
import {
  complement,
  fractionFromDecimal,
  fractionToNumber,
  fractionToPercentText,
  type ExactFraction,
} from './fraction';
import { lowTraffic } from './lowTraffic';
import {
  decimalsFor,
  formatGoodShare,
  formatRemaining,
  percentDown,
  scaledCount,
} from './percent';

const DAY = 86_400;
const target = (percent: string): ExactFraction =>
  fractionFromDecimal(percent, true)!;

describe('exact targets', () => {
  it('does not fall for binary floating point', () => {
    expect(99.9 / 100).not.toBe(0.999);
    expect(1 - 0.999).not.toBe(0.001);
    expect(target('99.9')).toEqual({ numerator: '999', denominator: '1000' });
    expect(fractionFromDecimal(0.999)).toEqual(target('99.9'));
    expect(complement(target('99.9'))).toEqual({
      numerator: '1',
      denominator: '1000',
    });
    expect(budgetOf(target('99.9'))).toBe(0.001);
    expect(budgetOf(target('99.99'))).toBe(0.0001);
    expect(fractionToPercentText(target('99.95'))).toBe('99.95');
  });

  it('reads every decimal and nothing else', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.integer({ min: 0, max: 12 }),
        (digits, scale) => {
          const text = String(digits).padStart(scale + 1, '0');
          const at = text.length - scale;
          const decimal = scale
            ? `${text.slice(0, at)}.${text.slice(at)}`
            : text;
          const { numerator, denominator } = fractionFromDecimal(decimal)!;
          expect(BigInt(numerator) * 10n ** BigInt(scale)).toBe(
            digits * BigInt(denominator),
          );
        },
      ),
    );
    for (const bad of ['', '.', 'abc', 'NaN', 'Infinity', '1e999', '--1']) {
      expect(fractionFromDecimal(bad)).toBeUndefined();
    }
    expect(fractionFromDecimal('1e-7')).toEqual({
      numerator: '1',
      denominator: '10000000',
    });
    expect(fractionFromDecimal('2.5e1')).toEqual({
      numerator: '25',
      denominator: '1',
    });
  });
});

describe('budget', () => {
  it('gives the vectors of a 99.9 % target over a million events', () => {
    const B = budgetOf(target('99.9'));
    const left = (bad: number) =>
      remainingBudget(errorRatio({ total: 1_000_000, bad })!, B);
    expect(left(370)).toBeCloseTo(0.63, 12);
    expect(left(1_370)).toBeCloseTo(-0.37, 12);
    const show = (bad: number) =>
      formatGoodShare({ total: 1_000_000, bad }, target('99.9'));
    expect(show(1)).toBe('99.999');
    expect(show(0)).toBe('100');
    expect(show(370)).toBe('99.963');
    const shown = (bad: number) =>
      formatRemaining({ total: 1_000_000, bad }, target('99.9'));
    expect(shown(370)).toBe('63');
    expect(shown(1_370)).toBe('\u221237');
    expect(shown(1)).toBe('99.9');
  });

  it('gives the occurrence vector: 94.0678 % and 118.644 % spent', () => {
    const good = [2, 10, 12, 13, 13, 12, 13, 13, 12, 11];
    const total = [4, 10, 12, 13, 14, 15, 14, 13, 12, 11];
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    const ratio = errorRatio({
      total: sum(total),
      bad: sum(total) - sum(good),
    })!;
    expect(1 - ratio).toBeCloseTo(0.940678, 6);
    expect(ratio / budgetOf(target('95'))).toBeCloseTo(1.18644, 5);
  });

  it('never shows 100 where something was bad, and never rounds up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4_000_000_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.constantFrom('90', '95', '99', '99.5', '99.9', '99.95', '99.999'),
        (total, bad, percent) => {
          const counts = { total, bad: Math.min(bad, total) };
          const text = formatGoodShare(counts, target(percent))!;
          expect(text.startsWith('100')).toBe(false);
          const exact =
            (BigInt(total - counts.bad) * 10n ** 12n) / BigInt(total);
          const shown = BigInt(Math.round(Number(text) * 1e10));
          expect(shown <= exact).toBe(true);
          const left = Number(
            formatRemaining(counts, target(percent))!.replace('\u2212', '-'),
          );
          const R = remainingBudget(
            counts.bad / total,
            budgetOf(target(percent)),
          );
          expect(left).toBeLessThanOrEqual(R * 100 + 1e-6 * Math.abs(R * 100));
          expect(left).toBeGreaterThan(R * 100 - 0.11);
        },
      ),
    );
  });

  it('shows as many digits as the budget needs', () => {
    expect(
      ['90', '95', '99', '99.5', '99.9', '99.95', '99.99'].map(p =>
        decimalsFor(target(p)),
      ),
    ).toEqual([2, 2, 2, 3, 3, 4, 4]);
    expect(percentDown(715n, 720n, 2)).toBe('99.30');
    expect(percentDown(715n, 720n, 3)).toBe('99.305');
    expect(percentDown(-1n, 3n, 1)).toBe('\u221233.4');
    expect(scaledCount(1e12)).toBe(10n ** 18n);
  });

  it('has nothing to say without events, and treats extrapolated negatives as none', () => {
    expect(errorRatio({ total: 0, bad: 0 })).toBeUndefined();
    expect(errorRatio({ total: NaN, bad: 0 })).toBeUndefined();
    expect(errorRatio({ total: 10, bad: -0.01 })).toBe(0);
    expect(formatGoodShare({ total: 0, bad: 0 }, target('99'))).toBeUndefined();
    expect(formatRemaining({ total: 0, bad: 0 }, target('99'))).toBeUndefined();
  });

  it('takes time to exhaustion from what is left, not from a full budget', () => {
    const left = exhaustion(0.63, 6, 30 * DAY);
    expect(left).toEqual({
      kind: 'in',
      seconds: expect.closeTo(3.15 * DAY, 6),
    });
    expect(exhaustion(0, 6, DAY)).toEqual({ kind: 'exhausted' });
    expect(exhaustion(-0.2, 0, DAY)).toEqual({ kind: 'exhausted' });
    expect(exhaustion(0.5, 0, DAY)).toEqual({ kind: 'not-at-this-rate' });
    // One failure in an hour of ten requests: burn 100, 13.9 % of a 30 d budget.
    const burn = burnRate(0.1, budgetOf(target('99.9')));
    expect(burn).toBeCloseTo(100, 9);
    expect(budgetEaten(burn, 3_600, 30 * DAY)).toBeCloseTo(1 / 7.2, 12);
  });

  it('never gains budget by more bad events', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e9, noNaN: true }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (total, bad, more) => {
          const left = (b: number) =>
            remainingBudget(errorRatio({ total, bad: b })!, 0.001);
          expect(left(bad + more)).toBeLessThanOrEqual(left(bad));
        },
      ),
    );
  });
});

describe('alert tiers', () => {
  it.each([
    [7, [3.36, 1.4, 0.7, 0.7 / 3]],
    [14, [6.72, 2.8, 1.4, 1.4 / 3]],
    [28, [13.44, 5.6, 2.8, 2.8 / 3]],
    [30, [14.4, 6, 3, 1]],
    [90, [43.2, 18, 9, 3]],
  ])('has the factors of a %s day period', (days, factors) => {
    const rows = [
      [0.02, 3_600],
      [0.05, 21_600],
      [0.1, DAY],
      [0.1, 3 * DAY],
    ];
    rows.forEach(([share, window], i) => {
      expect(burnFactor(share, days * DAY, window)).toBeCloseTo(factors[i], 9);
    });
    const tiers = alertTiers(days * DAY, 0.001);
    tiers.forEach((tier, i) => {
      expect(tier.factor).toBeCloseTo(Math.max(1, factors[i]), 9);
      expect(Boolean(tier.raised)).toBe(factors[i] < 1 - 1e-12);
    });
    expect(tiers.map(t => t.severity)).toEqual([
      'page',
      'page',
      'ticket',
      'ticket',
    ]);
  });

  it.each([
    ['99.9', [0.864, 2.16, 4.32, 4.32]],
    ['99.5', [4.32, 10.8, 21.6, 21.6]],
    ['99', [8.64, 21.6, 43.2, 43.2]],
  ])('detects a total outage at %s %% in time', (percent, minutes) => {
    const budget = budgetOf(target(percent));
    alertTiers(30 * DAY, budget).forEach((tier, i) => {
      expect(detectionSeconds(tier, budget) / 60).toBeCloseTo(minutes[i], 9);
    });
  });

  it('disables what cannot fire', () => {
    const disabled = (percent: string) =>
      alertTiers(30 * DAY, budgetOf(target(percent))).map(t => t.disabled);
    expect(burnCeiling(budgetOf(target('99.9')))).toBeCloseTo(1000, 9);
    expect(disabled('93.05')[0]).toBe('unreachable');
    expect(disabled('93.06')[0]).toBeUndefined();
    expect(disabled('83.3')[1]).toBe('unreachable');
    expect(disabled('83.4')[1]).toBeUndefined();
    expect(alertTiers(DAY, 0.001).map(t => t.disabled)).toEqual([
      'within-budget',
      'within-budget',
      undefined,
      'longer-than-period',
    ]);
  });

  it('compares strictly and needs both sides', () => {
    const [tier] = alertTiers(30 * DAY, 0.001);
    expect(readTier(tier, 14.4, 20).firing).toBe(false);
    expect(readTier(tier, 14.5, 14.5).firing).toBe(true);
    expect(readTier(tier, undefined, 20)).toMatchObject({
      firing: false,
      longOver: true,
      shortOver: undefined,
    });
    const word = (short: number, long: number) =>
      burnWord([readTier(tier, short, long)]);
    expect(word(20, 20)).toBe('burning');
    expect(word(20, 1)).toBe('rising');
    expect(word(1, 20)).toBe('recovering');
    expect(word(1, 1)).toBe('steady');
    expect(burnWord([readTier(tier, undefined, 1)])).toBeUndefined();
  });

  it('flags traffic that says little', () => {
    expect(lowTraffic(999, 0.001)).toBe('strong');
    expect(lowTraffic(1_000, 0.001)).toBe('weak');
    expect(lowTraffic(9_999, 0.001)).toBe('weak');
    expect(lowTraffic(10_000, 0.001)).toBeUndefined();
    expect(fractionToNumber(target('99.9'))).toBe(0.999);
  });
});

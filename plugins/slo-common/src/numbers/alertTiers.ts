/** Severity of a burn alert. */
export type TierSeverity = 'page' | 'ticket';

/** A multi-window burn alert: fires when both windows burn faster than `factor`. */
export interface AlertTier {
  severity: TierSeverity;
  shortSeconds: number;
  longSeconds: number;
  /** Share of the period's budget that is eaten within the long window at this pace. */
  share: number;
  /** Burn rate above which the tier fires. */
  factor: number;
  /** Why the tier cannot be used; undefined for a usable one. */
  disabled?: 'unreachable' | 'within-budget' | 'longer-than-period';
  /** True when the factor was raised to 1: below it, a ticket would tell of a promise that is kept. */
  raised?: boolean;
}

const TABLE = [
  { severity: 'page', share: 0.02, longSeconds: 3_600, shortSeconds: 300 },
  { severity: 'page', share: 0.05, longSeconds: 21_600, shortSeconds: 1_800 },
  { severity: 'ticket', share: 0.1, longSeconds: 86_400, shortSeconds: 7_200 },
  {
    severity: 'ticket',
    share: 0.1,
    longSeconds: 259_200,
    shortSeconds: 21_600,
  },
] as const;

/** Burn rate that eats a share of the budget within a window: f = share · P / w. */
export function burnFactor(
  share: number,
  periodSeconds: number,
  windowSeconds: number,
): number {
  return (share * periodSeconds) / windowSeconds;
}

/** Highest burn rate there is, reached in a total outage: 1 / B. */
export function burnCeiling(budget: number): number {
  return budget > 0 ? 1 / budget : Infinity;
}

/** Seconds until a tier fires in a total outage, without scrape and rule delay: f · B · long. */
export function detectionSeconds(
  tier: { factor: number; longSeconds: number },
  budget: number,
): number {
  return tier.factor * budget * tier.longSeconds;
}

/**
 * The four tiers of a period: 2 % of the budget in 1 h and 5 % in 6 h page,
 * 10 % in 1 d and 10 % in 3 d open a ticket (SRE Workbook, chapter 5).
 *
 * A tier that cannot fire even in a total outage, or whose window is longer
 * than the period, is disabled; so is a page below factor 1. A ticket below
 * factor 1 is raised to 1.
 *
 * @param periodSeconds - length of the objective's window
 * @param budget - B = 1 − T, above 0
 */
export function alertTiers(periodSeconds: number, budget: number): AlertTier[] {
  return TABLE.map(row => {
    const wanted = burnFactor(row.share, periodSeconds, row.longSeconds);
    const tier: AlertTier = { ...row, factor: wanted };
    if (row.longSeconds > periodSeconds) {
      return { ...tier, disabled: 'longer-than-period' };
    }
    if (wanted < 1) {
      if (row.severity === 'page')
        return { ...tier, disabled: 'within-budget' };
      tier.factor = 1;
      tier.raised = true;
    }
    if (tier.factor >= burnCeiling(budget)) {
      return { ...tier, disabled: 'unreachable' };
    }
    return tier;
  });
}

/** What one tier says now. A side without data is undefined. */
export interface TierReading {
  tier: AlertTier;
  burnShort?: number;
  burnLong?: number;
  shortOver?: boolean;
  longOver?: boolean;
  firing: boolean;
  /** True when a page was taken back to a ticket because of very few bad events. */
  downgraded?: boolean;
}

/** Reads one tier: strict comparison on both sides. */
export function readTier(
  tier: AlertTier,
  burnShort: number | undefined,
  burnLong: number | undefined,
): TierReading {
  if (tier.disabled) return { tier, burnShort, burnLong, firing: false };
  const shortOver =
    burnShort === undefined ? undefined : burnShort > tier.factor;
  const longOver = burnLong === undefined ? undefined : burnLong > tier.factor;
  return {
    tier,
    burnShort,
    burnLong,
    shortOver,
    longOver,
    firing: Boolean(shortOver && longOver),
  };
}

/** Burn in one word, from the long and the short window of the tiers. */
export type BurnWord = 'burning' | 'recovering' | 'rising' | 'steady';

/**
 * Folds tiers into one word: both windows over the limit is burning, only the
 * short one rising, only the long one recovering.
 *
 * @returns undefined when no tier could be read on both sides
 */
export function burnWord(
  readings: readonly TierReading[],
): BurnWord | undefined {
  const usable = readings.filter(
    r => r.shortOver !== undefined && r.longOver !== undefined,
  );
  if (usable.length === 0) return undefined;
  if (usable.some(r => r.firing)) return 'burning';
  if (usable.some(r => r.shortOver)) return 'rising';
  if (usable.some(r => r.longOver)) return 'recovering';
  return 'steady';
}

import { complement, fractionToNumber, type ExactFraction } from './fraction';

/** Error budget of a target as a number: B = 1 − T. */
export function budgetOf(target: ExactFraction): number {
  return fractionToNumber(complement(target));
}

/**
 * Share of bad events. Slightly negative counts, which extrapolation produces,
 * count as none.
 *
 * @returns undefined when there were no events: 0/0 is neither good nor bad
 */
export function errorRatio(counts: {
  total: number;
  bad: number;
}): number | undefined {
  if (!(counts.total > 0) || Number.isNaN(counts.bad)) return undefined;
  return Math.min(1, Math.max(0, counts.bad) / counts.total);
}

/** How fast the budget is spent: burn(w) = E(w) / B; 1 spends it exactly in one period. */
export function burnRate(ratio: number, budget: number): number {
  return ratio / budget;
}

/** Share of the budget left: R = 1 − E / B; negative when overdrawn. */
export function remainingBudget(ratio: number, budget: number): number {
  return 1 - ratio / budget;
}

/** Share of the budget that a constant burn eats within a window: burn · w / P. */
export function budgetEaten(
  burn: number,
  windowSeconds: number,
  periodSeconds: number,
): number {
  return (burn * windowSeconds) / periodSeconds;
}

/** When the budget will be used up at the pace of a window. */
export type Exhaustion =
  | { kind: 'exhausted' }
  | { kind: 'not-at-this-rate' }
  | { kind: 'in'; seconds: number };

/**
 * Time until the budget is used up, from what is left: R · P / burn(w).
 * P / burn would assume a full budget.
 *
 * @param remaining - R, may be negative
 * @param burn - burn rate of the window that sets the pace
 */
export function exhaustion(
  remaining: number,
  burn: number,
  periodSeconds: number,
): Exhaustion {
  if (remaining <= 0) return { kind: 'exhausted' };
  if (burn <= 0) return { kind: 'not-at-this-rate' };
  return { kind: 'in', seconds: (remaining * periodSeconds) / burn };
}

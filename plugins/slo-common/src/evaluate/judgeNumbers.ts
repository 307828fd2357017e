import { readTier, type TierReading } from '../numbers/alertTiers';
import { budgetOf, burnRate, errorRatio } from '../numbers/budget';
import {
  budgetUnit,
  BURN_WINDOWS,
  type BurnWindow,
  type Objective,
} from '../objective/types';
import type { SloState } from './states';
import type { Evaluation, EvaluationInput, EvaluationRules } from './types';

/** Pages with hardly any bad events become tickets: at most 5 in 1 h, 10 in 6 h. */
const FEW_EVENTS: Record<number, number> = { 3_600: 5, 21_600: 10 };

function windowName(seconds: number): BurnWindow | undefined {
  return (Object.keys(BURN_WINDOWS) as BurnWindow[]).find(
    name => BURN_WINDOWS[name] === seconds,
  );
}

/** Burn rate of every window that had events. */
export function burnsOf(
  objective: Objective,
  input: EvaluationInput,
): Partial<Record<BurnWindow, number>> {
  const budget = budgetOf(objective.target);
  const burn: Partial<Record<BurnWindow, number>> = {};
  for (const [name, measure] of Object.entries(input.windows)) {
    const ratio = errorRatio(measure);
    if (ratio !== undefined) burn[name as BurnWindow] = burnRate(ratio, budget);
  }
  return burn;
}

/** Alert tiers with the burn of their windows, pages over a handful of errors taken back. */
export function readTiers(
  objective: Objective,
  input: EvaluationInput,
  burn: Partial<Record<BurnWindow, number>>,
): TierReading[] {
  return objective.tiers.map(tier => {
    const short = windowName(tier.shortSeconds);
    const long = windowName(tier.longSeconds);
    const reading = readTier(tier, short && burn[short], long && burn[long]);
    const few = FEW_EVENTS[tier.longSeconds];
    const bad = long && input.windows[long]?.bad;
    const downgraded =
      reading.firing &&
      tier.severity === 'page' &&
      budgetUnit(objective) === 'events' &&
      few !== undefined &&
      bad !== undefined &&
      bad <= few;
    return downgraded ? { ...reading, downgraded } : reading;
  });
}

/** State by the numbers alone, as if they were fresh. */
export function stateOfNumbers(options: {
  evaluation: Evaluation;
  covered: boolean;
  loading: boolean;
  proven: boolean;
  rules: EvaluationRules;
}): SloState {
  const { evaluation, covered, loading, proven, rules } = options;
  const { remaining, tiers, burn } = evaluation;
  const firing = tiers.filter(t => t.firing);
  const paging = firing.some(t => t.tier.severity === 'page' && !t.downgraded);
  // While the history is being read, what is left of the budget is not known yet:
  // an incident of today looks huge against the traffic of a few hours.
  if (!loading && remaining !== undefined && remaining <= 0) return 'breached';
  if (paging) return 'paging';
  if (firing.length > 0) return 'ticketing';
  if (loading) return 'insufficient';
  if ((burn['6h'] ?? 0) > 1) return 'at-risk';
  if (remaining !== undefined && remaining < rules.atRiskShare) {
    return 'at-risk';
  }
  if (!covered || !proven || evaluation.lowTraffic === 'strong') {
    return 'insufficient';
  }
  return 'ok';
}

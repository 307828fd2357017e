import { burnWord } from '../numbers/alertTiers';
import {
  budgetOf,
  errorRatio,
  exhaustion,
  remainingBudget,
} from '../numbers/budget';
import { lowTraffic } from '../numbers/lowTraffic';
import { budgetUnit, type Objective } from '../objective/types';
import { burnsOf, readTiers, stateOfNumbers } from './judgeNumbers';
import type { SloReason, SloState } from './states';
import {
  DEFAULT_RULES,
  type Evaluation,
  type EvaluationInput,
  type EvaluationRules,
} from './types';

function emptyEvaluation(
  objective: Objective,
  input: EvaluationInput,
): Evaluation {
  const { period } = input;
  return {
    state: 'no-data',
    reasons: [],
    burn: {},
    tiers: [],
    exhaustion: {},
    coverage: {
      measuredSeconds: input.inPeriod.measuredSeconds,
      periodSeconds:
        objective.window.kind === 'rolling'
          ? objective.window.seconds
          : input.elapsedSeconds,
    },
    period,
    observedAt:
      input.measuredUntil === undefined
        ? undefined
        : new Date(input.measuredUntil * 1000).toISOString(),
  };
}

/** Verdict where there is no number to judge. */
function withoutNumbers(
  evaluation: Evaluation,
  input: EvaluationInput,
): Evaluation {
  const end = (
    state: SloState,
    reason: SloReason,
    detail?: string,
  ): Evaluation => ({ ...evaluation, state, reasons: [reason], detail });
  const { source, queryError, faults } = input;
  if (!source.answering) {
    return {
      ...end('unknown', 'source-unreachable', source.reason),
      unknownSince: source.since,
    };
  }
  if (queryError !== undefined) {
    return end('no-data', 'query-rejected', queryError);
  }
  if (faults?.has('good-missing')) return end('no-data', 'good-missing');
  if (input.inPeriod.measuredSeconds > 0) return end('no-data', 'no-traffic');
  if (faults?.has('nan-dropped')) return end('no-data', 'nan-dropped');
  return input.loading
    ? end('insufficient', 'loading-history')
    : end('no-data', 'series-never-seen');
}

/** Numbers of an objective that was measured; the state is decided afterwards. */
function withNumbers(
  objective: Objective,
  input: EvaluationInput,
  empty: Evaluation,
): Evaluation {
  const budget = budgetOf(objective.target);
  const { inPeriod } = input;
  const ratio = errorRatio(inPeriod) ?? 0;
  const remaining = remainingBudget(ratio, budget);
  const burn = burnsOf(objective, input);
  const tiers = readTiers(objective, input, burn);
  const { start, end } = input.period ?? { start: 0, end: 0 };
  const length = end - start;
  const pace = (window: '1h' | '6h') => {
    const rate = burn[window];
    return rate === undefined ? undefined : exhaustion(remaining, rate, length);
  };
  return {
    ...empty,
    total: inPeriod.total,
    bad: inPeriod.bad,
    badSeen: inPeriod.badSeen,
    errorRatio: ratio,
    remaining,
    burn,
    burnWord: burnWord(tiers),
    tiers,
    exhaustion: { h1: pace('1h'), h6: pace('6h') },
    lowTraffic:
      budgetUnit(objective) === 'events'
        ? lowTraffic(inPeriod.total, budget)
        : undefined,
  };
}

/**
 * Judges one objective from what was measured. Unknown never becomes good or
 * zero: a silent source keeps the last numbers and says so, missing errors are
 * unproven unless the document vouches for them, and nothing is `ok` that was
 * measured for too small a part of its period.
 *
 * @param now - server time
 */
export function evaluateObjective(
  objective: Objective,
  input: EvaluationInput,
  now: Date,
  rules: EvaluationRules = DEFAULT_RULES,
): Evaluation {
  const empty = emptyEvaluation(objective, input);
  const { indicator } = objective;
  if (indicator.kind === 'opaque') {
    return {
      ...empty,
      state: 'not-computable',
      reasons: ['spec'],
      detail: indicator.reason,
    };
  }
  if (!input.period) {
    return { ...empty, state: 'no-data', reasons: ['window-not-started'] };
  }
  if (!(input.inPeriod.total > 0)) return withoutNumbers(empty, input);

  const evaluation = withNumbers(objective, input, empty);
  const { measuredSeconds, periodSeconds } = evaluation.coverage;
  const covered = measuredSeconds >= rules.coverageFloor * periodSeconds;
  const loading = input.loading === true && !covered;
  const unproven =
    indicator.kind === 'ratio' &&
    indicator.absentErrors === 'unproven' &&
    !input.inPeriod.badSeen;
  const state = stateOfNumbers({
    evaluation,
    covered,
    loading,
    proven: !unproven && !input.partial,
    rules,
  });
  const reasons: SloReason[] = [];
  if (loading) reasons.push('loading-history');
  else if (!covered) reasons.push('low-coverage');
  if (unproven) reasons.push('errors-unproven');
  if (evaluation.lowTraffic === 'strong') reasons.push('low-events');
  for (const fault of input.faults ?? []) reasons.push(fault);
  if (input.partial) reasons.push('source-partial');
  const measured: Evaluation = { ...evaluation, state, reasons };
  return withFreshness(measured, input, now, rules);
}

/** Takes a verdict back to `unknown` when what it rests on is no longer observed. */
function withFreshness(
  evaluation: Evaluation,
  input: EvaluationInput,
  now: Date,
  rules: EvaluationRules,
): Evaluation {
  const { source, queryError, measuredUntil } = input;
  const lost = (reason: SloReason, more: Partial<Evaluation>): Evaluation => ({
    ...evaluation,
    ...more,
    state: 'unknown',
    lastState: evaluation.state,
    reasons: [reason, ...evaluation.reasons],
  });
  if (!source.answering) {
    return lost('source-unreachable', {
      detail: source.reason,
      unknownSince: source.since,
    });
  }
  if (queryError !== undefined) {
    return lost('query-rejected', { detail: queryError });
  }
  const age = now.getTime() / 1000 - (measuredUntil ?? 0);
  if (age > rules.staleAfterSeconds) {
    return lost('series-stale', { unknownSince: evaluation.observedAt });
  }
  return evaluation;
}

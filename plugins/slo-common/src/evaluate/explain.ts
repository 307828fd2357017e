import { decimalsFor } from '../numbers/percent';
import { complement } from '../numbers/fraction';
import { promDuration } from '../openslo/duration';
import { renderQuery } from '../promql/QueryTemplate';
import {
  budgetUnit,
  BURN_WINDOWS,
  nominalPeriodSeconds,
  SLOT_SECONDS,
  type BudgetUnit,
  type BurnWindow,
  type Objective,
} from '../objective/types';
import type { Evaluation } from './types';

/** One query behind a number, to copy into Prometheus. */
export interface ExplainedQuery {
  window: BurnWindow | 'period';
  promql: string;
  /** Error ratio the portal holds for this window. */
  errorRatio?: number;
  /** `instant`: this very query was asked; `slots`: summed from five-minute slots. */
  origin: 'instant' | 'slots';
}

/** Where a number comes from, step by step. */
export interface Explanation {
  unit: BudgetUnit;
  /** Budget B as an exact fraction, for example `1/1000`. */
  budget: string;
  total?: number;
  bad?: number;
  errorRatio?: number;
  remaining?: number;
  /** Start and end of what was summed, Unix seconds. */
  start?: number;
  end?: number;
  slotSeconds: number;
  /** Digits after the point of the value; it is rounded down. */
  decimals: number;
  /** Name of the Prometheus that answered. */
  prometheus?: string;
  observedAt?: string;
  queries: ExplainedQuery[];
}

/**
 * PromQL of an objective's share of bad events over a window.
 *
 * @returns undefined for an objective that cannot be evaluated
 */
export function errorRatioQuery(
  objective: Objective,
  window: string,
): string | undefined {
  const { indicator } = objective;
  switch (indicator.kind) {
    case 'ratio': {
      const total = renderQuery(indicator.total, window);
      if (indicator.good) {
        return `1 -\n  ${renderQuery(indicator.good, window)}\n/\n  ${total}`;
      }
      if (!indicator.bad) return undefined;
      return `  ${renderQuery(indicator.bad, window)}\n/\n  ${total}`;
    }
    case 'raw': {
      const query = renderQuery(indicator.query, window);
      return indicator.rawType === 'success' ? `1 - (${query})` : query;
    }
    case 'threshold': {
      const symbol = { lt: '<', lte: '<=', gt: '>', gte: '>=' }[indicator.op];
      const query = renderQuery(indicator.query, promDuration(SLOT_SECONDS));
      return `1 - avg_over_time(((${query}) ${symbol} bool ${indicator.value})[${window}:5m])`;
    }
    default:
      return undefined;
  }
}

/**
 * Explains an objective's numbers.
 *
 * @param options - `instantWindows` names the windows that were asked for as they are
 */
export function explainObjective(options: {
  objective: Objective;
  evaluation: Evaluation;
  prometheus?: string;
  instantWindows: readonly BurnWindow[];
  summedUntil?: number;
}): Explanation {
  const { objective, evaluation, prometheus, instantWindows } = options;
  const budget = complement(objective.target);
  const queries: ExplainedQuery[] = [];
  const add = (
    window: BurnWindow | 'period',
    seconds: number,
    ratio: number | undefined,
  ) => {
    const promql = errorRatioQuery(objective, promDuration(seconds));
    if (promql === undefined) return;
    const instant =
      window !== 'period' && instantWindows.includes(window as BurnWindow);
    queries.push({
      window,
      promql,
      errorRatio: ratio,
      origin: instant ? 'instant' : 'slots',
    });
  };
  add('period', nominalPeriodSeconds(objective.window), evaluation.errorRatio);
  const size = Number(budget.numerator) / Number(budget.denominator);
  for (const [name, seconds] of Object.entries(BURN_WINDOWS)) {
    const burn = evaluation.burn[name as BurnWindow];
    add(
      name as BurnWindow,
      seconds,
      burn === undefined ? undefined : burn * size,
    );
  }
  return {
    unit: budgetUnit(objective),
    budget: `${budget.numerator}/${budget.denominator}`,
    total: evaluation.total,
    bad: evaluation.bad,
    errorRatio: evaluation.errorRatio,
    remaining: evaluation.remaining,
    start: evaluation.period?.start,
    end: options.summedUntil ?? evaluation.period?.end,
    slotSeconds: SLOT_SECONDS,
    decimals: decimalsFor(objective.target),
    prometheus,
    observedAt: evaluation.observedAt,
    queries,
  };
}

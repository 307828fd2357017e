import {
  renderQuery,
  type BurnWindow,
  type Objective,
} from '@chat2sql/plugin-slo-common';

/** Windows that are asked as they are in every round; longer ones are summed from slots. */
export const INSTANT_WINDOWS: readonly BurnWindow[] = ['5m', '30m', '1h', '2h'];

/** Expressions of an objective over one window. */
export interface ObjectiveQueries {
  part?: string;
  total?: string;
}

/**
 * PromQL of an objective over a window.
 *
 * @param window - length in Prometheus' notation
 * @returns no expressions for an objective that cannot be evaluated
 */
export function objectiveQueries(
  objective: Objective,
  window: string,
): ObjectiveQueries {
  const { indicator } = objective;
  switch (indicator.kind) {
    case 'ratio': {
      const side = indicator.good ?? indicator.bad;
      return {
        part: side && `sum(${renderQuery(side, window)}\n)`,
        total: `sum(${renderQuery(indicator.total, window)}\n)`,
      };
    }
    case 'raw':
    case 'threshold':
      return { part: renderQuery(indicator.query, window) };
    default:
      return {};
  }
}

/** True when the short windows of an objective can be asked directly. */
export function hasInstantWindows(objective: Objective): boolean {
  return (
    objective.method === 'Occurrences' &&
    (objective.indicator.kind === 'ratio' || objective.indicator.kind === 'raw')
  );
}

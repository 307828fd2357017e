import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { currentConditions, fromCondition, waiting } from '../conditions';
import type { HealthStatus, Verdict } from '../types';

/** Conditions of a VerticalPodAutoscaler, hard failures first; the last column marks a risk. */
const LINES: ReadonlyArray<
  readonly [
    type: string,
    status: string,
    means: HealthStatus,
    rule: string,
    warning: boolean,
  ]
> = [
  ['ConfigUnsupported', 'True', 'Degraded', 'config-unsupported', false],
  ['NoPodsMatched', 'True', 'Healthy', 'no-pods-matched', true],
  ['ConfigDeprecated', 'True', 'Healthy', 'config-deprecated', true],
  ['LowConfidence', 'True', 'Healthy', 'low-confidence', true],
  ['RecommendationProvided', 'True', 'Healthy', 'recommendation', false],
  ['FetchingHistory', 'True', 'Progressing', 'fetching-history', false],
  ['RecommendationProvided', 'False', 'Progressing', 'recommendation', false],
];

/** Health of a VerticalPodAutoscaler: can it make a recommendation one may trust. */
export function vpaRule(object: KubeObject): Verdict {
  const conditions = currentConditions(object);
  for (const [type, status, means, rule, warning] of LINES) {
    const found = conditions.find(c => c.type === type && c.status === status);
    if (found) return fromCondition(means, `vpa.${rule}`, found, { warning });
  }
  return waiting('vpa', 'The autoscaler');
}

import { budgetUnit, type Objective } from '../objective/types';
import type { ObjectiveInfo } from './types';

/** The part of an objective that lists and pages show. */
export function toObjectiveInfo(
  objective: Objective,
  prometheus: string | undefined,
): ObjectiveInfo {
  const { window, indicator } = objective;
  return {
    id: objective.id,
    slo: objective.slo,
    displayName: objective.displayName,
    description: objective.description,
    service: objective.service,
    environment: objective.environment,
    tier: objective.tier,
    entityRef: objective.entityRef,
    owner: objective.owner,
    runbook: objective.runbook,
    labels: Object.fromEntries(
      Object.entries(objective.labels).map(([key, values]) => [
        key,
        values.join(', '),
      ]),
    ),
    target: objective.target,
    targetPercent: objective.targetPercent,
    window: { kind: window.kind, text: window.text },
    unit: budgetUnit(objective),
    bucket: indicator.kind === 'ratio' ? indicator.bucket : undefined,
    file: objective.source.file,
    prometheus,
  };
}

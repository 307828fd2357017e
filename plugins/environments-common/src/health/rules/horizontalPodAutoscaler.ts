import type {
  KubeCondition,
  KubeObject,
} from '@chat2sql/plugin-platform-common';
import {
  conditionIn,
  currentConditions,
  fromCondition,
  heldFor,
  isWithinGrace,
  waiting,
} from '../conditions';
import { METRICS_GRACE_MS, PRESSURE_GRACE_MS } from '../limits';
import { annotation, isRecord, readNumber } from '../read';
import type { HealthContext, Verdict } from '../types';
import { healthy } from '../verdict';

/** Where autoscaling/v1 keeps the conditions that later versions have in status. */
const V1_CONDITIONS = 'autoscaling.alpha.kubernetes.io/conditions';

/** Reasons that name a fault; others say only that it has not happened yet. */
const FAILING = /^(?:Failed|Invalid|Ambiguous)/;

function hpaConditions(object: KubeObject): KubeCondition[] {
  const conditions = currentConditions(object);
  if (conditions.length > 0) return conditions;
  try {
    const listed: unknown = JSON.parse(annotation(object, V1_CONDITIONS) ?? '');
    return Array.isArray(listed)
      ? listed.filter(
          (c): c is KubeCondition => isRecord(c) && typeof c.type === 'string',
        )
      : [];
  } catch {
    return [];
  }
}

/** Health of a HorizontalPodAutoscaler: can it read metrics and set replicas, and has it room left. */
export function hpaRule(object: KubeObject, { now }: HealthContext): Verdict {
  const conditions = hpaConditions(object);
  const able = conditionIn(conditions, 'AbleToScale');
  const active = conditionIn(conditions, 'ScalingActive');
  const limited = conditionIn(conditions, 'ScalingLimited');

  if (active?.status === 'False' && active.reason === 'ScalingDisabled') {
    return fromCondition('Suspended', 'hpa.disabled', active);
  }
  for (const condition of [able, active]) {
    if (condition?.status !== 'False') continue;
    const failing = FAILING.test(String(condition.reason));
    const young = isWithinGrace(condition, now, METRICS_GRACE_MS);
    return fromCondition(
      failing && !young ? 'Degraded' : 'Progressing',
      condition === able ? 'hpa.cannot-scale' : 'hpa.no-metrics',
      condition,
    );
  }
  const min = readNumber(object, 'spec.minReplicas') ?? 1;
  const max = readNumber(object, 'spec.maxReplicas');
  if (
    limited?.status === 'True' &&
    limited.reason === 'TooManyReplicas' &&
    min !== max &&
    (heldFor(limited, now) ?? 0) > PRESSURE_GRACE_MS
  ) {
    return healthy({
      rule: 'hpa.at-maximum',
      reason: 'TooManyReplicas',
      message: `Held at its maximum of ${max} replicas for more than 15 minutes although the load asks for more.`,
      fields: [
        'status.conditions[ScalingLimited]',
        'spec.minReplicas',
        'spec.maxReplicas',
      ],
      warning: true,
    });
  }
  const good = [able, limited].find(c => c?.status === 'True');
  if (good) return fromCondition('Healthy', 'hpa.able-to-scale', good);
  return waiting('hpa', 'The autoscaler');
}

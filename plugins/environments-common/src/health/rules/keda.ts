import type {
  KubeCondition,
  KubeObject,
} from '@chat2sql/plugin-platform-common';
import {
  conditionIn,
  currentConditions,
  fromCondition,
  heldFor,
  waiting,
} from '../conditions';
import { METRICS_GRACE_MS } from '../limits';
import { annotation } from '../read';
import type { HealthContext, Verdict } from '../types';
import { suspended } from '../verdict';

const PAUSED = 'autoscaling.keda.sh/paused';
const PAUSED_AT = 'autoscaling.keda.sh/paused-replicas';

/** A ScaledObject or ScaledJob that is paused by annotation. */
export function kedaPaused(object: KubeObject): Verdict | undefined {
  const at = annotation(object, PAUSED_AT);
  const paused = annotation(object, PAUSED);
  if (at === undefined && paused !== 'true') return undefined;
  return suspended({
    rule: 'keda.paused',
    reason: 'Paused',
    message:
      at === undefined
        ? 'Autoscaling is paused.'
        : `Autoscaling is paused at ${at} replicas.`,
    fields: ['metadata.annotations'],
  });
}

/** Reasons of Ready that speak of the autoscaler below, as KEDA 2.20 wrote them. */
const HPA_REASONS = new Set(['HPAMetricsUnavailable', 'ScalingDegraded']);

/**
 * What the autoscaler below reports. KEDA mostly gives no time for it, and a
 * short failure is normal after a restart: without a time it is a warning, and
 * the autoscaler's own verdict, which has a time, decides about a fault.
 */
function judgeAutoscaler(
  condition: KubeCondition,
  id: string,
  now: Date,
): Verdict {
  const held = heldFor(condition, now);
  if (held === undefined) {
    return fromCondition('Healthy', `${id}.hpa-active`, condition, {
      warning: true,
    });
  }
  return fromCondition(
    held < METRICS_GRACE_MS ? 'Progressing' : 'Degraded',
    `${id}.hpa-active`,
    condition,
    { fallback: 'The autoscaler below cannot scale.' },
  );
}

function judge(
  object: KubeObject,
  { now }: HealthContext,
  id: string,
  unknownReady: 'Degraded' | 'Progressing',
): Verdict {
  const conditions = currentConditions(object);
  const ready = conditionIn(conditions, 'Ready');
  const fallback = conditionIn(conditions, 'Fallback');
  const hpa = conditionIn(conditions, 'HPAActive');
  const paused = conditionIn(conditions, 'Paused');

  if (ready?.status === 'False') {
    return HPA_REASONS.has(String(ready.reason))
      ? judgeAutoscaler(ready, id, now)
      : fromCondition('Degraded', `${id}.ready`, ready);
  }
  if (fallback?.status === 'True') {
    return fromCondition('Degraded', `${id}.fallback`, fallback);
  }
  if (hpa?.status === 'False' && hpa.reason !== 'ScalingDisabled') {
    return judgeAutoscaler(hpa, id, now);
  }
  if (ready?.status === 'True') {
    return paused?.status === 'True'
      ? fromCondition('Suspended', `${id}.paused`, paused)
      : fromCondition('Healthy', `${id}.ready`, ready);
  }
  if (ready?.status === 'Unknown') {
    return fromCondition(unknownReady, `${id}.ready`, ready);
  }
  return waiting(id, 'The scaler');
}

/** Health of a ScaledObject: triggers, fallback and the autoscaler it made. */
export function scaledObjectRule(
  object: KubeObject,
  context: HealthContext,
): Verdict {
  return judge(object, context, 'scaledobject', 'Progressing');
}

/** Health of a ScaledJob; Ready Unknown means that some triggers do not work. */
export function scaledJobRule(
  object: KubeObject,
  context: HealthContext,
): Verdict {
  return judge(object, context, 'scaledjob', 'Degraded');
}

import type { KubeObject } from '@chat2sql/plugin-platform-common';
import {
  conditionIn,
  currentConditions,
  fromCondition,
  isWithinGrace,
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

/** Transient reasons of a failing HPA below a ScaledObject. */
const METRICS_REASONS = /Metric/;

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
    const young =
      METRICS_REASONS.test(String(ready.reason)) &&
      isWithinGrace(ready, now, METRICS_GRACE_MS);
    return fromCondition(
      young ? 'Progressing' : 'Degraded',
      `${id}.ready`,
      ready,
    );
  }
  if (fallback?.status === 'True') {
    return fromCondition('Degraded', `${id}.fallback`, fallback);
  }
  if (hpa?.status === 'False' && hpa.reason !== 'ScalingDisabled') {
    const young = isWithinGrace(hpa, now, METRICS_GRACE_MS);
    return fromCondition(
      young ? 'Progressing' : 'Degraded',
      `${id}.hpa-active`,
      hpa,
      { fallback: 'The autoscaler below cannot scale.' },
    );
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

import { LABELS, type KubeObject } from '@chat2sql/plugin-platform-common';
import { conditionIn, currentConditions, heldFor } from '../conditions';
import { RECOVERY_GRACE_MS } from '../limits';
import { label, read, readCount, readFlag, readNumber } from '../read';
import type { HealthContext, Verdict } from '../types';
import {
  clusterText,
  degraded,
  healthy,
  progressing,
  reasonWord,
  suspended,
} from '../verdict';

/** A Deployment whose rollout is paused by its spec. */
export function deploymentPaused(object: KubeObject): Verdict | undefined {
  if (!readFlag(object, 'spec.paused')) return undefined;
  return suspended({
    rule: 'deployment.paused',
    reason: 'DeploymentPaused',
    message: 'The rollout is paused: changes of the spec are not rolled out.',
    fields: ['spec.paused'],
  });
}

/** A workload that is scaled to nothing: switched off, not green. */
export function scaledToZero(
  object: KubeObject,
  id: string,
): Verdict | undefined {
  if (readNumber(object, 'spec.replicas') !== 0) return undefined;
  const left = readCount(object, 'status.replicas');
  if (left > 0) {
    return progressing({
      rule: `${id}.scaling-to-zero`,
      reason: 'ScalingDown',
      message: `Scaling to zero: ${left} pods are left.`,
      fields: ['spec.replicas', 'status.replicas'],
    });
  }
  return suspended({
    rule: `${id}.scaled-to-zero`,
    reason: 'ScaledToZero',
    message: 'Scaled to zero: no pod is wanted and none runs.',
    fields: ['spec.replicas', 'status.replicas'],
    warning: label(object, LABELS.tier) === 'prod',
  });
}

/** Health of a Deployment from its counters and conditions. */
export function deploymentRule(
  object: KubeObject,
  { now }: HealthContext,
): Verdict {
  const conditions = currentConditions(object);
  const progress = conditionIn(conditions, 'Progressing');
  const available = conditionIn(conditions, 'Available');
  const failure = conditionIn(conditions, 'ReplicaFailure');

  if (
    progress?.reason === 'ProgressDeadlineExceeded' &&
    progress.status !== 'True'
  ) {
    return degraded({
      rule: 'deployment.progress-deadline',
      reason: 'ProgressDeadlineExceeded',
      message: clusterText(
        progress.message,
        'The rollout made no progress within its deadline.',
      ),
      fields: ['status.conditions[Progressing]'],
    });
  }
  if (failure?.status === 'True') {
    return degraded({
      rule: 'deployment.replica-failure',
      reason: reasonWord(failure.reason, 'ReplicaFailure'),
      message: clusterText(failure.message, 'Pods cannot be created.'),
      fields: ['status.conditions[ReplicaFailure]'],
    });
  }
  const zero = scaledToZero(object, 'deployment');
  if (zero) return zero;

  const wanted = readNumber(object, 'spec.replicas') ?? 1;
  const total = readCount(object, 'status.replicas');
  const updated = readCount(object, 'status.updatedReplicas');
  const ready = readCount(object, 'status.readyReplicas');
  const availableCount = readCount(object, 'status.availableReplicas');

  // A finished rollout that lost its pods is not on its way anywhere. A scale-up
  // looks the same for a while, hence the grace time.
  if (
    available?.status === 'False' &&
    progress?.reason === 'NewReplicaSetAvailable' &&
    (heldFor(available, now) ?? 0) > RECOVERY_GRACE_MS
  ) {
    return degraded({
      rule: 'deployment.unavailable',
      reason: reasonWord(available.reason, 'MinimumReplicasUnavailable'),
      message: `${availableCount} of ${wanted} pods available for more than 5 minutes, with no rollout going on.`,
      fields: [
        'status.conditions[Available]',
        'status.conditions[Progressing]',
        'status.availableReplicas',
      ],
    });
  }
  const rollingOut = (reason: string, message: string, field: string) =>
    progressing({
      rule: 'deployment.rolling-out',
      reason,
      message,
      fields: ['spec.replicas', field],
    });
  if (updated < wanted) {
    return rollingOut(
      'LessUpdated',
      `${updated} of ${wanted} pods have the new version.`,
      'status.updatedReplicas',
    );
  }
  if (total > updated) {
    return rollingOut(
      'OldPodsTerminating',
      `${total - updated} pods of the old version are still to go.`,
      'status.replicas',
    );
  }
  if (total > wanted) {
    return rollingOut(
      'ExtraPods',
      `${total - wanted} pods more than wanted are still to go.`,
      'status.replicas',
    );
  }
  if (availableCount < wanted) {
    return rollingOut(
      'LessAvailable',
      `${availableCount} of ${wanted} pods available.`,
      'status.availableReplicas',
    );
  }
  if (ready < wanted) {
    return rollingOut(
      'LessReady',
      `${ready} of ${wanted} pods ready.`,
      'status.readyReplicas',
    );
  }
  // Without a deadline the controller writes no Progressing condition.
  const hasDeadline =
    typeof read(object, 'spec.progressDeadlineSeconds') === 'number';
  if (
    hasDeadline &&
    !(
      progress?.status === 'True' &&
      progress.reason === 'NewReplicaSetAvailable'
    )
  ) {
    return rollingOut(
      'ReplicaSetNotAvailable',
      'The new version is not yet confirmed as available.',
      'status.conditions[Progressing]',
    );
  }
  if (available?.status !== 'True') {
    return rollingOut(
      'NotAvailable',
      'The controller does not report the deployment as available.',
      'status.conditions[Available]',
    );
  }
  return healthy({
    rule: 'deployment.available',
    reason: 'Available',
    message: `${ready} of ${wanted} pods ready.`,
    fields: [
      'spec.replicas',
      'status.updatedReplicas',
      'status.availableReplicas',
      'status.readyReplicas',
      'status.conditions[Available]',
    ],
  });
}

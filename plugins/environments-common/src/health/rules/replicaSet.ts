import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { conditionIn, currentConditions } from '../conditions';
import { readCount, readNumber } from '../read';
import type { Verdict } from '../types';
import {
  clusterText,
  degraded,
  healthy,
  progressing,
  reasonWord,
} from '../verdict';

/** Health of a ReplicaSet; one that keeps an old revision wants nothing. */
export function replicaSetRule(object: KubeObject): Verdict {
  const failure = conditionIn(currentConditions(object), 'ReplicaFailure');
  if (failure?.status === 'True') {
    return degraded({
      rule: 'replicaset.replica-failure',
      reason: reasonWord(failure.reason, 'ReplicaFailure'),
      message: clusterText(failure.message, 'Pods cannot be created.'),
      fields: ['status.conditions[ReplicaFailure]'],
    });
  }
  const wanted = readNumber(object, 'spec.replicas') ?? 1;
  const total = readCount(object, 'status.replicas');
  const steps: Array<[field: string, reason: string, what: string]> = [
    ['status.fullyLabeledReplicas', 'LessLabelled', 'labelled'],
    ['status.availableReplicas', 'LessAvailable', 'available'],
    ['status.readyReplicas', 'LessReady', 'ready'],
  ];
  for (const [field, reason, what] of steps) {
    const count = readCount(object, field);
    if (count < wanted) {
      return progressing({
        rule: 'replicaset.scaling',
        reason,
        message: `${count} of ${wanted} pods ${what}.`,
        fields: ['spec.replicas', field],
      });
    }
  }
  if (total > wanted) {
    return progressing({
      rule: 'replicaset.scaling',
      reason: 'ExtraPods',
      message: `${total - wanted} pods more than wanted are still to go.`,
      fields: ['spec.replicas', 'status.replicas'],
    });
  }
  return healthy({
    rule: wanted === 0 ? 'replicaset.old-revision' : 'replicaset.available',
    reason: wanted === 0 ? 'NothingWanted' : 'Available',
    message:
      wanted === 0
        ? 'Keeps an old revision; no pod is wanted.'
        : `${readCount(
            object,
            'status.readyReplicas',
          )} of ${wanted} pods ready.`,
    fields: ['spec.replicas', 'status.availableReplicas'],
  });
}

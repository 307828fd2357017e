import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { readCount, readNumber, readString } from '../read';
import type { Verdict } from '../types';
import { healthy, progressing } from '../verdict';

/** Health of a DaemonSet from its counters; its pods decide about faults. */
export function daemonSetRule(object: KubeObject): Verdict {
  const desired = readNumber(object, 'status.desiredNumberScheduled');
  const rollingOut = (reason: string, message: string, field: string) =>
    progressing({
      rule: 'daemonset.rolling-out',
      reason,
      message,
      fields: ['status.desiredNumberScheduled', field],
    });
  if (desired === undefined) {
    return rollingOut(
      'NoDesiredNumber',
      'The controller has not counted the nodes yet.',
      'status.desiredNumberScheduled',
    );
  }
  const current = readCount(object, 'status.currentNumberScheduled');
  const updated = readCount(object, 'status.updatedNumberScheduled');
  const available = readCount(object, 'status.numberAvailable');
  const ready = readCount(object, 'status.numberReady');
  const onDelete =
    readString(object, 'spec.updateStrategy.type') === 'OnDelete';

  if (current < desired) {
    return rollingOut(
      'LessCurrent',
      `${current} of ${desired} nodes have a pod.`,
      'status.currentNumberScheduled',
    );
  }
  if (!onDelete && updated < desired) {
    return rollingOut(
      'LessUpdated',
      `${updated} of ${desired} nodes have the new version.`,
      'status.updatedNumberScheduled',
    );
  }
  if (available < desired) {
    return rollingOut(
      'LessAvailable',
      `${available} of ${desired} pods available.`,
      'status.numberAvailable',
    );
  }
  if (ready < desired) {
    return rollingOut(
      'LessReady',
      `${ready} of ${desired} pods ready.`,
      'status.numberReady',
    );
  }
  const behind = onDelete && updated < desired;
  return healthy({
    rule: desired === 0 ? 'daemonset.no-nodes' : 'daemonset.ready',
    reason: desired === 0 ? 'NoMatchingNodes' : 'Ready',
    message:
      desired === 0
        ? 'No node matches, so no pod is wanted.'
        : `${ready} of ${desired} pods ready${
            behind
              ? '; the new version waits for pods to be deleted by hand'
              : ''
          }.`,
    fields: [
      'status.desiredNumberScheduled',
      'status.updatedNumberScheduled',
      'status.numberAvailable',
    ],
  });
}

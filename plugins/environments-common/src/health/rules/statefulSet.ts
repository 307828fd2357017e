import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { readCount, readNumber, readString } from '../read';
import type { Verdict } from '../types';
import { healthy, progressing } from '../verdict';
import { scaledToZero } from './deployment';

/** Health of a StatefulSet from its counters and revisions; its pods decide about faults. */
export function statefulSetRule(object: KubeObject): Verdict {
  const zero = scaledToZero(object, 'statefulset');
  if (zero) return zero;
  const wanted = readNumber(object, 'spec.replicas') ?? 1;
  const total = readCount(object, 'status.replicas');
  const ready = readCount(object, 'status.readyReplicas');
  const updated = readCount(object, 'status.updatedReplicas');
  const rollingOut = (reason: string, message: string, fields: string[]) =>
    progressing({ rule: 'statefulset.rolling-out', reason, message, fields });

  if (total < wanted) {
    return rollingOut(
      'LessReplicas',
      `${total} of ${wanted} pods have been created.`,
      ['spec.replicas', 'status.replicas'],
    );
  }
  if (ready < wanted) {
    return rollingOut('LessReady', `${ready} of ${wanted} pods ready.`, [
      'spec.replicas',
      'status.readyReplicas',
    ]);
  }
  if (total > wanted) {
    return rollingOut(
      'ExtraPods',
      `${total - wanted} pods more than wanted are still to go.`,
      ['spec.replicas', 'status.replicas'],
    );
  }

  const current = readString(object, 'status.currentRevision');
  const update = readString(object, 'status.updateRevision');
  const revisionsDiffer = current !== update;
  const ok = (reason: string, note: string) =>
    healthy({
      rule: 'statefulset.ready',
      reason,
      message: `${ready} of ${wanted} pods ready${note}.`,
      fields: [
        'spec.replicas',
        'status.readyReplicas',
        'status.currentRevision',
        'status.updateRevision',
      ],
    });

  if (readString(object, 'spec.updateStrategy.type') === 'OnDelete') {
    return ok(
      'OnDelete',
      revisionsDiffer
        ? '; the new version waits for pods to be deleted by hand'
        : '',
    );
  }
  const partition =
    readNumber(object, 'spec.updateStrategy.rollingUpdate.partition') ?? 0;
  if (partition > 0) {
    const due = Math.max(0, wanted - partition);
    if (revisionsDiffer && updated < due) {
      return rollingOut(
        'PartitionRollout',
        `${updated} of ${due} pods outside the partition have the new version.`,
        [
          'spec.updateStrategy.rollingUpdate.partition',
          'status.updatedReplicas',
        ],
      );
    }
    return ok(
      'PartitionRolledOut',
      revisionsDiffer
        ? `; the partition keeps ${wanted - due} pods on the old version`
        : '',
    );
  }
  const onCurrent = readCount(object, 'status.currentReplicas');
  if (onCurrent < wanted) {
    return rollingOut(
      'LessCurrent',
      `${onCurrent} of ${wanted} pods have the version the set has settled on.`,
      ['spec.replicas', 'status.currentReplicas'],
    );
  }
  if (revisionsDiffer) {
    return rollingOut(
      'RevisionMismatch',
      `${updated} of ${wanted} pods have the new version.`,
      ['status.currentRevision', 'status.updateRevision'],
    );
  }
  return ok('Ready', '');
}

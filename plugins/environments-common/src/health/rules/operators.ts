import type { KubeObject } from '@chat2sql/plugin-platform-common';
import {
  conditionIn,
  conditionRule,
  currentConditions,
  fromCondition,
  waiting,
} from '../conditions';
import { phaseRule } from '../phases';
import { read, readFlag, readString } from '../read';
import type { Verdict } from '../types';
import { clusterText, degraded, healthy, progressing } from '../verdict';

/** Health of a SealedSecret. */
export const sealedSecretRule = conditionRule(
  'sealedsecret',
  'The sealed secret',
  [
    ['Synced', 'False', 'Degraded'],
    ['Synced', 'True', 'Healthy'],
  ],
);

/** Health of a Flagger Canary. */
export const canaryRule = phaseRule({
  id: 'canary',
  what: 'The canary',
  table: {
    Initializing: 'Progressing',
    Initialized: 'Healthy',
    Waiting: 'Progressing',
    WaitingPromotion: 'Progressing',
    Progressing: 'Progressing',
    Promoting: 'Progressing',
    Finalising: 'Progressing',
    Succeeded: 'Healthy',
    Failed: 'Degraded',
    Terminating: 'Progressing',
    Terminated: 'Suspended',
  },
});

/** Health of a Jaeger of the Jaeger operator. */
export const jaegerRule = phaseRule({
  id: 'jaeger',
  what: 'Jaeger',
  table: { Running: 'Healthy', Failed: 'Degraded', '': 'Progressing' },
});

/** Health of a Kiali, reported by an Ansible operator. */
export function kialiRule(object: KubeObject): Verdict {
  const conditions = currentConditions(object);
  // The operator may list one type several times.
  const holds = (type: string) =>
    conditions.find(c => c.type === type && c.status === 'True');
  const failure = holds('Failure');
  if (failure) return fromCondition('Degraded', 'kiali.failure', failure);
  const running = conditionIn(conditions, 'Running');
  const successful = holds('Successful');
  if (successful)
    return fromCondition('Healthy', 'kiali.successful', successful);
  return running
    ? fromCondition('Progressing', 'kiali.running', running)
    : waiting('kiali', 'Kiali');
}

/** Health of a Kyverno Policy or ClusterPolicy: its webhooks are set up. */
export function kyvernoPolicyRule(object: KubeObject): Verdict {
  const ready = conditionIn(currentConditions(object), 'Ready');
  if (ready?.status === 'True')
    return fromCondition('Healthy', 'kyvernopolicy.ready', ready);
  return ready
    ? fromCondition('Progressing', 'kyvernopolicy.ready', ready)
    : waiting('kyvernopolicy', 'The policy');
}

/** Health of a Prometheus or Alertmanager of the Prometheus operator. */
export function prometheusRule(object: KubeObject): Verdict {
  const available = conditionIn(currentConditions(object), 'Available');
  if (!available) return waiting('prometheus', 'Prometheus');
  if (available.status === 'True')
    return fromCondition('Healthy', 'prometheus.available', available, {
      fallback: 'All instances are available.',
    });
  return fromCondition(
    available.reason === 'SomePodsNotReady' ? 'Progressing' : 'Degraded',
    'prometheus.available',
    available,
  );
}

/** Health of a Grafana of the Grafana operator, which goes through stages. */
export function grafanaRule(object: KubeObject): Verdict {
  const stage = readString(object, 'status.stage');
  const result = readString(object, 'status.stageStatus');
  const fields = ['status.stage', 'status.stageStatus'];
  if (result === undefined) return waiting('grafana', 'Grafana');
  if (result === 'failed') {
    return degraded({
      rule: 'grafana.stage',
      reason: 'StageFailed',
      message: clusterText(
        read(object, 'status.lastMessage'),
        `Failed at stage ${stage ?? 'unknown'}.`,
      ),
      fields,
    });
  }
  return stage === 'complete' && result === 'success'
    ? healthy({
        rule: 'grafana.stage',
        reason: 'Complete',
        message: 'All stages are complete.',
        fields,
      })
    : progressing({
        rule: 'grafana.stage',
        reason: 'StageRunning',
        message: `At stage ${stage ?? 'unknown'}.`,
        fields,
      });
}

/** Health of an OpenTelemetryCollector from the `ready/total` text it reports. */
export function otelCollectorRule(object: KubeObject): Verdict {
  const mode = readString(object, 'spec.mode') ?? 'deployment';
  const text = readString(object, 'status.scale.statusReplicas');
  const fields = ['status.scale.statusReplicas', 'spec.mode'];
  if (text === undefined) {
    const hasStatus = read(object, 'status') !== undefined;
    return mode === 'sidecar' && hasStatus
      ? healthy({
          rule: 'otelcollector.sidecar',
          reason: 'Sidecar',
          message: 'Runs as a sidecar and has no pods of its own.',
          fields,
        })
      : waiting('otelcollector', 'The collector');
  }
  const counts = /^(\d+)\/(\d+)$/.exec(text);
  if (!counts) return waiting('otelcollector', 'The collector');
  const [ready, total] = [Number(counts[1]), Number(counts[2])];
  const parts = {
    rule: 'otelcollector.replicas',
    reason: ready === total ? 'Ready' : 'LessReady',
    message: `${ready} of ${total} replicas ready.`,
    fields,
  };
  if (ready === 0) {
    return mode === 'daemonset' && total === 0
      ? healthy({
          ...parts,
          reason: 'NoMatchingNodes',
          message: 'No node matches, so no pod is wanted.',
        })
      : degraded({ ...parts, reason: 'NoneReady' });
  }
  return ready === total ? healthy(parts) : progressing(parts);
}

/** Health of a VolumeSnapshot or VolumeSnapshotContent. */
export function volumeSnapshotRule(object: KubeObject): Verdict {
  if (readFlag(object, 'status.readyToUse')) {
    return healthy({
      rule: 'volumesnapshot.ready',
      reason: 'ReadyToUse',
      message: 'The snapshot is ready to use.',
      fields: ['status.readyToUse'],
    });
  }
  if (read(object, 'status.error') !== undefined) {
    return degraded({
      rule: 'volumesnapshot.error',
      reason: 'SnapshotError',
      message: clusterText(
        read(object, 'status.error.message'),
        'The snapshot failed.',
      ),
      fields: ['status.error'],
    });
  }
  return waiting('volumesnapshot', 'The snapshot');
}

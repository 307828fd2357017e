import type { KubeObject } from '@chat2sql/plugin-platform-common';
import {
  read,
  readCount,
  readNumber,
  readRecords,
  readString,
} from '../health/read';
import { isPodReady } from '../health/rules/pod';
import { imageLabel, wantedImages } from './imageVersion';

/** Ready and wanted pods of a long-running workload. */
export interface ReplicaCount {
  ready: number;
  wanted: number;
}

/** Counts of a workload that runs on; undefined for Jobs, schedules and others. */
export function replicasOf(workload: KubeObject): ReplicaCount | undefined {
  switch (workload.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'ReplicaSet':
    case 'Rollout':
      return {
        ready: readCount(workload, 'status.readyReplicas'),
        wanted: readNumber(workload, 'spec.replicas') ?? 1,
      };
    case 'DaemonSet':
      return {
        ready: readCount(workload, 'status.numberReady'),
        wanted: readCount(workload, 'status.desiredNumberScheduled'),
      };
    default:
      return undefined;
  }
}

/** Facts of an object worth a glance, as short texts. */
export function factsOf(object: KubeObject): Record<string, string> {
  const facts: Record<string, string> = {};
  const add = (key: string, value: unknown) => {
    if (value !== undefined && value !== '') facts[key] = String(value);
  };
  const replicas = replicasOf(object);
  if (replicas) add('ready', `${replicas.ready}/${replicas.wanted}`);
  const images = wantedImages(object);
  if (images.length > 0) add('image', images.map(imageLabel).join(', '));
  if (object.kind === 'Pod') {
    const statuses = readRecords(object, 'status.containerStatuses');
    add('ready', isPodReady(object) ? 'yes' : 'no');
    add('phase', readString(object, 'status.phase'));
    add(
      'restarts',
      statuses.reduce((sum, s) => sum + readCount(s, 'restartCount'), 0),
    );
    add('node', readString(object, 'spec.nodeName'));
  }
  if (object.kind === 'HorizontalPodAutoscaler') {
    const current = readNumber(object, 'status.currentReplicas');
    add(
      'replicas',
      `${current ?? '?'} of ${readNumber(object, 'spec.minReplicas') ?? 1}–${
        readNumber(object, 'spec.maxReplicas') ?? '?'
      }`,
    );
  }
  if (object.kind === 'CronJob') {
    add('schedule', readString(object, 'spec.schedule'));
    add('lastRun', readString(object, 'status.lastScheduleTime'));
  }
  if (object.kind === 'Certificate')
    add('notAfter', readString(object, 'status.notAfter'));
  if (object.kind === 'PersistentVolumeClaim')
    add('size', read(object, 'status.capacity.storage'));
  return facts;
}

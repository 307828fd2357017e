import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { kindKey } from '../store/resources';
import {
  humanDuration,
  podContainers,
  podReason,
  podRestarts,
} from './podColumns';

/** One column of a table answer. */
export interface Column {
  name: string;
  type: 'string' | 'integer';
  /** 0 is always shown, 1 with `-o wide`. */
  priority: 0 | 1;
  format?: 'name';
  cell(object: KubeObject, now: Date): string | number;
}

function age(time: string | undefined, now: Date): string {
  return time === undefined
    ? '<unknown>'
    : humanDuration(now.getTime() - Date.parse(time));
}

const column = (
  name: string,
  cell: Column['cell'],
  priority: 0 | 1 = 0,
  type: Column['type'] = 'string',
): Column => ({ name, type, priority, cell });

const NAME: Column = {
  name: 'Name',
  type: 'string',
  priority: 0,
  format: 'name',
  cell: object => object.metadata.name ?? '',
};
const AGE = column('Age', (object, now) =>
  age(object.metadata.creationTimestamp, now),
);

function conditionStatus(object: KubeObject, type: string): string {
  return (
    object.status?.conditions?.find((c: { type: string }) => c.type === type)
      ?.status ?? ''
  );
}

function containersOf(object: KubeObject): any[] {
  return object.spec?.template?.spec?.containers ?? [];
}

function selectorText(object: KubeObject): string {
  const labels =
    object.spec?.selector?.matchLabels ?? object.spec?.selector ?? {};
  const text = Object.entries(labels)
    .map(([k, v]) => `${k}=${v}`)
    .join(',');
  return text || '<none>';
}

const CONTAINERS = [
  column(
    'Containers',
    o =>
      containersOf(o)
        .map(c => c.name)
        .join(','),
    1,
  ),
  column(
    'Images',
    o =>
      containersOf(o)
        .map(c => c.image)
        .join(','),
    1,
  ),
  column('Selector', selectorText, 1),
];
const integer = (name: string, cell: (object: KubeObject) => number) =>
  column(name, cell, 0, 'integer');

const COLUMNS: Record<string, Column[]> = {
  '/Pod': [
    NAME,
    column('Ready', pod => {
      const containers = podContainers(pod);
      const total =
        pod.spec.containers.length +
        (pod.spec.initContainers ?? []).filter(
          (c: any) => c.restartPolicy === 'Always',
        ).length;
      return `${containers.filter(s => s.ready).length}/${total}`;
    }),
    column('Status', podReason),
    column('Restarts', podRestarts),
    AGE,
    column('IP', pod => pod.status?.podIP ?? '<none>', 1),
    column('Node', pod => pod.spec.nodeName ?? '<none>', 1),
    column('Nominated Node', () => '<none>', 1),
    column('Readiness Gates', () => '<none>', 1),
  ],
  'apps/Deployment': [
    NAME,
    column(
      'Ready',
      o => `${o.status?.readyReplicas ?? 0}/${o.spec.replicas ?? 1}`,
    ),
    integer('Up-to-date', o => o.status?.updatedReplicas ?? 0),
    integer('Available', o => o.status?.availableReplicas ?? 0),
    AGE,
    ...CONTAINERS,
  ],
  'apps/ReplicaSet': [
    NAME,
    integer('Desired', o => o.spec.replicas ?? 1),
    integer('Current', o => o.status?.replicas ?? 0),
    integer('Ready', o => o.status?.readyReplicas ?? 0),
    AGE,
    ...CONTAINERS,
  ],
  'apps/StatefulSet': [
    NAME,
    column(
      'Ready',
      o => `${o.status?.readyReplicas ?? 0}/${o.spec.replicas ?? 1}`,
    ),
    AGE,
    ...CONTAINERS.slice(0, 2),
  ],
  'apps/DaemonSet': [
    NAME,
    integer('Desired', o => o.status?.desiredNumberScheduled ?? 0),
    integer('Current', o => o.status?.currentNumberScheduled ?? 0),
    integer('Ready', o => o.status?.numberReady ?? 0),
    integer('Up-to-date', o => o.status?.updatedNumberScheduled ?? 0),
    integer('Available', o => o.status?.numberAvailable ?? 0),
    column('Node Selector', () => '<none>'),
    AGE,
    ...CONTAINERS,
  ],
  '/Service': [
    NAME,
    column('Type', o => o.spec.type ?? 'ClusterIP'),
    column('Cluster-IP', o => o.spec.clusterIP ?? '<none>'),
    column('External-IP', () => '<none>'),
    column('Port(s)', o =>
      (o.spec.ports ?? [])
        .map((p: any) => `${p.port}/${p.protocol ?? 'TCP'}`)
        .join(','),
    ),
    AGE,
    column('Selector', selectorText, 1),
  ],
  '/Namespace': [NAME, column('Status', o => o.status?.phase ?? ''), AGE],
  '/Node': [
    NAME,
    column('Status', o =>
      conditionStatus(o, 'Ready') === 'True' ? 'Ready' : 'NotReady',
    ),
    column('Roles', () => 'worker'),
    AGE,
    column('Version', o => o.status?.nodeInfo?.kubeletVersion ?? ''),
    column('Internal-IP', o => o.status?.addresses?.[0]?.address ?? '', 1),
    column('External-IP', () => '<none>', 1),
    column('OS-Image', o => o.status?.nodeInfo?.osImage ?? '', 1),
    column('Kernel-Version', o => o.status?.nodeInfo?.kernelVersion ?? '', 1),
    column(
      'Container-Runtime',
      o => o.status?.nodeInfo?.containerRuntimeVersion ?? '',
      1,
    ),
  ],
  '/Event': [
    column('Last Seen', (o, now) => age(o.lastTimestamp, now)),
    column('Type', o => o.type),
    column('Reason', o => o.reason),
    column(
      'Object',
      o => `${o.involvedObject.kind.toLowerCase()}/${o.involvedObject.name}`,
    ),
    column('Subobject', o => o.involvedObject.fieldPath ?? '', 1),
    column('Source', o => o.source?.component ?? '', 1),
    column('Message', o => o.message),
    column('First Seen', (o, now) => age(o.firstTimestamp, now), 1),
    column('Count', o => o.count, 1, 'integer'),
    { ...NAME, priority: 1 },
  ],
  '/PersistentVolumeClaim': [
    NAME,
    column('Status', o => o.status?.phase ?? ''),
    column('Volume', o => o.spec.volumeName ?? ''),
    column('Capacity', o => o.status?.capacity?.storage ?? ''),
    column('Access Modes', o => (o.status?.accessModes ? 'RWO' : '')),
    column('StorageClass', o => o.spec.storageClassName ?? ''),
    AGE,
  ],
  'batch/Job': [
    NAME,
    column('Status', o =>
      conditionStatus(o, 'Complete') === 'True' ? 'Complete' : 'Running',
    ),
    column(
      'Completions',
      o => `${o.status?.succeeded ?? 0}/${o.spec.completions ?? 1}`,
    ),
    column('Duration', (o, now) =>
      humanDuration(
        Date.parse(o.status?.completionTime ?? now.toISOString()) -
          Date.parse(o.status?.startTime ?? now.toISOString()),
      ),
    ),
    AGE,
  ],
  'batch/CronJob': [
    NAME,
    column('Schedule', o => o.spec.schedule),
    column('Timezone', o => o.spec.timeZone ?? '<none>'),
    column('Suspend', o => (o.spec.suspend ? 'True' : 'False')),
    integer('Active', o => o.status?.active?.length ?? 0),
    column('Last Schedule', (o, now) =>
      o.status?.lastScheduleTime
        ? age(o.status.lastScheduleTime, now)
        : '<none>',
    ),
    AGE,
  ],
  'autoscaling/HorizontalPodAutoscaler': [
    NAME,
    column(
      'Reference',
      o => `${o.spec.scaleTargetRef.kind}/${o.spec.scaleTargetRef.name}`,
    ),
    column('Targets', o => {
      const [cpu, external] = o.status?.currentMetrics ?? [];
      return cpu
        ? `cpu: ${cpu.resource.current.averageUtilization}%/70%, ${external.external.current.averageValue}/50 (avg)`
        : '<unknown>';
    }),
    integer('MinPods', o => o.spec.minReplicas ?? 1),
    integer('MaxPods', o => o.spec.maxReplicas),
    integer('Replicas', o => o.status?.currentReplicas ?? 0),
    AGE,
  ],
  'argoproj.io/Application': [
    NAME,
    column('Sync Status', o => o.status?.sync?.status ?? ''),
    column('Health Status', o => o.status?.health?.status ?? ''),
    column('Revision', o => o.status?.sync?.revision ?? '', 1),
  ],
  'cert-manager.io/Certificate': [
    NAME,
    column('Ready', o => conditionStatus(o, 'Ready')),
    column('Secret', o => o.spec.secretName),
    AGE,
  ],
  'external-secrets.io/ExternalSecret': [
    NAME,
    column('Store', o => o.spec.secretStoreRef?.name ?? ''),
    column('Refresh Interval', o => o.spec.refreshInterval ?? ''),
    column('Status', o => o.status?.conditions?.[0]?.reason ?? ''),
    column('Ready', o => conditionStatus(o, 'Ready')),
  ],
  'velero.io/Backup': [NAME, column('Status', o => o.status?.phase ?? ''), AGE],
  'gateway.networking.k8s.io/Gateway': [
    NAME,
    column('Class', o => o.spec.gatewayClassName),
    column('Address', o => o.status?.addresses?.[0]?.value ?? ''),
    column('Programmed', o => conditionStatus(o, 'Programmed')),
    AGE,
  ],
};

/** Columns of a kind; name and age for kinds without columns of their own. */
export function columnsOf(group: string, kind: string): Column[] {
  return COLUMNS[kindKey(group, kind)] ?? [NAME, AGE];
}

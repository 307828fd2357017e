import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterView, Controller } from '../cluster/types';
import { fraction } from '../names';
import { imageFate } from './containerTimeline';
import { planPod, podStatus } from './podStatus';

const GONE_AFTER_MS = 2500;

function tolerates(pod: KubeObject, node: KubeObject): boolean {
  const taints: any[] = node.spec?.taints ?? [];
  const tolerations: any[] = pod.spec.tolerations ?? [];
  return taints.every(taint =>
    tolerations.some(
      t =>
        t.operator === 'Exists' && (t.key === undefined || t.key === taint.key),
    ),
  );
}

/** Picks the node with the fewest pods of the same workload, then by lot. */
function pickNode(
  cluster: ClusterView,
  pod: KubeObject,
): KubeObject | undefined {
  const pinned = pod.spec.nodeSelector?.['kubernetes.io/hostname'];
  const nodes = cluster.store
    .list('', 'Node')
    .filter(
      node =>
        (pinned === undefined || node.metadata.name === pinned) &&
        !node.spec?.unschedulable &&
        tolerates(pod, node),
    );
  const owner = pod.metadata.ownerReferences?.[0]?.uid;
  const counts = new Map<string, number>();
  for (const other of cluster.store.list('', 'Pod', pod.metadata.namespace)) {
    if (other.metadata.ownerReferences?.[0]?.uid === owner)
      counts.set(
        other.spec.nodeName,
        (counts.get(other.spec.nodeName) ?? 0) + 1,
      );
  }
  const lot = (node: KubeObject) =>
    (counts.get(node.metadata.name!) ?? 0) +
    fraction(cluster.context.seed, owner, node.metadata.name);
  return nodes.sort((a, b) => lot(a) - lot(b))[0];
}

/** Tells what happened between two statuses, as the kubelet's events do. */
function report(
  cluster: ClusterView,
  pod: KubeObject,
  before: any,
  after: any,
  now: Date,
): void {
  const statuses = [
    ...(after.initContainerStatuses ?? []),
    ...(after.containerStatuses ?? []),
  ];
  const old = new Map<string, any>(
    [
      ...(before?.initContainerStatuses ?? []),
      ...(before?.containerStatuses ?? []),
    ].map(s => [s.name, s]),
  );
  const say = (
    name: string,
    reason: string,
    message: string,
    type?: 'Normal' | 'Warning',
  ) =>
    cluster.event(
      pod,
      {
        type,
        reason,
        message,
        component: 'kubelet',
        fieldPath: `spec.containers{${name}}`,
      },
      now,
    );
  for (const status of statuses) {
    const was = old.get(status.name);
    const startedAt = status.state.running?.startedAt;
    if (startedAt && startedAt !== was?.state?.running?.startedAt) {
      say(
        status.name,
        'Pulled',
        `Container image "${status.image}" already present on machine`,
      );
      say(status.name, 'Created', `Created container ${status.name}`);
      say(status.name, 'Started', `Started container ${status.name}`);
    }
    const reason = status.state.waiting?.reason;
    if (reason === was?.state?.waiting?.reason) continue;
    if (reason === 'ErrImagePull') {
      say(status.name, 'Pulling', `Pulling image "${status.image}"`);
      say(
        status.name,
        'Failed',
        `Failed to pull image "${status.image}": ${status.state.waiting.message}`,
        'Warning',
      );
      say(status.name, 'Failed', 'Error: ErrImagePull', 'Warning');
    } else if (reason === 'ImagePullBackOff') {
      say(status.name, 'BackOff', status.state.waiting.message, 'Warning');
      say(status.name, 'Failed', 'Error: ImagePullBackOff', 'Warning');
    } else if (reason === 'CrashLoopBackOff') {
      say(
        status.name,
        'BackOff',
        `Back-off restarting failed container ${status.name} in pod ${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`,
        'Warning',
      );
    }
  }
}

function settles(pod: KubeObject, now: Date): boolean {
  const age = now.getTime() - Date.parse(pod.metadata.creationTimestamp!);
  const statuses: any[] = pod.status?.containerStatuses ?? [];
  return (
    age > 60_000 &&
    statuses.length > 0 &&
    statuses.every(s => s.ready) &&
    pod.spec.containers.every((c: any) => imageFate(c.image) === 'runs')
  );
}

/** Scheduler and kubelet: places pods, moves them through their life, removes deleted ones. */
export const podController: Controller = (cluster, now) => {
  const { store, context } = cluster;
  for (const pod of store.list('', 'Pod')) {
    if (pod.metadata.deletionTimestamp) {
      const since = now.getTime() - Date.parse(pod.metadata.deletionTimestamp);
      if (since >= GONE_AFTER_MS) store.delete(pod);
      continue;
    }
    if (cluster.settled.has(pod.metadata.uid!)) continue;
    let current = pod;
    const age = now.getTime() - Date.parse(pod.metadata.creationTimestamp!);
    if (
      !pod.spec.nodeName &&
      age >= planPod(pod, context.seed).scheduled * 1000
    ) {
      const node = pickNode(cluster, pod);
      if (node) {
        current = store.update({
          ...pod,
          spec: { ...pod.spec, nodeName: node.metadata.name },
        });
        cluster.event(
          pod,
          {
            reason: 'Scheduled',
            message: `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${node.metadata.name}`,
            component: 'default-scheduler',
          },
          now,
        );
      }
    }
    if (!current.spec.nodeName && age < 1000) continue;
    const node = store.get('', 'Node', undefined, current.spec.nodeName ?? '');
    const before = current.status;
    const after = podStatus(current, node, now, context.seed);
    if (settles(store.setStatus(current, after), now))
      cluster.settled.add(pod.metadata.uid!);
    report(cluster, current, before, after, now);
  }
};

/** Starts the graceful end of a pod. */
export function deletePod(
  cluster: ClusterView,
  pod: KubeObject,
  now: Date,
): void {
  if (pod.metadata.deletionTimestamp) return;
  cluster.store.update({
    ...pod,
    metadata: {
      ...pod.metadata,
      deletionTimestamp: `${now.toISOString().slice(0, 19)}Z`,
      ...({
        deletionGracePeriodSeconds: pod.spec.terminationGracePeriodSeconds,
      } as object),
    },
  });
  cluster.event(
    pod,
    {
      reason: 'Killing',
      message: `Stopping container ${pod.spec.containers[0].name}`,
      component: 'kubelet',
      fieldPath: `spec.containers{${pod.spec.containers[0].name}}`,
    },
    now,
  );
}

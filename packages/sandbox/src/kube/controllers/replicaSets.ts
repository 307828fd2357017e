import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { nameSuffix } from '../../prometheus/model/hash';
import type { ClusterView, Controller } from '../cluster/types';
import { kubeTime, suffix } from '../names';
import { activePods, isPodReady, podFromTemplate } from './podFactory';
import { deletePod } from './pods';
import { exceededQuota } from './quota';

/** The name of the next pod of a set; a name never comes twice. */
function nextName(cluster: ClusterView, set: KubeObject): string {
  const { seed } = cluster.context;
  const { namespace, name, ownerReferences, annotations } = set.metadata;
  const key = `${namespace}/${name}`;
  const count = cluster.counters.get(key) ?? 0;
  cluster.counters.set(key, count + 1);
  const owner = ownerReferences?.[0]?.name ?? name!;
  // The pods of the first revision are those the sandbox's metrics know.
  const first =
    annotations?.['deployment.kubernetes.io/revision'] === '1' &&
    set.metadata.labels?.['pod-template-hash'] ===
      nameSuffix(9, seed, namespace!, owner);
  return `${name}-${
    first
      ? nameSuffix(5, seed, namespace!, owner, count)
      : suffix(5, seed, cluster.name, key, count)
  }`;
}

/** Pods first to go when a set shrinks: not ready before ready, young before old. */
function byExpendability(a: KubeObject, b: KubeObject): number {
  const ready = Number(isPodReady(a)) - Number(isPodReady(b));
  if (ready !== 0) return ready;
  return (
    Date.parse(b.metadata.creationTimestamp!) -
    Date.parse(a.metadata.creationTimestamp!)
  );
}

/** Keeps as many pods as each ReplicaSet wants, and counts them. */
export const replicaSetController: Controller = (cluster, now) => {
  const { store } = cluster;
  for (const set of store.list('apps', 'ReplicaSet')) {
    const pods = activePods(cluster, set);
    const wanted: number = set.spec.replicas ?? 1;
    let failure: string | undefined;
    for (let i = pods.length; i < wanted; i += 1) {
      const pod = podFromTemplate(cluster, set, nextName(cluster, set), {
        'pod-template-hash': set.metadata.labels!['pod-template-hash'],
      });
      failure = exceededQuota(cluster, pod);
      if (failure) {
        cluster.event(
          set,
          {
            type: 'Warning',
            reason: 'FailedCreate',
            message: `Error creating: pods is forbidden: ${failure}`,
            component: 'replicaset-controller',
          },
          now,
        );
        break;
      }
      pods.push(store.create(pod, now));
      cluster.event(
        set,
        {
          reason: 'SuccessfulCreate',
          message: `Created pod: ${pod.metadata.name}`,
          component: 'replicaset-controller',
        },
        now,
      );
    }
    if (pods.length > wanted) {
      const doomed = [...pods]
        .sort(byExpendability)
        .slice(0, pods.length - wanted);
      for (const pod of doomed) {
        deletePod(cluster, pod, now);
        cluster.event(
          set,
          {
            reason: 'SuccessfulDelete',
            message: `Deleted pod: ${pod.metadata.name}`,
            component: 'replicaset-controller',
          },
          now,
        );
      }
    }
    const active = activePods(cluster, set);
    const ready = active.filter(isPodReady).length;
    const known = set.status?.conditions?.find(
      (c: { type: string }) => c.type === 'ReplicaFailure',
    );
    store.setStatus(set, {
      replicas: active.length,
      ...(active.length > 0 ? { fullyLabeledReplicas: active.length } : {}),
      ...(ready > 0 ? { readyReplicas: ready, availableReplicas: ready } : {}),
      observedGeneration: set.metadata.generation,
      ...(failure
        ? {
            conditions: [
              {
                type: 'ReplicaFailure',
                status: 'True',
                reason: 'FailedCreate',
                message: `pods is forbidden: ${failure}`,
                lastTransitionTime: known?.lastTransitionTime ?? kubeTime(now),
              },
            ],
          }
        : {}),
    });
  }
};

import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterView, Controller } from '../cluster/types';
import { suffix } from '../names';
import { templateHash } from './deployments';
import { activePods, isPodReady, podFromTemplate } from './podFactory';
import { deletePod } from './pods';
import { exceededQuota } from './quota';

const REVISION_LABEL = 'controller-revision-hash';

function ordinal(pod: KubeObject): number {
  return Number(/-(\d+)$/.exec(pod.metadata.name!)?.[1] ?? 0);
}

function ensureClaims(
  cluster: ClusterView,
  set: KubeObject,
  podName: string,
  now: Date,
): void {
  for (const claim of set.spec.volumeClaimTemplates ?? []) {
    const name = `${claim.metadata.name}-${podName}`;
    const { namespace } = set.metadata;
    if (!cluster.store.get('', 'PersistentVolumeClaim', namespace, name))
      cluster.store.create(
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name, namespace, labels: claim.metadata.labels },
          spec: { volumeMode: 'Filesystem', ...claim.spec },
          status: { phase: 'Pending' },
        },
        now,
      );
  }
}

function withClaims(set: KubeObject, pod: KubeObject): KubeObject {
  const volumes = (set.spec.volumeClaimTemplates ?? []).map((claim: any) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: {
      claimName: `${claim.metadata.name}-${pod.metadata.name}`,
    },
  }));
  return {
    ...pod,
    spec: {
      ...pod.spec,
      hostname: pod.metadata.name,
      subdomain: set.spec.serviceName,
      volumes: [...volumes, ...(pod.spec.volumes ?? [])],
    },
  };
}

function reconcile(cluster: ClusterView, set: KubeObject, now: Date): void {
  const { store } = cluster;
  const wanted: number = set.spec.replicas ?? 1;
  const revision = `${set.metadata.name}-${templateHash(
    cluster,
    set.spec.template,
  )}`;
  const all = store.ownedBy(set.metadata.uid!, 'Pod');
  const pods = activePods(cluster, set).sort((a, b) => ordinal(a) - ordinal(b));
  const settled = all.length === pods.length && pods.every(isPodReady);

  const surplus = pods.filter(pod => ordinal(pod) >= wanted);
  if (surplus.length > 0) {
    if (all.length === pods.length)
      deletePod(cluster, surplus[surplus.length - 1], now);
  } else if (pods.length < wanted && settled) {
    const names = new Set(pods.map(pod => pod.metadata.name));
    let index = 0;
    while (names.has(`${set.metadata.name}-${index}`)) index += 1;
    const name = `${set.metadata.name}-${index}`;
    const pod = withClaims(
      set,
      podFromTemplate(cluster, set, name, {
        [REVISION_LABEL]: revision,
        'statefulset.kubernetes.io/pod-name': name,
        'apps.kubernetes.io/pod-index': String(index),
      }),
    );
    const refused = exceededQuota(cluster, pod);
    if (refused) {
      cluster.event(
        set,
        {
          type: 'Warning',
          reason: 'FailedCreate',
          message: `create Pod ${name} in StatefulSet ${set.metadata.name} failed error: pods is forbidden: ${refused}`,
          component: 'statefulset-controller',
        },
        now,
      );
    } else {
      ensureClaims(cluster, set, name, now);
      store.create(pod, now);
      cluster.event(
        set,
        {
          reason: 'SuccessfulCreate',
          message: `create Pod ${name} in StatefulSet ${set.metadata.name} successful`,
          component: 'statefulset-controller',
        },
        now,
      );
    }
  } else if (set.spec.updateStrategy?.type !== 'OnDelete') {
    const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
    const stale = pods.filter(
      pod =>
        ordinal(pod) >= partition &&
        pod.metadata.labels?.[REVISION_LABEL] !== revision,
    );
    // A broken pod may be replaced at once; a good one only while all are good.
    const next = stale[stale.length - 1];
    if (next && (settled || !isPodReady(next))) deletePod(cluster, next, now);
  }

  const live = activePods(cluster, set);
  const ready = live.filter(isPodReady).length;
  const updated = live.filter(
    pod => pod.metadata.labels?.[REVISION_LABEL] === revision,
  ).length;
  const finished = updated === wanted && ready === wanted;
  const current: number = finished ? wanted : live.length - updated;
  store.setStatus(set, {
    observedGeneration: set.metadata.generation,
    replicas: live.length,
    ...(ready > 0 ? { readyReplicas: ready } : {}),
    availableReplicas: ready,
    ...(current > 0 ? { currentReplicas: current } : {}),
    ...(updated > 0 ? { updatedReplicas: updated } : {}),
    currentRevision: finished
      ? revision
      : set.status?.currentRevision ?? revision,
    updateRevision: revision,
    collisionCount: 0,
  });
}

/** Keeps the pods of every StatefulSet, in order and one at a time. */
export const statefulSetController: Controller = (cluster, now) => {
  for (const set of cluster.store.list('apps', 'StatefulSet'))
    reconcile(cluster, set, now);
};

/** Keeps one pod of every DaemonSet on every node. */
export const daemonSetController: Controller = (cluster, now) => {
  const { store } = cluster;
  const nodes = store.list('', 'Node');
  for (const set of store.list('apps', 'DaemonSet')) {
    const pods = activePods(cluster, set);
    for (const node of nodes) {
      const name = `${set.metadata.name}-${suffix(
        5,
        cluster.context.seed,
        set.metadata.name,
        node.metadata.name,
      )}`;
      if (pods.some(pod => pod.metadata.name === name)) continue;
      if (store.get('', 'Pod', set.metadata.namespace, name)) continue;
      const pod = podFromTemplate(cluster, set, name, {
        [REVISION_LABEL]: templateHash(cluster, set.spec.template),
      });
      pod.spec.nodeSelector = { 'kubernetes.io/hostname': node.metadata.name };
      pod.spec.tolerations = [{ operator: 'Exists' }];
      pods.push(store.create(pod, now));
    }
    const ready = pods.filter(isPodReady).length;
    const short = nodes.length - ready;
    store.setStatus(set, {
      currentNumberScheduled: pods.length,
      desiredNumberScheduled: nodes.length,
      numberMisscheduled: 0,
      numberReady: ready,
      ...(ready > 0 ? { numberAvailable: ready } : {}),
      ...(short > 0 ? { numberUnavailable: short } : {}),
      updatedNumberScheduled: pods.length,
      observedGeneration: set.metadata.generation,
    });
  }
};

/** Binds every claim: the sandbox's storage class has room. */
export const claimController: Controller = (cluster, now) => {
  for (const claim of cluster.store.list('', 'PersistentVolumeClaim')) {
    if (claim.status?.phase === 'Bound') continue;
    const age = now.getTime() - Date.parse(claim.metadata.creationTimestamp!);
    if (age < 1000) {
      cluster.store.setStatus(claim, { phase: 'Pending' });
      continue;
    }
    const bound = cluster.store.update({
      ...claim,
      spec: {
        ...claim.spec,
        volumeMode: 'Filesystem',
        volumeName: `pvc-${claim.metadata.uid}`,
      },
    });
    cluster.store.setStatus(bound, {
      phase: 'Bound',
      accessModes: claim.spec.accessModes,
      capacity: { storage: claim.spec.resources?.requests?.storage },
    });
    cluster.event(
      claim,
      {
        reason: 'ProvisioningSucceeded',
        message: `Successfully provisioned volume pvc-${claim.metadata.uid}`,
        component: 'ebs.csi.aws.com_ebs-csi-controller',
      },
      now,
    );
  }
};

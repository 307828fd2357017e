import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterView, Controller } from '../cluster/types';

const FACTORS: Record<string, number> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** Number behind a Kubernetes quantity such as `500m` or `2Gi`; 0 when it is none. */
export function parseQuantity(quantity: unknown): number {
  const match = /^(\d+(?:\.\d+)?)([a-zA-Z]{0,2})$/.exec(String(quantity ?? ''));
  return match && match[2] in FACTORS
    ? Number(match[1]) * FACTORS[match[2]]
    : 0;
}

/** Writes an amount the way the API server does: millicores, or whole mebibytes. */
function formatQuantity(resource: string, amount: number): string {
  if (/cpu$/.test(resource)) {
    const milli = Math.round(amount * 1000);
    return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
  }
  if (/memory$|storage$/.test(resource)) {
    const mebi = Math.round(amount / 2 ** 20);
    return mebi % 1024 === 0 ? `${mebi / 1024}Gi` : `${mebi}Mi`;
  }
  return String(amount);
}

function podUse(pod: KubeObject, resource: string): number {
  if (resource === 'pods') return 1;
  const match = /^(requests|limits)\.(cpu|memory)$/.exec(resource);
  if (!match) return 0;
  const of = (container: any) =>
    parseQuantity(container.resources?.[match[1]]?.[match[2]]);
  const sidecars = (pod.spec.initContainers ?? []).filter(
    (c: any) => c.restartPolicy === 'Always',
  );
  return [...pod.spec.containers, ...sidecars].reduce(
    (sum: number, container: any) => sum + of(container),
    0,
  );
}

function used(
  cluster: ClusterView,
  namespace: string | undefined,
  resource: string,
): number {
  if (resource === 'persistentvolumeclaims')
    return cluster.store.list('', 'PersistentVolumeClaim', namespace).length;
  return cluster.store
    .list('', 'Pod', namespace)
    .filter(pod => !/^(Succeeded|Failed)$/.test(pod.status?.phase))
    .reduce((sum, pod) => sum + podUse(pod, resource), 0);
}

/** Why a namespace's quota refuses a pod; undefined when it fits. */
export function exceededQuota(
  cluster: ClusterView,
  pod: KubeObject,
): string | undefined {
  const { namespace, name } = pod.metadata;
  for (const quota of cluster.store.list('', 'ResourceQuota', namespace)) {
    for (const [resource, hard] of Object.entries(quota.spec?.hard ?? {})) {
      const more = podUse(pod, resource);
      const now = used(cluster, namespace, resource);
      if (more > 0 && now + more > parseQuantity(hard) + 1e-9)
        return `"${name}" exceeded quota: ${
          quota.metadata.name
        }, requested: ${resource}=${formatQuantity(
          resource,
          more,
        )}, used: ${resource}=${formatQuantity(
          resource,
          now,
        )}, limited: ${resource}=${hard}`;
    }
  }
  return undefined;
}

/** Keeps the books of every ResourceQuota. */
export const quotaController: Controller = cluster => {
  const { store } = cluster;
  for (const quota of store.list('', 'ResourceQuota')) {
    const hard: Record<string, string> = quota.spec?.hard ?? {};
    store.setStatus(quota, {
      hard,
      used: Object.fromEntries(
        Object.keys(hard).map(resource => [
          resource,
          formatQuantity(
            resource,
            used(cluster, quota.metadata.namespace, resource),
          ),
        ]),
      ),
    });
  }
};

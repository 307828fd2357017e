import { apiGroup, type KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterView } from '../kube/cluster/types';
import { resourceOfKind } from '../kube/store/resources';

/** Annotation by which Argo CD knows its own objects. */
const TRACKING = 'argocd.argoproj.io/tracking-id';

const CONTROLLER_ANNOTATIONS =
  /^(deployment\.kubernetes\.io|pv\.kubernetes\.io)\//;

/** The live object of a wanted one. */
export function liveOf(
  cluster: ClusterView,
  wanted: KubeObject,
): KubeObject | undefined {
  return cluster.store.get(
    apiGroup(wanted.apiVersion),
    wanted.kind,
    wanted.metadata.namespace,
    wanted.metadata.name!,
  );
}

/** True when an autoscaler owns the replicas of a workload. */
function isScaled(cluster: ClusterView, object: KubeObject): boolean {
  return (
    object.kind === 'Deployment' &&
    cluster.store
      .list('keda.sh', 'ScaledObject', object.metadata.namespace)
      .some(scaled => scaled.spec.scaleTargetRef?.name === object.metadata.name)
  );
}

/** Fields the cluster adds to a spec, which an apply must not take away. */
function clusterOwned(
  cluster: ClusterView,
  live: KubeObject,
): Record<string, unknown> {
  const spec = live.spec ?? {};
  const pick = (...names: string[]) =>
    Object.fromEntries(
      names
        .filter(name => spec[name] !== undefined)
        .map(name => [name, spec[name]]),
    );
  if (live.kind === 'Service')
    return pick(
      'clusterIP',
      'clusterIPs',
      'ipFamilies',
      'ipFamilyPolicy',
      'internalTrafficPolicy',
      'sessionAffinity',
    );
  if (live.kind === 'PersistentVolumeClaim')
    return pick('volumeName', 'volumeMode');
  if (live.kind === 'Namespace') return pick('finalizers');
  return isScaled(cluster, live) ? pick('replicas') : {};
}

function tracked(application: string, wanted: KubeObject): KubeObject {
  const { metadata } = wanted;
  const group = apiGroup(wanted.apiVersion);
  return {
    ...wanted,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        [TRACKING]: `${application}:${group}/${wanted.kind}:${
          metadata.namespace ?? ''
        }/${metadata.name}`,
      },
    },
  };
}

/**
 * Applies a wanted object as a server-side apply by its only owner would.
 *
 * @param application - the Argo CD application it belongs to; none for the platform's own
 * @returns what went wrong, or undefined
 */
export function applyObject(
  cluster: ClusterView,
  wanted: KubeObject,
  application: string | undefined,
  now: Date,
): string | undefined {
  const { store } = cluster;
  const resource = resourceOfKind(apiGroup(wanted.apiVersion), wanted.kind);
  if (!resource || !wanted.apiVersion.endsWith(resource.version))
    return `resource mapping not found for name: "${
      wanted.metadata.name
    }" namespace: "${wanted.metadata.namespace ?? ''}": no matches for kind "${
      wanted.kind
    }" in version "${wanted.apiVersion}"`;
  if (wanted.kind === 'Secret' && resource.group === '')
    return `secrets "${wanted.metadata.name}" is forbidden: secrets come from the secret store`;
  if (
    resource.namespaced &&
    !store.get('', 'Namespace', undefined, wanted.metadata.namespace ?? '')
  )
    return `namespaces "${wanted.metadata.namespace}" not found`;
  const next = application ? tracked(application, wanted) : wanted;
  const live = liveOf(cluster, wanted);
  if (!live) {
    store.create(next, now);
    return undefined;
  }
  const kept = Object.entries(live.metadata.annotations ?? {}).filter(([key]) =>
    CONTROLLER_ANNOTATIONS.test(key),
  );
  const labels = { ...next.metadata.labels };
  if (wanted.kind === 'Namespace')
    labels['kubernetes.io/metadata.name'] = wanted.metadata.name!;
  store.update({
    ...next,
    metadata: {
      ...next.metadata,
      generation: live.metadata.generation,
      labels,
      annotations: {
        ...next.metadata.annotations,
        ...Object.fromEntries(kept),
      },
    },
    ...(next.spec === undefined && live.spec === undefined
      ? {}
      : { spec: { ...next.spec, ...clusterOwned(cluster, live) } }),
    ...(live.status === undefined ? {} : { status: live.status }),
  });
  return undefined;
}

/** True when every field that is wanted is live; fields beyond that do not count. */
function covers(wanted: unknown, live: unknown): boolean {
  if (wanted === live || wanted === undefined || wanted === null) return true;
  if (Array.isArray(wanted))
    return (
      Array.isArray(live) &&
      wanted.length === live.length &&
      wanted.every((item, index) => covers(item, live[index]))
    );
  if (typeof wanted !== 'object' || live === null || typeof live !== 'object')
    return false;
  const held = live as Record<string, unknown>;
  return Object.entries(wanted).every(([key, value]) =>
    covers(value, held[key]),
  );
}

/** Sync state of one wanted object. */
export function syncOf(
  cluster: ClusterView,
  wanted: KubeObject,
): 'Synced' | 'OutOfSync' {
  const live = liveOf(cluster, wanted);
  if (!live) return 'OutOfSync';
  const { metadata, status: _status, ...rest } = wanted;
  const own = clusterOwned(cluster, live);
  const compared =
    rest.spec === undefined
      ? rest
      : { ...rest, spec: { ...rest.spec, ...own } };
  return covers(compared, live) &&
    covers(metadata.labels, live.metadata.labels ?? {}) &&
    covers(metadata.annotations, live.metadata.annotations ?? {})
    ? 'Synced'
    : 'OutOfSync';
}

import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { parseQuantity } from '../quantity';
import { containersOf, type WorkloadContainer } from './workloads';

/** Resources a quota can limit, in base units. */
export const QUOTA_RESOURCES = [
  'requests.cpu',
  'limits.cpu',
  'requests.memory',
  'limits.memory',
  'pods',
  'persistentvolumeclaims',
] as const;

/** A resource a quota can limit. */
export type QuotaResource = (typeof QUOTA_RESOURCES)[number];

/** What a set of objects takes of each resource. */
export type QuotaUse = Record<QuotaResource, number>;

type Defaults = Record<'requests' | 'limits', Record<string, unknown>>;

function limitRangeDefaults(objects: readonly KubeObject[]): Defaults {
  const defaults: Defaults = { requests: {}, limits: {} };
  for (const object of objects) {
    if (object.kind !== 'LimitRange') continue;
    const limits = Array.isArray(object.spec?.limits) ? object.spec.limits : [];
    for (const limit of limits) {
      if (limit?.type !== 'Container') continue;
      Object.assign(defaults.limits, limit.default);
      Object.assign(defaults.requests, limit.defaultRequest ?? limit.default);
    }
  }
  return defaults;
}

function amount(
  container: WorkloadContainer,
  side: 'requests' | 'limits',
  resource: 'cpu' | 'memory',
  defaults: Defaults,
): number {
  const { requests, limits } = container.resources;
  const own = side === 'limits' ? limits : requests ?? limits;
  return (
    parseQuantity(own?.[resource]) ??
    parseQuantity(side === 'requests' ? limits?.[resource] : undefined) ??
    parseQuantity(defaults[side][resource]) ??
    0
  );
}

/**
 * What one pod takes: its containers and sidecars together, or its largest
 * init container if that is more
 * (https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers).
 */
function podAmount(
  containers: WorkloadContainer[],
  side: 'requests' | 'limits',
  resource: 'cpu' | 'memory',
  defaults: Defaults,
): number {
  let steady = 0;
  let starting = 0;
  for (const container of containers) {
    const value = amount(container, side, resource, defaults);
    if (container.role === 'init') starting = Math.max(starting, value);
    else steady += value;
  }
  return Math.max(steady, starting);
}

function podsOf(object: KubeObject, scaledTo: Map<string, number>): number {
  if (object.kind === 'Deployment' || object.kind === 'StatefulSet') {
    const declared = object.spec?.replicas;
    const replicas = typeof declared === 'number' ? declared : 1;
    return Math.max(
      replicas,
      scaledTo.get(`${object.kind} ${object.metadata.name}`) ?? 0,
    );
  }
  return 1;
}

function scalerMaxima(objects: readonly KubeObject[]): Map<string, number> {
  const maxima = new Map<string, number>();
  for (const { kind, spec } of objects) {
    const max =
      kind === 'ScaledObject'
        ? spec?.maxReplicaCount ?? 100
        : spec?.maxReplicas;
    if (kind !== 'ScaledObject' && kind !== 'HorizontalPodAutoscaler') continue;
    const target = spec?.scaleTargetRef;
    if (typeof target?.name === 'string' && typeof max === 'number') {
      maxima.set(`${target.kind ?? 'Deployment'} ${target.name}`, max);
    }
  }
  return maxima;
}

/**
 * Adds up what composed objects take of a namespace's quota. Sidecars injected
 * by the cluster are not in git and so not counted; a CronJob counts as one
 * running pod.
 *
 * @param options - `peak`: autoscaled workloads at their upper bound
 */
export function quotaUse(
  objects: readonly KubeObject[],
  options: { peak: boolean },
): QuotaUse {
  const defaults = limitRangeDefaults(objects);
  const scaledTo = options.peak ? scalerMaxima(objects) : new Map();
  const use: QuotaUse = {
    'requests.cpu': 0,
    'limits.cpu': 0,
    'requests.memory': 0,
    'limits.memory': 0,
    pods: 0,
    persistentvolumeclaims: 0,
  };
  for (const object of objects) {
    if (object.kind === 'PersistentVolumeClaim')
      use.persistentvolumeclaims += 1;
    const containers = containersOf(object);
    if (containers.length === 0) continue;
    const pods = podsOf(object, scaledTo);
    use.pods += pods;
    if (object.kind === 'StatefulSet') {
      const claims = object.spec?.volumeClaimTemplates;
      use.persistentvolumeclaims += Array.isArray(claims)
        ? claims.length * pods
        : 0;
    }
    for (const side of ['requests', 'limits'] as const) {
      for (const resource of ['cpu', 'memory'] as const) {
        use[`${side}.${resource}`] +=
          pods * podAmount(containers, side, resource, defaults);
      }
    }
  }
  return use;
}

import { LABELS, type KubeObject } from '@chat2sql/plugin-platform-common';
import { label } from '../health/read';

/** Uid of the object that controls another one, or of its first owner. */
export function ownerUid(object: KubeObject): string | undefined {
  const owners = object.metadata?.ownerReferences;
  if (!Array.isArray(owners)) return undefined;
  const owner = owners.find(o => o?.controller === true) ?? owners[0];
  return typeof owner?.uid === 'string' ? owner.uid : undefined;
}

/** Which objects belong below which workload. */
export interface Ownership {
  /** Uid of the top-level workload by uid of the descendant. */
  rootOf: Map<string, string>;
  /** Pods of the component that have no known owner among the workloads. */
  orphans: KubeObject[];
}

/**
 * Follows owner references from pods over ReplicaSets and Jobs up to the
 * workloads. A chain that ends elsewhere, or runs in a circle, makes an orphan.
 */
export function resolveOwnership(
  workloads: readonly KubeObject[],
  intermediates: readonly KubeObject[],
  pods: readonly KubeObject[],
  component?: string,
): Ownership {
  const roots = new Set(
    workloads.map(w => w.metadata?.uid).filter(uid => uid !== undefined),
  );
  const byUid = new Map<string, KubeObject>();
  for (const object of [...intermediates, ...pods]) {
    if (object.metadata?.uid) byUid.set(object.metadata.uid, object);
  }
  const rootOf = new Map<string, string>();
  const climb = (start: KubeObject): string | undefined => {
    const seen = new Set<KubeObject>();
    let object: KubeObject | undefined = start;
    while (object && !seen.has(object)) {
      seen.add(object);
      const owner = ownerUid(object);
      if (owner === undefined) return undefined;
      if (roots.has(owner)) return owner;
      object = byUid.get(owner);
    }
    return undefined;
  };
  const orphans: KubeObject[] = [];
  for (const object of [...intermediates, ...pods]) {
    const root = climb(object);
    const uid = object.metadata?.uid;
    if (root !== undefined && uid !== undefined) rootOf.set(uid, root);
  }
  for (const pod of pods) {
    const isOwned = pod.metadata?.uid && rootOf.has(pod.metadata.uid);
    const isOurs =
      component === undefined || label(pod, LABELS.name) === component;
    if (!isOwned && isOurs) orphans.push(pod);
  }
  return { rootOf, orphans };
}

import {
  apiGroup,
  findCondition,
  LABELS,
  type KubeObject,
  type ObjectRef,
} from '@chat2sql/plugin-platform-common';
import { kindKey, KINDS, sameKind } from '../evidence/kinds';
import type { EvidenceReader, KindRef } from '../evidence/types';
import type { Subject } from './types';

/** Kinds that make pods, the pod itself last; all must be observed to know every workload. */
export const WORKLOAD_KINDS: readonly KindRef[] = [
  KINDS.deployment,
  KINDS.statefulSet,
  KINDS.daemonSet,
  KINDS.replicaSet,
  KINDS.job,
  KINDS.cronJob,
  KINDS.pod,
];

/** Kinds that make pods where they are installed. */
const OPTIONAL_KINDS: readonly KindRef[] = [KINDS.rollout];

/** Kinds whose unseen controller stands for them: a ReplicaSet without its Deployment. */
const PASSES_ON = [KINDS.pod, KINDS.replicaSet, KINDS.job];

/** A workload: the object that makes the pods, and the pods that run. */
export interface Workload extends Subject {
  /** The object with the template; absent when only its pods are seen. */
  root?: KubeObject;
  /** Pods that have not ended. */
  pods: KubeObject[];
}

function refKind(object: KubeObject): KindRef {
  return { group: apiGroup(object.apiVersion), kind: object.kind };
}

function controllerOf(object: KubeObject) {
  return object.metadata?.ownerReferences?.find(o => o?.controller === true);
}

/** True for a pod whose containers have ended for good. */
export function hasEnded(pod: KubeObject): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

function isFinishedJob(object: KubeObject): boolean {
  return (
    object.kind === 'Job' &&
    ['Complete', 'Failed'].some(
      type => findCondition(object, type)?.status === 'True',
    )
  );
}

function keyOf(kind: KindRef, name: string): string {
  return `${kindKey(kind)}:${name}`;
}

interface Place {
  key: string;
  ref: ObjectRef;
  root?: KubeObject;
}

function placeOf(
  object: KubeObject,
  byUid: ReadonlyMap<string, KubeObject>,
): Place {
  let current = object;
  // Ownership cannot nest deeper than CronJob, Job, Pod; a cycle must not hang us.
  for (let depth = 0; depth < 8; depth += 1) {
    const owner = controllerOf(current);
    if (!owner) break;
    const next = byUid.get(owner.uid);
    if (next) {
      current = next;
      continue;
    }
    const here = refKind(current);
    if (PASSES_ON.some(kind => sameKind(kind, here))) {
      const kind = { group: apiGroup(owner.apiVersion), kind: owner.kind };
      return {
        key: keyOf(kind, owner.name),
        ref: {
          ...kind,
          namespace: object.metadata?.namespace,
          name: owner.name,
          uid: owner.uid,
        },
      };
    }
    break;
  }
  const kind = refKind(current);
  const name = current.metadata?.name ?? '';
  return {
    key: keyOf(kind, name),
    ref: {
      ...kind,
      namespace: current.metadata?.namespace,
      name,
      uid: current.metadata?.uid,
    },
    root: current,
  };
}

interface WorkloadIndex {
  byUid: Map<string, KubeObject>;
  workloads: Map<string, Workload>;
}

function buildIndex(reader: EvidenceReader): WorkloadIndex {
  const byUid = new Map<string, KubeObject>();
  const makers: KubeObject[] = [];
  const pods = reader.list(KINDS.pod);
  for (const kind of [...WORKLOAD_KINDS, ...OPTIONAL_KINDS]) {
    if (sameKind(kind, KINDS.pod)) continue;
    for (const object of reader.list(kind)) {
      if (object.metadata?.uid) byUid.set(object.metadata.uid, object);
      makers.push(object);
    }
  }
  const workloads = new Map<string, Workload>();
  function at(place: Place): Workload {
    let workload = workloads.get(place.key);
    if (!workload) {
      workload = { key: place.key, ref: place.ref, root: place.root, pods: [] };
      workloads.set(place.key, workload);
    }
    return workload;
  }
  for (const object of makers) {
    // Only the object at the top is a subject: old ReplicaSets and the Jobs of
    // a CronJob are the workload's past, and their pods are judged as pods.
    const place = placeOf(object, byUid);
    if (place.root === object && !isFinishedJob(object)) at(place);
  }
  for (const pod of pods) {
    if (!hasEnded(pod)) {
      const workload = at(placeOf(pod, byUid));
      if (workload.root !== pod) workload.pods.push(pod);
    }
  }
  for (const workload of workloads.values()) {
    workload.component =
      workload.root?.metadata?.labels?.[LABELS.name] ??
      workload.pods[0]?.metadata?.labels?.[LABELS.name];
  }
  return { byUid, workloads };
}

function indexOf(reader: EvidenceReader): WorkloadIndex {
  return reader.memo('workloads', () => buildIndex(reader));
}

/** The workloads of an environment: objects at the top of ownership, with their pods. */
export function workloadsOf(
  reader: EvidenceReader,
): ReadonlyMap<string, Workload> {
  return indexOf(reader).workloads;
}

/** Key of the workload an object belongs to; undefined for other kinds. */
export function workloadKeyOf(
  object: KubeObject,
  reader: EvidenceReader,
): string | undefined {
  const kind = refKind(object);
  if (![...WORKLOAD_KINDS, ...OPTIONAL_KINDS].some(k => sameKind(k, kind))) {
    return undefined;
  }
  return placeOf(object, indexOf(reader).byUid).key;
}

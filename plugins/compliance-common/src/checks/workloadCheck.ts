import {
  apiGroup,
  refOf,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
import { KINDS } from '../evidence/kinds';
import { lookAt } from '../evidence/observe';
import type { EvidenceReader, KindRef } from '../evidence/types';
import { onceByObject } from '../evidence/onceByObject';
import { fieldPath } from '../evidence/project';
import { findPod, type PodLookup } from '../podsecurity/podView';
import type { Check, CheckFinding, Subject } from './types';
import {
  workloadKeyOf,
  WORKLOAD_KINDS,
  workloadsOf,
  type Workload,
} from './workloads';

/** A rule about one object that holds a pod. */
export interface WorkloadRule
  extends Omit<
    Check,
    | 'subjectKind'
    | 'subjectKinds'
    | 'reads'
    | 'subjects'
    | 'evaluate'
    | 'touched'
    | 'fields'
  > {
  /** Findings in one object; paths start at its root. */
  judge(object: KubeObject): Array<Omit<CheckFinding, 'object'>>;
  /** Paths of the fields read, below the pod spec. */
  podFields: readonly string[];
  /** Prefixes of the pod's annotations that are read. */
  annotationPrefixes?: readonly string[];
}

/** Kinds a verdict about a workload rests on: its own kind and its pods. */
export function kindsBehind(workload: Workload): KindRef[] {
  const own = workload.root
    ? [
        {
          group: apiGroup(workload.root.apiVersion),
          kind: workload.root.kind,
        },
      ]
    : [];
  return [...own, KINDS.pod];
}

/** Paths from the object's root of fields named below its pod spec, and of annotations. */
export function podFieldPaths(
  object: KubeObject,
  podFields: readonly string[],
  annotationPrefixes: readonly string[] = [],
): string[] {
  const pod: PodLookup = findPod(object);
  if (!pod.found) return [];
  const annotations = Object.keys(pod.view.annotations).filter(key =>
    annotationPrefixes.some(prefix => key.startsWith(prefix)),
  );
  return [
    ...podFields.map(field => `${pod.view.path}.${field}`),
    ...annotations.map(key =>
      fieldPath(`${pod.view.metadataPath}.annotations`, key),
    ),
  ];
}

function relativePath(object: KubeObject, path: string): string {
  const pod = findPod(object);
  return pod.found && path.startsWith(`${pod.view.path}.`)
    ? path.slice(pod.view.path.length + 1)
    : path;
}

/**
 * Makes a check from a rule about one object: the template of each workload is
 * judged and every running pod, for pods may be older than the template or
 * changed on their way in. What pods share with the template is told once.
 */
export function workloadCheck(rule: WorkloadRule): Check {
  const { judge: judgeObject, podFields, annotationPrefixes, ...rest } = rule;

  const judge = onceByObject(judgeObject);

  function evaluate(subject: Subject, reader: EvidenceReader) {
    const workload = workloadsOf(reader).get(subject.key)!;
    const objects = workload.root
      ? [workload.root, ...workload.pods]
      : workload.pods;
    const findings: CheckFinding[] = [];
    const told = new Set<string>();
    for (const object of objects) {
      for (const finding of judge(object)) {
        const mark = `${finding.control} ${relativePath(object, finding.path)}`;
        if (told.has(mark)) continue;
        told.add(mark);
        findings.push({ ...finding, object: refOf(object, reader.cluster) });
      }
    }
    const running = workload.pods.length;
    return {
      look: lookAt(reader, kindsBehind(workload)),
      findings,
      objects,
      passMessage: `${running} running ${running === 1 ? 'pod' : 'pods'}${
        workload.root ? ' and the template' : ''
      } judged`,
    };
  }

  return {
    ...rest,
    subjectKind: 'workload',
    subjectKinds: WORKLOAD_KINDS,
    reads: [...WORKLOAD_KINDS, KINDS.rollout],
    subjects: workloadsOf,
    evaluate,
    touched: (object, reader) => {
      const key = workloadKeyOf(object, reader);
      return key === undefined ? [] : [key];
    },
    fields: object => podFieldPaths(object, podFields, annotationPrefixes),
  };
}

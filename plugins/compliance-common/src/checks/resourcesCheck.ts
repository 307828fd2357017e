import { refOf, type KubeObject } from '@chat2sql/plugin-platform-common';
import { lookAt } from '../evidence/observe';
import { findPod, isRecord, isUnset } from '../podsecurity/podView';
import { CHECK_TEXTS } from './texts';
import type { Check, CheckFinding, Evaluation, Subject } from './types';
import type { EvidenceReader } from '../evidence/types';
import { kindsBehind, workloadCheck } from './workloadCheck';
import { workloadsOf } from './workloads';

const WANTED = [
  { list: 'requests', name: 'cpu', severity: 'fail' },
  { list: 'requests', name: 'memory', severity: 'fail' },
  { list: 'limits', name: 'memory', severity: 'fail' },
  // Many run without a CPU limit on purpose, to avoid throttling: told, not failed.
  { list: 'limits', name: 'cpu', severity: 'partial' },
] as const;

function amountOf(resources: unknown, list: string, name: string): unknown {
  const amounts = isRecord(resources) ? resources[list] : undefined;
  return isRecord(amounts) ? amounts[name] : undefined;
}

function isAmount(value: unknown): boolean {
  return (
    (typeof value === 'number' && value > 0) ||
    (typeof value === 'string' && /[1-9]/.test(value))
  );
}

function judge(object: KubeObject): Array<Omit<CheckFinding, 'object'>> {
  const pod = findPod(object);
  if (!pod.found) {
    return pod.malformed.map(fault => ({
      control: 'podspec',
      severity: 'fail' as const,
      ...fault,
    }));
  }
  const { view } = pod;
  const findings: Array<Omit<CheckFinding, 'object'>> = [];
  for (const { path, value } of view.containers) {
    // Ephemeral containers cannot have resources.
    if (path.includes('.ephemeralContainers[')) continue;
    for (const { list, name, severity } of WANTED) {
      const own = amountOf(value.resources, list, name);
      const ofPod = amountOf(view.spec.resources, list, name);
      if (isAmount(own) || (isUnset(own) && isAmount(ofPod))) continue;
      // The API server sets a request that is missing to the limit.
      if (
        list === 'requests' &&
        isUnset(own) &&
        isAmount(amountOf(value.resources, 'limits', name))
      ) {
        continue;
      }
      findings.push({
        control: `${list}-${name}`,
        severity,
        path: `${path}.resources.${list}.${name}`,
        message: `no ${name} ${
          list === 'requests' ? 'request' : 'limit'
        } is set`,
      });
    }
  }
  return findings;
}

/** Requests and limits are set, so that one workload cannot starve its neighbours. */
export function resourcesCheck(): Check {
  const check = workloadCheck({
    id: 'RES',
    ...CHECK_TEXTS.RES,
    link: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    revision: '1',
    parameters: {},
    controls: [...WANTED.map(w => `${w.list}-${w.name}`), 'podspec'],
    judge,
    podFields: [
      'resources',
      ...['initContainers', 'containers'].flatMap(list => [
        `${list}[*].name`,
        `${list}[*].resources`,
      ]),
    ],
  });

  function evaluate(subject: Subject, reader: EvidenceReader): Evaluation {
    const workload = workloadsOf(reader).get(subject.key)!;
    // Admission (LimitRange, VPA) may complete a pod, so running pods decide;
    // only a workload without pods is judged by its template.
    const objects =
      workload.pods.length > 0 || !workload.root
        ? workload.pods
        : [workload.root];
    const findings: CheckFinding[] = [];
    const told = new Set<string>();
    for (const object of objects) {
      for (const finding of judge(object)) {
        const mark = `${finding.control} ${finding.path}`;
        if (told.has(mark)) continue;
        told.add(mark);
        findings.push({ ...finding, object: refOf(object, reader.cluster) });
      }
    }
    return {
      look: lookAt(reader, kindsBehind(workload)),
      findings,
      objects,
      passMessage:
        workload.pods.length > 0
          ? `${workload.pods.length} running ${
              workload.pods.length === 1 ? 'pod' : 'pods'
            } judged`
          : 'no pod runs; the template was judged',
    };
  }
  return { ...check, evaluate };
}

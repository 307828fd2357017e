import { refOf, type KubeObject } from '@chat2sql/plugin-platform-common';
import { KINDS } from '../evidence/kinds';
import { lookAt } from '../evidence/observe';
import type { EvidenceReader } from '../evidence/types';
import {
  allowAllRules,
  deniesByDefault,
  ENFORCING_PLUGINS,
  isReadyPlugin,
  selectsAllPods,
  type Direction,
} from './networkPolicyRules';
import { namespaceSubject } from './namespaceSubject';
import { CHECK_TEXTS } from './texts';
import type { Check, CheckFinding, Evaluation, Subject } from './types';
import { hasEnded } from './workloads';

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

function denyFindings(
  policies: readonly KubeObject[],
  subject: Subject,
): CheckFinding[] {
  return DIRECTIONS.filter(
    direction => !policies.some(p => deniesByDefault(p, direction)),
  ).map(direction => ({
    control: `${direction}-default-deny`,
    severity: 'fail' as const,
    path: '',
    message: `no NetworkPolicy denies ${direction} by default: none selects all pods and allows nothing`,
    object: subject.ref,
  }));
}

function allowAllFindings(
  policies: readonly KubeObject[],
  cluster: string,
): CheckFinding[] {
  return policies.flatMap(policy =>
    DIRECTIONS.flatMap(direction =>
      allowAllRules(policy, direction).map(index => {
        const everywhere = selectsAllPods(policy);
        return {
          control: 'allow-all',
          severity: everywhere ? ('fail' as const) : ('partial' as const),
          path: `spec.${direction}[${index}]`,
          message: everywhere
            ? `a rule allows all ${direction} of every pod; rules add up, so it undoes the default deny`
            : `a rule allows all ${direction} of the pods it selects`,
          object: refOf(policy, cluster),
        };
      }),
    ),
  );
}

function hostNetworkFindings(
  pods: readonly KubeObject[],
  cluster: string,
): CheckFinding[] {
  return pods
    .filter(pod => !hasEnded(pod) && pod.spec?.hostNetwork === true)
    .map(pod => ({
      control: 'host-network',
      severity: 'partial' as const,
      path: 'spec.hostNetwork',
      message: 'the pod is in the network of its node, outside all policies',
      object: refOf(pod, cluster),
    }));
}

function evaluate(subject: Subject, reader: EvidenceReader): Evaluation {
  const policies = reader.list(KINDS.networkPolicy);
  const plugins = reader.listCluster(KINDS.daemonSet).filter(isReadyPlugin);
  const [namespace] = reader.list(KINDS.namespace);
  const findings = [
    ...denyFindings(policies, subject),
    ...allowAllFindings(policies, reader.cluster),
    ...hostNetworkFindings(reader.list(KINDS.pod), reader.cluster),
  ];
  if (plugins.length === 0) {
    findings.push({
      control: 'enforcing-plugin',
      severity: 'partial',
      path: '',
      message:
        'no network plugin known to enforce policies was seen ready on all nodes, so the policies may have no effect',
      object: subject.ref,
    });
  }
  return {
    look: lookAt(reader, [
      KINDS.networkPolicy,
      KINDS.namespace,
      KINDS.pod,
      KINDS.daemonSet,
    ]),
    findings,
    objects: [...(namespace ? [namespace] : []), ...policies, ...plugins],
    passMessage: `both directions are denied by default; ${
      policies.length
    } policies, enforced by ${
      plugins[0]?.metadata.name ?? 'an unknown plugin'
    }`,
  };
}

function fields(object: KubeObject): string[] {
  if (object.kind === 'NetworkPolicy') return ['spec'];
  if (object.kind === 'DaemonSet') {
    return ['status.desiredNumberScheduled', 'status.numberReady'];
  }
  return ['metadata.name'];
}

/** Traffic that no policy names is refused, in both directions. */
export function networkPolicyCheck(): Check {
  return {
    id: 'NP-DENY',
    ...CHECK_TEXTS['NP-DENY'],
    link: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies',
    revision: '1',
    parameters: { plugins: [...ENFORCING_PLUGINS].sort() },
    subjectKind: 'namespace',
    subjectKinds: [KINDS.namespace],
    reads: [KINDS.networkPolicy, KINDS.namespace, KINDS.pod, KINDS.daemonSet],
    controls: [
      ...DIRECTIONS.map(d => `${d}-default-deny`),
      'allow-all',
      'host-network',
      'enforcing-plugin',
    ],
    subjects: namespaceSubject,
    evaluate,
    touched: () => 'all',
    fields,
  };
}

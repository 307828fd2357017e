import { refOf, type KubeObject } from '@chat2sql/plugin-platform-common';
import { KINDS } from '../evidence/kinds';
import { lookAt } from '../evidence/observe';
import { onceByObject } from '../evidence/onceByObject';
import { fieldPath } from '../evidence/project';
import type { EvidenceReader } from '../evidence/types';
import type { PodSecurityViolation } from '../podsecurity/types';
import { evaluatePodSecurity } from '../podsecurity/evaluatePodSecurity';
import {
  parsePodSecurityVersion,
  resolvePodSecurityVersion,
} from '../podsecurity/version';
import { namespaceSubject } from './namespaceSubject';
import {
  POD_SECURITY_LABELS,
  readPodSecurityLabels,
  type PodSecurityLabels,
} from './podSecurityLabels';
import { CHECK_TEXTS } from './texts';
import type { Check, CheckFinding, Evaluation, Subject } from './types';
import { hasEnded } from './workloads';

const ENFORCE = 'metadata.labels["pod-security.kubernetes.io/enforce"]';

type Finding = Omit<CheckFinding, 'object'>;

function levelFindings(labels: PodSecurityLabels): Finding[] {
  if (labels.enforce === undefined) {
    // The cluster's own default may enforce a level, but lies in a file of the
    // API server that nobody can read from outside.
    return ['enforces-baseline', 'enforces-restricted'].map(control => ({
      control,
      severity: 'not-evidenced' as const,
      path: ENFORCE,
      message:
        'no enforce label: the default of the cluster decides, and it cannot be read',
    }));
  }
  if (labels.enforce === 'privileged') {
    return ['enforces-baseline', 'enforces-restricted'].map(control => ({
      control,
      severity: 'fail' as const,
      path: ENFORCE,
      message: 'admission lets every pod in: the enforced level is privileged',
    }));
  }
  if (labels.enforce === 'baseline') {
    const told = labels.warn === 'restricted' || labels.audit === 'restricted';
    return [
      {
        control: 'enforces-restricted',
        severity: 'partial',
        path: ENFORCE,
        message: `admission enforces baseline${
          told
            ? '; pods below restricted are only warned about or audited'
            : '; pods below restricted come in unnoticed'
        }`,
      },
    ];
  }
  return [];
}

type JudgePod = (pod: KubeObject) => PodSecurityViolation[];

function podFindings(
  reader: EvidenceReader,
  level: string,
  judge: JudgePod,
): CheckFinding[] {
  return reader
    .list(KINDS.pod)
    .filter(pod => !hasEnded(pod))
    .flatMap(pod => {
      const [first] = judge(pod);
      if (!first) return [];
      return [
        {
          control: 'running-pods',
          severity: 'fail' as const,
          path: first.path,
          message: `the pod runs although the enforced level ${level} refuses it: ${first.message}`,
          object: refOf(pod, reader.cluster),
        },
      ];
    });
}

/**
 * Labels of Pod Security admission on the environment's namespace.
 *
 * @param options - `version` of the standards the checks hold pods against
 */
export function podSecurityLabelsCheck(options: { version: string }): Check {
  const { version } = options;
  const { minor } = resolvePodSecurityVersion(
    parsePodSecurityVersion(version) ?? 'latest',
  );

  const judges = new Map<string, JudgePod>();

  function judgeOf(labels: PodSecurityLabels): JudgePod {
    const level = labels.enforce ?? 'privileged';
    const pinned = labels.enforcePinnedTo;
    const wanted = pinned === undefined ? version : `v1.${pinned}`;
    const key = `${level} ${wanted}`;
    let judge = judges.get(key);
    if (!judge) {
      judge = onceByObject(
        pod => evaluatePodSecurity(pod, { level, version: wanted }).violations,
      );
      judges.set(key, judge);
    }
    return judge;
  }

  function evaluate(subject: Subject, reader: EvidenceReader): Evaluation {
    const [namespace] = reader.list(KINDS.namespace);
    const labels = readPodSecurityLabels(namespace.metadata?.labels);
    const own: Finding[] = [
      ...levelFindings(labels),
      ...labels.invalid.map(({ label, value, readAs }) => ({
        control: 'valid-labels',
        severity: 'partial' as const,
        path: `metadata.labels["${label}"]`,
        message: `"${value}" is no value admission knows; it acts as ${readAs}`,
      })),
    ];
    if (
      labels.enforcePinnedTo !== undefined &&
      labels.enforcePinnedTo < minor
    ) {
      own.push({
        control: 'version-current',
        severity: 'partial',
        path: 'metadata.labels["pod-security.kubernetes.io/enforce-version"]',
        message: `the standards are pinned to v1.${labels.enforcePinnedTo}; rules added up to v1.${minor} are not enforced`,
      });
    }
    return {
      look: lookAt(reader, [KINDS.namespace, KINDS.pod]),
      findings: [
        ...own.map(f => ({ ...f, object: subject.ref })),
        ...podFindings(reader, labels.enforce ?? '', judgeOf(labels)),
      ],
      objects: [namespace],
      passMessage: `admission enforces ${labels.enforce}, and every running pod meets it`,
    };
  }

  return {
    id: 'PSA-L',
    ...CHECK_TEXTS['PSA-L'],
    link: 'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
    revision: '1',
    parameters: { version },
    subjectKind: 'namespace',
    subjectKinds: [KINDS.namespace],
    reads: [KINDS.namespace, KINDS.pod],
    controls: [
      'enforces-baseline',
      'enforces-restricted',
      'valid-labels',
      'version-current',
      'running-pods',
    ],
    subjects: namespaceSubject,
    evaluate,
    touched: () => 'all',
    fields: (object: KubeObject) =>
      object.kind === 'Namespace'
        ? POD_SECURITY_LABELS.map(label => fieldPath('metadata.labels', label))
        : [],
  };
}

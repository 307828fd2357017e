import {
  formatRef,
  refOf,
  type KubeObject,
  type ObjectRef,
} from '@chat2sql/plugin-platform-common';
import type { EvidenceReader } from '../evidence/types';
import { lookAt } from '../evidence/observe';
import { worstStatus, type ComplianceStatus } from '../status/status';
import type { Check, CheckFinding, Look, Subject } from './types';

/** Most findings kept of one subject; their number is kept whole. */
export const MAX_FINDINGS = 50;

/** Verdict of a check about one subject of one environment. */
export interface CheckResult {
  /** Unique over all checks and environments. */
  id: string;
  check: string;
  environment: string;
  subject: ObjectRef;
  /** Label `app.kubernetes.io/name` of the subject, where it has one. */
  component?: string;
  status: ComplianceStatus;
  /** Machine word in PascalCase or the control of the worst finding. */
  reason: string;
  /** One sentence for people. */
  message: string;
  /** Whether the sources could be looked at, apart from what they showed. */
  look: Look;
  findings: CheckFinding[];
  findingsTotal: number;
  /** Objects that were judged, as they were then. */
  objects: readonly KubeObject[];
  /** When the verdict was made, RFC 3339 UTC. */
  evaluatedAt: string;
}

/** What every verdict of one run shares. */
export interface JudgeContext {
  environment: string;
  now: Date;
}

/** Id of the result of a check about a subject. */
export function resultId(
  check: string,
  environment: string,
  subjectKey: string,
): string {
  return `${check}:${environment}:${subjectKey}`;
}

/** Key of the subject that stands for what a check could not see at all. */
export const SOURCE_SUBJECT = '*';

function lookStatus(look: Look): ComplianceStatus {
  return look.status === 'observed' ? 'pass' : look.status;
}

function sentence(
  findings: readonly CheckFinding[],
  subject: ObjectRef,
): string {
  const [first] = findings;
  const { object } = first;
  const isSubject =
    object?.kind === subject.kind && object.name === subject.name;
  const where = object && !isSubject ? `${formatRef(object)}: ` : '';
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  return `${where}${first.message}${more}`;
}

function markOutdated(
  findings: readonly CheckFinding[],
  look: Look,
  reader: EvidenceReader,
): CheckFinding[] {
  if (look.status === 'observed') return [...findings];
  return findings.map(finding => {
    const fresh =
      finding.object &&
      reader.observation(finding.object).status === 'observed';
    return fresh ? finding : { ...finding, outdated: true };
  });
}

function wordsOf(
  status: ComplianceStatus,
  look: Look,
  findings: readonly CheckFinding[],
  passMessage: string,
  subject: ObjectRef,
): { reason: string; message: string } {
  const current = findings.filter(f => !f.outdated);
  const worst = current.filter(f => f.severity === status);
  if (worst.length > 0) {
    return {
      reason: worst[0].control,
      message: sentence(
        [...worst, ...current.filter(f => f.severity !== status)],
        subject,
      ),
    };
  }
  if (look.status === 'observed') {
    return { reason: 'Proven', message: passMessage };
  }
  const last = findings.filter(f => f.outdated);
  return {
    reason: look.reason ?? 'NotObserved',
    message: `${look.message ?? 'not observed'}${
      last.length > 0 ? `; last seen: ${sentence(last, subject)}` : ''
    }`,
  };
}

/**
 * Judges one subject: looks at the sources first, then at the objects. An
 * evaluator that throws makes an `error` of this subject and of no other.
 */
export function judgeSubject(
  check: Check,
  subject: Subject,
  reader: EvidenceReader,
  context: JudgeContext,
): CheckResult {
  const base = {
    id: resultId(check.id, context.environment, subject.key),
    check: check.id,
    environment: context.environment,
    subject: { ...subject.ref, cluster: reader.cluster },
    component: subject.component,
    evaluatedAt: context.now.toISOString(),
  };
  try {
    const evaluation = check.evaluate(subject, reader);
    const { look, objects, passMessage } = evaluation;
    const findings = markOutdated(evaluation.findings, look, reader);
    const status = worstStatus([
      lookStatus(look),
      ...findings.filter(f => !f.outdated).map(f => f.severity),
    ]);
    const { reason, message } = wordsOf(
      status,
      look,
      findings,
      passMessage,
      subject.ref,
    );
    return {
      ...base,
      status,
      reason,
      message,
      look,
      findings: findings.slice(0, MAX_FINDINGS),
      findingsTotal: findings.length,
      objects,
    };
  } catch (error) {
    const message = `the check broke: ${(error as Error).message}`;
    return {
      ...base,
      status: 'error',
      reason: 'CheckBroke',
      message,
      look: { status: 'error', reason: 'CheckBroke', message },
      findings: [],
      findingsTotal: 0,
      objects: [],
    };
  }
}

/**
 * What a check could not see in an environment: a result that stands for the
 * subjects nobody knows of.
 *
 * @returns undefined when all kinds that hold subjects are observed and there
 * is at least one subject
 */
export function judgeSources(
  check: Check,
  reader: EvidenceReader,
  subjects: number,
  context: JudgeContext,
): CheckResult | undefined {
  let look = lookAt(reader, check.subjectKinds);
  if (look.status === 'observed') {
    if (subjects > 0) return undefined;
    look = {
      status: 'not-evidenced',
      reason: 'NoSubjects',
      message: `no ${check.subjectKind.replace(
        '-',
        ' ',
      )} to judge was seen in namespace ${reader.namespace} of cluster ${
        reader.cluster
      }`,
      observedAt: look.observedAt,
    };
  }
  return {
    id: resultId(check.id, context.environment, SOURCE_SUBJECT),
    check: check.id,
    environment: context.environment,
    subject: {
      ...refOf({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: reader.namespace },
      }),
      cluster: reader.cluster,
    },
    status: lookStatus(look),
    reason: look.reason ?? 'NotObserved',
    message: look.message ?? 'not observed',
    look,
    findings: [],
    findingsTotal: 0,
    objects: [],
    evaluatedAt: context.now.toISOString(),
  };
}

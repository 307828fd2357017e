import type { KubeObject, ObjectRef } from '@chat2sql/plugin-platform-common';
import type { EvidenceReader, KindRef } from '../evidence/types';
import type { ComplianceStatus } from '../status/status';
import type { CheckTexts } from './texts';

/** What a finding does to the result: a violation, or a part that is not proven. */
export type FindingSeverity = 'fail' | 'not-evidenced' | 'partial';

/** One fact that keeps a subject from passing. */
export interface CheckFinding {
  /** Which part of the check: a Pod Security control, or a name of the check's own. */
  control: string;
  severity: FindingSeverity;
  /** Field path from the root of the object; empty for the object as a whole. */
  path: string;
  message: string;
  /** The object the path is in. */
  object?: ObjectRef;
  /** The object's kind is not freshly observed: the finding is the last known state and decides nothing. */
  outdated?: boolean;
}

/** What a check judges: a workload, a namespace, a service account. */
export interface Subject {
  /** Unique within check and environment, for example `Deployment.apps:chat2sql-backend`. */
  key: string;
  ref: ObjectRef;
  /** Label `app.kubernetes.io/name` of the subject, where it has one. */
  component?: string;
}

/** Outcome of looking, before the findings: whether the look itself was possible. */
export interface Look {
  status: 'observed' | Exclude<ComplianceStatus, 'pass' | 'fail'>;
  /** PascalCase word, set when the status is not `observed`. */
  reason?: string;
  /** Why, in words. */
  message?: string;
  /** Oldest sign of life among the kinds that were read, RFC 3339 UTC. */
  observedAt?: string;
}

/** What a check says about one subject. */
export interface Evaluation {
  look: Look;
  findings: CheckFinding[];
  /** Objects that were judged. */
  objects: readonly KubeObject[];
  /** One sentence for a subject without findings. */
  passMessage: string;
}

/** A rule over live objects. */
export interface Check extends CheckTexts {
  /** Stable id such as `PSS-B`. */
  id: string;
  /** Address with background. */
  link?: string;
  /** Grows with every change of the rule. */
  revision: string;
  /** Everything besides the code that the verdict depends on. */
  parameters: Record<string, unknown>;
  subjectKind: 'workload' | 'namespace' | 'service-account';
  /** Kinds that must be observed for the list of subjects to be complete. */
  subjectKinds: readonly KindRef[];
  /** Kinds read; a change of one of them may change results. */
  reads: readonly KindRef[];
  /** Values {@link CheckFinding.control} may take; frameworks select by them. */
  controls: readonly string[];
  subjects(reader: EvidenceReader): ReadonlyMap<string, Subject>;
  evaluate(subject: Subject, reader: EvidenceReader): Evaluation;
  /** Subjects a change of this object may concern. */
  touched(object: KubeObject, reader: EvidenceReader): string[] | 'all';
  /** Paths of the fields the check reads in an object, for the evidence. */
  fields(object: KubeObject): string[];
}

import type { Tier } from '@chat2sql/plugin-platform-common';
import type { FileDiff } from '../diff/types';

/** Operations a plan can carry out. */
export const PLAN_OPERATIONS = ['create-environment'] as const;

/** An operation a plan can carry out. */
export type PlanOperation = (typeof PLAN_OPERATIONS)[number];

/** One file a plan writes. */
export interface PlanEdit {
  /** Path from the repository root. */
  path: string;
  /** New content, LF line ends, with a final line end. */
  content: string;
}

/**
 * Outcome of a check.
 *
 * - `pass`: looked at and in order
 * - `warn`: looked at, worth knowing, does not block
 * - `fail`: looked at and wrong
 * - `not-verified`: could not be looked at with what the portal has; never counts as passed
 */
export type CheckStatus = 'pass' | 'warn' | 'fail' | 'not-verified';

/** One finding of a check, with its place. */
export interface CheckFinding {
  message: string;
  file?: string;
  line?: number;
  /** Object such as `Deployment chat2sql-backend`, and field in it. */
  object?: string;
  path?: string;
}

/** Result of one check of a plan. */
export interface Check {
  /** Stable id, for example `quota`. */
  id: string;
  /** What is checked, in English; pages translate by id. */
  title: string;
  status: CheckStatus;
  /** What was found, in one sentence with figures. */
  message: string;
  /** A result other than `pass` keeps the plan from being opened and merged. */
  blocking: boolean;
  findings: CheckFinding[];
}

/** A name the planned change takes; nobody else may hold it. */
export interface Reservation {
  /** `environment:<tier>/<name>`, `namespace:<cluster>/<namespace>` or `hostname:<host>`. */
  key: string;
  /** Who holds it already; absent when it is free. */
  heldBy?: string;
}

/** What the change means, for people, before they read files. */
export interface Consequences {
  environment: string;
  namespace: string;
  cluster: string;
  hostname: string;
  /** Quota of the namespace, as written. */
  quota: Record<string, string>;
  /** End of the lease, RFC 3339 UTC; absent for environments that stay. */
  expiresAt?: string;
  /** Images and their tags, taken from the tier's own environment. */
  images: Array<{ name: string; tag?: string; digest?: string }>;
}

/** A planned change: exact edits on an exact commit, with what was checked. */
export interface PlanBody {
  op: PlanOperation;
  tier: Tier;
  name: string;
  /** Headline, also of the pull request and its commit. */
  title: string;
  baseBranch: string;
  /** Commit the plan was made on. */
  baseSha: string;
  edits: PlanEdit[];
  /** Paths whose content decided the plan or its checks, in order. */
  reads: string[];
  answers: Record<string, string | number>;
  checks: Check[];
  reservations: Reservation[];
  /** Absent when the inputs could not be turned into files. */
  consequences?: Consequences;
}

/** A stored plan as the API tells it. */
export interface Plan extends PlanBody {
  /** Hash of content, base commit, checks and creator. */
  id: string;
  /** Hash of what would be written, whatever commit it is based on. */
  contentHash: string;
  createdBy: string;
  createdAt: string;
  expiresAt: string;
  /** A check that blocks did not pass: the plan cannot be opened. */
  blocked: boolean;
  files: FileDiff[];
  /** Change that was opened from this plan. */
  changeNumber?: number;
}

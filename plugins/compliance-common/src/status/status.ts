import type { StatusTone } from '@chat2sql/plugin-platform-common';

/**
 * Status of a result, an edge or a control, worst first.
 *
 * - `fail`: evidence shows a violation
 * - `error`: the evaluator or the rule broke
 * - `unreadable`: the source refused us
 * - `stale`: the evidence is older than its limit
 * - `not-evidenced`: nothing looked
 * - `partial`: only part is proven
 * - `manual-due`: a signed statement is missing or past its renewal
 * - `waived`: still failing, accepted until a date
 * - `inherited`: the provider's report covers it
 * - `not-applicable`: does not apply, for a stated reason
 * - `attested`: a person signed, still valid
 * - `pass`: proven
 */
export const COMPLIANCE_STATUSES = [
  'fail',
  'error',
  'unreadable',
  'stale',
  'not-evidenced',
  'partial',
  'manual-due',
  'waived',
  'inherited',
  'not-applicable',
  'attested',
  'pass',
] as const;

/** One word of {@link COMPLIANCE_STATUSES}. */
export type ComplianceStatus = (typeof COMPLIANCE_STATUSES)[number];

/** Tone of a compliance status in the portal's status vocabulary. */
export const COMPLIANCE_TONES: Record<ComplianceStatus, StatusTone> = {
  fail: 'failed',
  error: 'unknown',
  unreadable: 'unknown',
  stale: 'unknown',
  'not-evidenced': 'unknown',
  partial: 'degraded',
  'manual-due': 'degraded',
  waived: 'suspended',
  inherited: 'suspended',
  'not-applicable': 'missing',
  attested: 'healthy',
  pass: 'healthy',
};

/** Statuses that say "we do not know": no fresh evidence stands behind them. */
export const UNOBSERVED_STATUSES: ReadonlySet<ComplianceStatus> = new Set([
  'error',
  'unreadable',
  'stale',
  'not-evidenced',
]);

/** Severity rank of a status: 0 is the worst. */
export function complianceRank(status: ComplianceStatus): number {
  return COMPLIANCE_STATUSES.indexOf(status);
}

/**
 * Folds statuses into the worst one; associative and commutative.
 *
 * @returns the worst status, or `not-evidenced` for an empty list: nothing
 * looked, so nothing is proven
 */
export function worstStatus(
  statuses: Iterable<ComplianceStatus>,
): ComplianceStatus {
  let worst: ComplianceStatus | undefined;
  for (const status of statuses) {
    if (worst === undefined || complianceRank(status) < complianceRank(worst)) {
      worst = status;
    }
  }
  return worst ?? 'not-evidenced';
}

/** True when a value is one of {@link COMPLIANCE_STATUSES}. */
export function isComplianceStatus(value: unknown): value is ComplianceStatus {
  return COMPLIANCE_STATUSES.includes(value as ComplianceStatus);
}

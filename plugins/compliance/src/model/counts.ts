import {
  COMPLIANCE_STATUSES,
  COMPLIANCE_TONES,
  UNOBSERVED_STATUSES,
  type ComplianceStatus,
} from '@chat2sql/plugin-compliance-common';
import type { StatusTone } from '@chat2sql/plugin-platform-common';

/** Number of things by what they ask of a reader. */
export interface Tally {
  fail: number;
  /** Check broke, unreadable, stale, not evidenced. */
  unknown: number;
  /** Partial or signature due, as far as somebody can do something about it. */
  partial: number;
  /** Passed, attested, inherited, waived. */
  rest: number;
}

/** Folds counts by status into what a reader must know. */
export function tallyOf(
  counts: Partial<Record<ComplianceStatus, number>>,
  capped: number = 0,
): Tally {
  const tally: Tally = { fail: 0, unknown: 0, partial: -capped, rest: capped };
  for (const status of COMPLIANCE_STATUSES) {
    const n = counts[status] ?? 0;
    if (status === 'fail') tally.fail += n;
    else if (UNOBSERVED_STATUSES.has(status)) tally.unknown += n;
    else if (status === 'partial' || status === 'manual-due')
      tally.partial += n;
    else if (status !== 'not-applicable') tally.rest += n;
  }
  return tally;
}

/** Tone of a tally, in the order of the statuses: a fault, what nobody saw, a part. */
export function toneOf(tally: Tally): StatusTone {
  if (tally.fail > 0) return 'failed';
  if (tally.unknown > 0) return 'unknown';
  if (tally.partial > 0) return 'degraded';
  return tally.rest > 0 ? 'healthy' : 'missing';
}

/** True for a status that needs a person. */
export function needsAttention(status: ComplianceStatus): boolean {
  return !['healthy', 'missing', 'suspended'].includes(
    COMPLIANCE_TONES[status],
  );
}

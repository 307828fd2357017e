import { formatRef } from '@chat2sql/plugin-platform-common';
import { HEALTH_STATUSES, type HealthStatus } from '../health/types';
import { isNotJudged } from '../health/verdict';
import type { Cause } from '../matrix/types';
import type { FoldItem, FoldedVerdict } from './types';

/** Most causes that are named; the rest is counted. */
export const MAX_CAUSES = 3;

/** Severity rank of a health word: 0 is the worst. */
export function healthRank(status: HealthStatus): number {
  return HEALTH_STATUSES.indexOf(status);
}

/** The worse of two health words; a proven fault outranks an unreachable source. */
export function worseHealth(a: HealthStatus, b: HealthStatus): HealthStatus {
  return healthRank(a) <= healthRank(b) ? a : b;
}

function bySeverity(a: FoldItem, b: FoldItem): number {
  const byStatus = healthRank(a.verdict.status) - healthRank(b.verdict.status);
  if (byStatus !== 0) return byStatus;
  const byWarning =
    Number(b.verdict.warning ?? false) - Number(a.verdict.warning ?? false);
  if (byWarning !== 0) return byWarning;
  return formatRef(a.ref) < formatRef(b.ref) ? -1 : 1;
}

function causeOf({ ref, verdict }: FoldItem): Cause {
  return {
    ref,
    status: verdict.status,
    reason: verdict.reason,
    message: verdict.message,
  };
}

function sentence(causes: FoldItem[], left: number): string {
  const named = causes.map(
    ({ ref, verdict }) =>
      `${ref.kind} ${ref.name}: ${verdict.message.replace(/\.$/, '')}`,
  );
  return `${named.join('; ')}${left > 0 ? `; and ${left} more` : ''}.`;
}

/**
 * Folds verdicts into the worst one, by the order of `HEALTH_STATUSES`.
 *
 * Objects that nobody judged take no part: they neither hide a fault nor make
 * anything good. An empty list is Unknown, for nothing was observed. A warning
 * of any object is kept.
 *
 * @returns the status, up to three causes worst first, and one sentence
 */
export function foldVerdicts(items: readonly FoldItem[]): FoldedVerdict {
  const judged = items.filter(item => !isNotJudged(item.verdict));
  if (judged.length === 0) {
    return {
      status: 'Unknown',
      summary:
        items.length === 0
          ? 'Nothing was observed.'
          : `None of ${items.length} objects can be judged.`,
      causes: [],
    };
  }
  const sorted = [...judged].sort(bySeverity);
  const { status } = sorted[0].verdict;
  const warning = judged.some(item => item.verdict.warning);
  const notable = sorted.filter(
    item => item.verdict.status !== 'Healthy' || item.verdict.warning,
  );
  const named = notable.slice(0, MAX_CAUSES);
  return {
    status,
    ...(warning ? { warning: true } : {}),
    summary:
      named.length === 0
        ? `All ${judged.length} objects are healthy.`
        : sentence(named.slice(0, 1), notable.length - 1),
    causes: named.map(causeOf),
  };
}

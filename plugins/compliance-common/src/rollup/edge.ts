import type { CheckFinding, Look } from '../checks/types';
import type { CheckResult } from '../checks/judge';
import type { Edge, EdgeSelect } from '../framework/types';
import {
  UNOBSERVED_STATUSES,
  worstStatus,
  type ComplianceStatus,
} from '../status/status';

/** What a roll-up reads of a result. */
export interface RollupResult
  extends Pick<CheckResult, 'id' | 'check' | 'status' | 'findings'> {
  look: Pick<Look, 'status' | 'observedAt'>;
  findingsTotal: number;
}

/** A pod that could not be read may violate any control. */
const ALWAYS_SELECTED = 'podspec';

function lastField(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).replace(/\[[^\]]*\]$/, '');
}

/** True when an edge looks at this finding. */
export function selects(
  select: EdgeSelect | undefined,
  finding: Pick<CheckFinding, 'control' | 'path'>,
): boolean {
  if (!select || finding.control === ALWAYS_SELECTED) return true;
  if (!select.controls.includes(finding.control)) return false;
  return !select.fields || select.fields.includes(lastField(finding.path));
}

/**
 * Status of a result as an edge sees it: the state of its sources, and only
 * the findings the edge selects.
 */
export function selectedStatus(
  result: RollupResult,
  select: EdgeSelect | undefined,
): ComplianceStatus {
  if (!select) return result.status;
  const look: ComplianceStatus =
    result.look.status === 'observed' ? 'pass' : result.look.status;
  const severities: ComplianceStatus[] = result.findings
    .filter(finding => !finding.outdated && selects(select, finding))
    .map(finding => finding.severity);
  // Findings beyond the kept ones may be selected ones.
  if (
    severities.length === 0 &&
    result.findingsTotal > result.findings.length
  ) {
    severities.push('partial');
  }
  return worstStatus([look, ...severities]);
}

/** An edge folded over the subjects of one environment. */
export interface EdgeRollup {
  status: ComplianceStatus;
  /** Every subject was looked at with fresh evidence, and there is at least one. */
  observed: boolean;
  /** Number of subjects by status. */
  subjects: Partial<Record<ComplianceStatus, number>>;
  /** Oldest sign of life behind it, RFC 3339 UTC. */
  observedAt?: string;
}

/** Folds the results of an edge's check in one environment. */
export function rollUpEdge(
  edge: Pick<Edge, 'select'>,
  results: readonly RollupResult[],
): EdgeRollup {
  const subjects: Partial<Record<ComplianceStatus, number>> = {};
  const statuses: ComplianceStatus[] = [];
  let observedAt: string | undefined;
  let observed = results.length > 0;
  for (const result of results) {
    const status = selectedStatus(result, edge.select);
    statuses.push(status);
    subjects[status] = (subjects[status] ?? 0) + 1;
    const at = result.look.observedAt;
    if (at && (!observedAt || at < observedAt)) observedAt = at;
    if (result.look.status !== 'observed' || UNOBSERVED_STATUSES.has(status)) {
      observed = false;
    }
  }
  return { status: worstStatus(statuses), observed, subjects, observedAt };
}

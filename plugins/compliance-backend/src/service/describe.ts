import {
  selectedStatus,
  selects,
  SOURCE_SUBJECT,
  UNOBSERVED_STATUSES,
  type ComplianceStatus,
  type Control,
  type ControlRollup,
  type Edge,
} from '@chat2sql/plugin-compliance-common';
import type { StoredResult } from '../engine/ResultStore';

/** A sentence about the subjects of an edge that have this status. */
function describeEdge(
  edge: Edge,
  status: ComplianceStatus,
  results: readonly StoredResult[],
): string {
  const such = results.filter(r => selectedStatus(r, edge.select) === status);
  if (such.length === 0) return `${edge.check} is ${status}`;
  const [{ subject, findings, message }] = such;
  // A hole is the same for all subjects: naming one of them would mislead.
  if (UNOBSERVED_STATUSES.has(status)) {
    const named = (list: readonly StoredResult[]) =>
      list.filter(r => !r.id.endsWith(`:${SOURCE_SUBJECT}`)).length;
    return named(results) === 0
      ? message
      : `${message}; ${named(such)} of ${named(results)} subjects`;
  }
  const finding = findings.find(
    f => !f.outdated && f.severity === status && selects(edge.select, f),
  );
  const more =
    such.length > 1
      ? ` (and ${such.length - 1} more of ${results.length})`
      : '';
  return `${subject.kind} ${subject.name}: ${
    finding?.message ?? message
  }${more}`;
}

/**
 * Why a control has its status in an environment, in one sentence.
 *
 * @param resultsOf - results of a check in this environment
 */
export function describeControl(
  control: Control,
  rollup: ControlRollup,
  resultsOf: (check: string) => readonly StoredResult[],
): string {
  if (rollup.fault) return `the mapping is broken: ${rollup.fault}`;
  const index = rollup.edges.findIndex(
    (edge, i) => control.edges[i].required && edge.status === rollup.status,
  );
  const total = rollup.edges.reduce(
    (sum, edge) =>
      sum + Object.values(edge.subjects).reduce((a, b) => a + b, 0),
    0,
  );
  if (index < 0) {
    if (rollup.status === 'manual-due') return 'a signed statement is missing';
    if (rollup.status === 'partial') {
      return 'all checks pass, but they show only a part of what the control asks for';
    }
    return '';
  }
  if (rollup.status === 'pass') return `${total} subjects judged, all pass`;
  const edge = control.edges[index];
  return describeEdge(edge, rollup.status, resultsOf(edge.check));
}

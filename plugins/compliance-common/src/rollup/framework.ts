import type { Framework } from '../framework/types';
import {
  complianceRank,
  COMPLIANCE_STATUSES,
  type ComplianceStatus,
} from '../status/status';
import {
  rollUpControl,
  type AttestationState,
  type ControlRollup,
} from './control';
import type { RollupResult } from './edge';

/** A share that is always told with what it is a share of: "41 of 67". */
export interface Share {
  count: number;
  of: number;
}

/** A framework in one environment. Conformance and coverage belong together. */
export interface FrameworkRollup {
  /** Controls that pass, of those in scope; what is waived or not evidenced stays in scope. */
  conformance: Share;
  /** Controls with fresh evidence, of those in scope. */
  coverage: Share;
  /** Controls a person signed for or a provider's report covers, of those in scope. */
  attested: Share;
  /** Number of controls by status, every status named. */
  counts: Record<ComplianceStatus, number>;
  /** Controls of the status `partial` whose checks all pass. */
  capped: number;
  /** The worst control, first in the framework's order; absent when all pass. */
  worst?: { id: string; status: ComplianceStatus };
  /** Oldest sign of life behind it, RFC 3339 UTC. */
  observedAt?: string;
  controls: ReadonlyMap<string, ControlRollup>;
}

/**
 * Folds the results of one environment into a framework: counts, never one
 * word for all.
 *
 * @param framework - with its controls
 * @param resultsOf - results of a check in this environment
 * @param attestationOf - state of the signed statement of a control
 */
export function rollUpFramework(
  framework: Framework,
  resultsOf: (check: string) => readonly RollupResult[],
  attestationOf: (control: string) => AttestationState | undefined = () =>
    undefined,
): FrameworkRollup {
  const controls = new Map<string, ControlRollup>();
  const counts = Object.fromEntries(
    COMPLIANCE_STATUSES.map(status => [status, 0]),
  ) as Record<ComplianceStatus, number>;
  let covered = 0;
  let capped = 0;
  let worst: FrameworkRollup['worst'];
  let worstCapped = false;
  let observedAt: string | undefined;
  for (const control of framework.controls) {
    const rollup = rollUpControl(control, resultsOf, attestationOf(control.id));
    controls.set(control.id, rollup);
    counts[rollup.status] += 1;
    if (rollup.capped) capped += 1;
    if (rollup.status !== 'not-applicable' && rollup.covered) covered += 1;
    const rank = (status: ComplianceStatus, isCapped: boolean) =>
      // What a machine cannot prove is less bad than what it found.
      complianceRank(status) + (isCapped ? 0.5 : 0);
    if (
      !worst ||
      rank(rollup.status, rollup.capped) < rank(worst.status, worstCapped)
    ) {
      worstCapped = rollup.capped;
      worst = { id: control.id, status: rollup.status };
    }
    const at = rollup.observedAt;
    if (at && (!observedAt || at < observedAt)) observedAt = at;
  }
  const of = framework.controls.length - counts['not-applicable'];
  return {
    conformance: { count: counts.pass, of },
    coverage: { count: covered, of },
    attested: { count: counts.attested + counts.inherited, of },
    counts,
    capped,
    worst: worst && worst.status !== 'pass' ? worst : undefined,
    observedAt,
    controls,
  };
}

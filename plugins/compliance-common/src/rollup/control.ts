import type { Control, Edge } from '../framework/types';
import { worstStatus, type ComplianceStatus } from '../status/status';
import { rollUpEdge, type EdgeRollup, type RollupResult } from './edge';

/** State of the signed statement a control needs. */
export type AttestationState = 'valid' | 'due';

/** A control folded over the subjects of one environment. */
export interface ControlRollup {
  status: ComplianceStatus;
  /** Every required direct or partial edge rests on fresh evidence. */
  covered: boolean;
  /** All checks pass, but they cannot show more than a part. */
  capped: boolean;
  /** In the order of the control's edges. */
  edges: EdgeRollup[];
  observedAt?: string;
  /** Set for a control whose mapping is broken. */
  fault?: string;
}

function isProof(edge: Edge): boolean {
  return edge.strength !== 'indicative';
}

function statusOf(
  control: Control,
  edges: ReadonlyArray<{ edge: Edge; rollup: EdgeRollup }>,
  attestation: AttestationState | undefined,
): { status: ComplianceStatus; capped: boolean } {
  const told = (status: ComplianceStatus) => ({ status, capped: false });
  if (control.fault) return told('error');
  const applicable = edges.filter(e => e.rollup.status !== 'not-applicable');
  if (edges.length > 0 && applicable.length === 0)
    return told('not-applicable');
  const proofs = applicable.filter(e => isProof(e.edge));
  const signed: ComplianceStatus[] = [];
  if (control.attestation) {
    signed.push(attestation === 'valid' ? 'attested' : 'manual-due');
  }
  if (proofs.length === 0 && signed.length === 0) return told('not-evidenced');
  const required = proofs.filter(e => e.edge.required);
  const machine = required.map(e => e.rollup.status);
  const status = worstStatus([...machine, ...signed]);
  if (status !== 'pass' && status !== 'attested') return told(status);
  const attested = attestation === 'valid' && control.attestation;
  if (attested) return told('attested');
  const machineCanProve =
    control.automatable === 'full' &&
    required.some(e => e.edge.strength === 'direct');
  return machineCanProve ? told('pass') : { status: 'partial', capped: true };
}

/**
 * Folds the results of one environment into the status of a control.
 *
 * Edges that do not apply and indicative edges are dropped; the status is the
 * worst of the required edges and the attestation. A control a machine can
 * prove only in part, or that has only partial edges, passes at most as
 * `partial`, unless a person has signed for the rest.
 *
 * @param control - with its edges
 * @param resultsOf - results of a check in this environment
 * @param attestation - state of the signed statement, for controls that need one
 */
export function rollUpControl(
  control: Control,
  resultsOf: (check: string) => readonly RollupResult[],
  attestation?: AttestationState,
): ControlRollup {
  const edges = control.edges.map(edge => ({
    edge,
    rollup: rollUpEdge(edge, resultsOf(edge.check)),
  }));
  const proofs = edges.filter(e => isProof(e.edge) && e.edge.required);
  let observedAt: string | undefined;
  for (const { rollup } of proofs) {
    const at = rollup.observedAt;
    if (at && (!observedAt || at < observedAt)) observedAt = at;
  }
  return {
    ...statusOf(control, edges, attestation),
    covered:
      !control.fault &&
      proofs.length > 0 &&
      proofs.every(e => e.rollup.observed),
    edges: edges.map(e => e.rollup),
    observedAt,
    fault: control.fault,
  };
}

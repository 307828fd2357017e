import type {
  ObjectRef,
  Problem,
  SourceState,
  Tier,
} from '@chat2sql/plugin-platform-common';
import type { CheckFinding } from '../checks/types';
import type { CheckTexts } from '../checks/texts';
import type { Control, Edge } from '../framework/types';
import type { FrameworkRollup, Share } from '../rollup/framework';
import type { EdgeRollup } from '../rollup/edge';
import type { ComplianceStatus } from '../status/status';
import type { LocalText } from '../text';

/** How much of the environments the viewer may see. */
export type ViewerAccess = 'all' | 'some' | 'none';

/** A framework in lists. */
export interface FrameworkSummary {
  /** `id@version`. */
  key: string;
  id: string;
  version: string;
  title: LocalText;
  publisher: string;
  controls: number;
}

/** An environment in lists. */
export interface ComplianceEnvironment {
  id: string;
  tier: Tier;
  cluster: string;
  namespace: string;
  owner: string;
}

/** A framework in one environment. */
export interface OverviewCell {
  framework: string;
  environment: string;
  conformance: Share;
  coverage: Share;
  attested: Share;
  counts: FrameworkRollup['counts'];
  /** Controls of the status `partial` whose checks all pass: a machine can prove no more. */
  capped: number;
  worst?: { id: string; subject: LocalText; status: ComplianceStatus };
  observedAt?: string;
}

/** A check in lists. */
export interface CheckSummary extends CheckTexts {
  id: string;
  /** Names the rule and its parameters; another rule is another version. */
  version: string;
  link?: string;
  subjectKind: string;
  /** Subjects by status over the environments the viewer may see. */
  counts: Partial<Record<ComplianceStatus, number>>;
}

/** Answer of `GET /overview`. */
export interface OverviewResponse {
  /** Server time, RFC 3339 UTC. */
  asOf: string;
  access: ViewerAccess;
  frameworks: FrameworkSummary[];
  environments: ComplianceEnvironment[];
  cells: OverviewCell[];
  checks: CheckSummary[];
  sources: SourceState[];
  problems: Problem[];
  /** False until the first evaluation is complete. */
  ready: boolean;
}

/** An edge of a control in one environment. */
export interface ControlEdgeState
  extends Pick<EdgeRollup, 'status' | 'observed' | 'subjects'> {
  check: string;
}

/** A control in one environment. */
export interface ControlState {
  environment: string;
  status: ComplianceStatus;
  covered: boolean;
  /** All checks pass, and a machine can prove no more. */
  capped: boolean;
  /** One sentence: why. */
  message: string;
  edges: ControlEdgeState[];
  observedAt?: string;
  /** Since when the portal has seen this status, RFC 3339 UTC. */
  since?: string;
}

/** A control with its state in each environment. */
export interface ControlDetail
  extends Pick<
    Control,
    | 'id'
    | 'subject'
    | 'automatable'
    | 'publisherAssessment'
    | 'doesNotProve'
    | 'attestation'
    | 'fault'
  > {
  edges: Edge[];
  states: ControlState[];
}

/** Answer of `GET /frameworks/:key`. */
export interface FrameworkResponse {
  asOf: string;
  access: ViewerAccess;
  framework: FrameworkSummary & {
    source: { publisher: string; document: string; url?: string };
    note?: LocalText;
  };
  environments: ComplianceEnvironment[];
  cells: OverviewCell[];
  controls: ControlDetail[];
  checks: CheckSummary[];
  sources: SourceState[];
  ready: boolean;
}

/** A result in lists. */
export interface ResultItem {
  id: string;
  check: string;
  environment: string;
  subject: ObjectRef;
  component?: string;
  status: ComplianceStatus;
  reason: string;
  message: string;
  findings: CheckFinding[];
  findingsTotal: number;
  /** Oldest sign of life of the sources, RFC 3339 UTC. */
  observedAt?: string;
  evaluatedAt: string;
  /** Since when the portal has seen this status, RFC 3339 UTC. */
  since: string;
  /** Number of objects behind it. */
  evidence: number;
  /** The viewer may open the evidence. */
  evidenceReadable: boolean;
}

/** Answer of `GET /results`. */
export interface ResultsResponse {
  asOf: string;
  access: ViewerAccess;
  items: ResultItem[];
  total: number;
  /** All results that match, by status, not only the page. */
  counts: Partial<Record<ComplianceStatus, number>>;
  /** Cursor of the next page; absent on the last one. */
  next?: string;
  sources: SourceState[];
  ready: boolean;
}

/** One object behind a result. */
export interface EvidenceItem {
  ref: ObjectRef;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  /** Last sign of life of the object's kind when it was judged, RFC 3339 UTC. */
  observedAt?: string;
  /** Paths the check read. */
  fields: string[];
  /** The object's identity and those fields, nothing else. */
  payload: Record<string, unknown>;
  /** SHA-256 of the canonical JSON of the payload, hexadecimal. */
  sha256: string;
}

/** Answer of `GET /results/:id/evidence`. */
export interface EvidenceResponse {
  asOf: string;
  result: ResultItem;
  check: CheckSummary;
  items: EvidenceItem[];
  /** Objects behind the result, also those left out of `items`. */
  total: number;
}

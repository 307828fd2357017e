import type {
  ObjectRef,
  SourceState,
  Tier,
} from '@chat2sql/plugin-platform-common';
import type { HealthStatus, Verdict } from '../health/types';

/** One cause behind a cell, worst first. */
export interface Cause {
  ref: ObjectRef;
  status: HealthStatus;
  reason: string;
  message: string;
}

/** Version of a component in one environment. */
export interface CellVersion {
  /** Image tag, or short digest when there is no tag; `mixed` while pods differ. */
  label: string;
  /** Images wanted by the workload specs. */
  wanted: string[];
  /** Images of Ready pods. */
  running: string[];
}

/** GitOps state of a component or environment as its controller reports it. */
export interface GitOpsState {
  tool: 'argocd' | 'flux' | 'none';
  application?: string;
  sync: 'Synced' | 'OutOfSync' | 'Unknown';
  /** Health word as the controller reports it. */
  reportedHealth?: string;
  revision?: string;
  /** Phase of the last operation, for example `Succeeded` or `Failed`. */
  operation?: string;
  operationMessage?: string;
  reconciledAt?: string;
  /** Automatic sync is switched off. */
  suspended?: boolean;
}

/** One component in one environment. */
export interface MatrixCell {
  environment: string;
  component: string;
  status: HealthStatus;
  /** True when something at risk hides below a Healthy status. */
  warning?: boolean;
  /** One sentence: why. */
  summary: string;
  /** Since when the status holds as far as the portal saw, RFC 3339 UTC. */
  since?: string;
  causes: Cause[];
  version?: CellVersion;
  sync?: GitOpsState['sync'];
  /** Ready and wanted replicas over all workloads of the component. */
  replicas?: { ready: number; wanted: number };
  /** Oldest sign of life among the sources of this cell, RFC 3339 UTC; absent = never observed. */
  observedAt?: string;
  /** Set when a source of the cell is not fresh: the status is then the last known or Unknown. */
  staleReason?: string;
}

/** One environment, a column of the matrix. */
export interface MatrixEnvironment {
  /** Environment id, for example `prod` or `dev-feat-join-hints`. */
  id: string;
  name: string;
  tier: Tier;
  cluster: string;
  namespace: string;
  owner: string;
  purpose: string;
  /** Entity ref of the catalog resource. */
  entityRef: string;
  status: HealthStatus;
  /** True when something at risk hides below a better status. */
  warning?: boolean;
  summary: string;
  /** Causes outside the components: certificates, secrets, gateways, backups; worst first. */
  causes?: Cause[];
  gitops?: GitOpsState;
  /** Alerts firing for this environment; undefined when Alertmanager was not read. */
  firingAlerts?: number;
  observedAt?: string;
  staleReason?: string;
  lease?: { expiresAt: string };
  /** The reader may see messages, events and objects: `CellDetail` answers and is not refused. */
  canReadDetail: boolean;
}

/** Row of the matrix. */
export interface MatrixComponent {
  id: string;
  title: string;
  /** Entity ref in the catalog, where one is registered. */
  entityRef?: string;
  /** Runbook page that fits this component, path below the runbooks docs. */
  runbook?: string;
}

/** Problem in an input of the page, for example an unreadable environment record. */
export interface MatrixProblem {
  file: string;
  path: string;
  message: string;
}

/** The whole environments page, answered from memory. */
export interface MatrixSnapshot {
  /** Grows with every change; the ETag is made from it. */
  version: number;
  /** Server time of the snapshot, RFC 3339 UTC. */
  asOf: string;
  environments: MatrixEnvironment[];
  components: MatrixComponent[];
  cells: MatrixCell[];
  sources: SourceState[];
  problems: MatrixProblem[];
}

/** One object with its verdict, on the detail page of a cell. */
export interface JudgedObject {
  ref: ObjectRef;
  verdict: Verdict;
  createdAt?: string;
  observedAt?: string;
  /** Facts worth a glance: ready replicas, restarts, image, node. */
  facts: Record<string, string>;
  /** Owner inside the same answer, for the tree; a uid. */
  parentUid?: string;
}

/** Detail of one component in one environment. */
export interface CellDetail {
  asOf: string;
  environment: MatrixEnvironment;
  component: MatrixComponent;
  cell: MatrixCell;
  objects: JudgedObject[];
  events: Array<{
    at: string;
    type: string;
    reason: string;
    message: string;
    ref: ObjectRef;
    count: number;
  }>;
  sources: SourceState[];
}

import type {
  KubeObject,
  ObjectRef,
  SourceCondition,
  SourceState,
} from '@chat2sql/plugin-platform-common';
import type { HealthStatus, Verdict } from '../health/types';
import type { CellVersion, Cause, JudgedObject } from '../matrix/types';

/** One judged object that takes part in a fold. */
export interface FoldItem {
  ref: ObjectRef;
  verdict: Verdict;
}

/** Outcome of folding many verdicts into one. */
export interface FoldedVerdict {
  /** The worst status, by the order of `HEALTH_STATUSES`; Unknown for an empty list. */
  status: HealthStatus;
  /** Set when any folded object carries a warning. */
  warning?: boolean;
  /** One sentence for people: why the status is what it is. */
  summary: string;
  /** Up to three causes, worst first; empty when everything is Healthy without warning. */
  causes: Cause[];
}

/** Everything read about one component in one environment. */
export interface ComponentInput {
  /** Component id, the value of its `app.kubernetes.io/name` label: tells its orphans from pods of others. */
  component?: string;
  /** Name of the cluster, put into every object reference. */
  cluster?: string;
  /** Top-level workloads: Deployments, StatefulSets, DaemonSets, Rollouts, CronJobs, Jobs, JobSets. */
  workloads: readonly KubeObject[];
  /** Objects between workloads and pods (ReplicaSets, Jobs of a CronJob), to follow owner references. */
  intermediates?: readonly KubeObject[];
  /**
   * Pods of the component or of its whole namespace. Those below none of the
   * workloads are never counted; they are listed as orphans when they carry the
   * label of `component`, or when no component is named.
   */
  pods: readonly KubeObject[];
  /** Further objects of the component: Services, Ingresses, HPAs, PDBs, PVCs, Certificates, ExternalSecrets. */
  others?: readonly KubeObject[];
  /** EndpointSlices of the namespace; absent when they were not read. */
  endpointSlices?: readonly KubeObject[];
  /** State of every source this component needs, one per kind read. */
  sourceStates: readonly SourceState[];
  /** False when the environment does not ask for this component: nothing there is then Unknown, not Missing. Default true. */
  wanted?: boolean;
  /** Server time of the judgement. */
  now: Date;
}

/** A needed source that could not be relied on, and why. */
export interface UnreadableSource {
  id: string;
  title: string;
  condition: SourceCondition;
  /** Why, in words for people. */
  reason: string;
  /** RFC 3339 UTC, where known. */
  since?: string;
}

/** Verdict about one component in one environment, with its evidence. */
export interface ComponentAssessment extends FoldedVerdict {
  /** Every object with its verdict: workloads first, each followed by its descendants, then the others, then orphans. */
  objects: JudgedObject[];
  /** Ready and wanted replicas over all long-running workloads; absent when there is none. */
  replicas?: { ready: number; wanted: number };
  /** Wanted and running images; absent when no workload was read. */
  version?: CellVersion;
  /** Objects switched off on purpose. */
  suspended: ObjectRef[];
  /** Uids of pods below no workload of the component: listed in `objects`, never counted. */
  orphans: string[];
  /** Needed sources that were not readable: while there is one, `status` is never better than Unknown. */
  unreadable: UnreadableSource[];
}

import type { KubeObject } from '@chat2sql/plugin-platform-common';

/** Names a kind of the Kubernetes API. */
export interface KindRef {
  /** API group; empty for the core group. */
  group: string;
  kind: string;
}

/**
 * How well a kind is observed.
 *
 * - `observed`: read, and fresh
 * - `absent`: the API server does not serve it
 * - `unreadable`: the API server refuses us
 * - `stale`: read once, no sign of life within its limit
 * - `not-evidenced`: never read
 */
export type ObservationStatus =
  | 'observed'
  | 'absent'
  | 'unreadable'
  | 'stale'
  | 'not-evidenced';

/** State of the observation of one kind. */
export interface Observation {
  status: ObservationStatus;
  /** Last sign of life of the source, RFC 3339 UTC. */
  observedAt?: string;
  /** Since when it is not `observed`, RFC 3339 UTC. */
  since?: string;
  /** Why it is not `observed`, in words. */
  reason?: string;
}

/**
 * What the checks may read: the objects of one environment, from memory. An
 * instance shows one moment; another moment is another instance.
 */
export interface EvidenceReader {
  readonly cluster: string;
  readonly namespace: string;
  /**
   * Objects of the environment's namespace; for cluster-scoped kinds all of
   * them, and for Namespace the environment's own one.
   */
  list(kind: KindRef): readonly KubeObject[];
  /** Objects of a namespaced kind in all namespaces of the cluster. */
  listCluster(kind: KindRef): readonly KubeObject[];
  observation(kind: KindRef): Observation;
  /** Keeps what `build` makes as long as this reader lives. */
  memo<T>(key: string, build: () => T): T;
}

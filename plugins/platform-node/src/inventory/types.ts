import type { KubeObject } from '@chat2sql/plugin-platform-common';

/** Names one resource of the Kubernetes API; the served version is found by discovery. */
export interface KindId {
  /** API group; empty for the core group. */
  group: string;
  kind: string;
  /** Plural name in URLs, for example `deployments`. */
  plural: string;
  namespaced: boolean;
}

/**
 * State of one kind in one cluster.
 *
 * - `connecting`: the first list has not completed
 * - `synced`: listed, and the watch shows signs of life
 * - `stale`: listed once, no sign of life since {@link KindState.since}
 * - `forbidden`: the API server refuses us (401, 403)
 * - `absent`: the API server does not serve this kind
 * - `failed`: unreachable or answering wrongly, and never listed
 */
export type KindCondition =
  | 'connecting'
  | 'synced'
  | 'stale'
  | 'forbidden'
  | 'absent'
  | 'failed';

/** What is known about the observation of one kind in one cluster. */
export interface KindState {
  cluster: string;
  kind: KindId;
  condition: KindCondition;
  /** Since when the condition holds, RFC 3339 UTC. */
  since: string;
  /**
   * Last completed list, watch event or bookmark, or up to a minute later a
   * liveness answer of the cluster while the watch stands; RFC 3339 UTC.
   */
  lastSign?: string;
  /** Why, in words for people; set when the condition is not `synced`. */
  reason?: string;
  /** Number of objects held. */
  objects: number;
}

/** One change of the inventory, told to subscribers after it is applied. */
export interface InventoryChange {
  cluster: string;
  kind: KindId;
  type: 'added' | 'modified' | 'deleted' | 'state';
  /** The object after the change (before it, when deleted); absent for `state`. */
  object?: KubeObject;
}

/**
 * Watch cache over all configured clusters: one list+watch loop per cluster
 * and kind, whatever the number of readers. Objects are projections: no
 * managedFields, no last-applied annotation, no env values, no Secret or
 * ConfigMap data. Treat them as immutable.
 */
export interface ClusterInventory {
  /** Names of the configured clusters, in config order. */
  clusters(): string[];
  /** Kinds that are observed. */
  kinds(): KindId[];
  /**
   * Objects of one kind, from memory.
   *
   * @param query - `kind` is the Kubernetes kind; `group` defaults to any
   * @returns objects held now; check {@link ClusterInventory.state} before
   * reading an empty list as "nothing there"
   */
  list(query: {
    cluster: string;
    kind: string;
    group?: string;
    namespace?: string;
  }): readonly KubeObject[];
  /** State of one kind in one cluster; undefined for an unknown cluster or kind. */
  state(cluster: string, kind: string, group?: string): KindState | undefined;
  /** States of all kinds in all clusters. */
  states(): KindState[];
  /** Grows with every change; usable as a version for ETags. */
  version(): number;
  /** @returns a function that ends the subscription. Errors of the listener are contained. */
  subscribe(listener: (change: InventoryChange) => void): () => void;
}

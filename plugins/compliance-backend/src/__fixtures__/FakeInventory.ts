import { KINDS, type KindRef } from '@chat2sql/plugin-compliance-common';
import { apiGroup, type KubeObject } from '@chat2sql/plugin-platform-common';
import type {
  ClusterInventory,
  InventoryChange,
  KindCondition,
  KindId,
  KindState,
} from '@chat2sql/plugin-platform-node';

const CLUSTER_SCOPED = ['Namespace', 'ClusterRoleBinding'];

function toId(kind: KindRef): KindId {
  return {
    ...kind,
    plural: `${kind.kind.toLowerCase()}s`,
    namespaced: !CLUSTER_SCOPED.includes(kind.kind),
  };
}

/** An inventory whose objects and states a test sets. */
export class FakeInventory implements ClusterInventory {
  readonly #clusters: string[];
  readonly #objects = new Map<string, Map<string, KubeObject>>();
  readonly #states = new Map<string, Partial<KindState>>();
  readonly #listeners = new Set<(change: InventoryChange) => void>();
  #version = 0;
  lastSign = '2026-11-25T10:00:00.000Z';

  constructor(clusters: string[]) {
    this.#clusters = clusters;
    for (const cluster of clusters) this.#objects.set(cluster, new Map());
  }

  clusters() {
    return this.#clusters;
  }

  kinds(): KindId[] {
    return Object.values(KINDS)
      .filter(kind => kind.kind !== 'Rollout')
      .map(toId);
  }

  list(query: {
    cluster: string;
    kind: string;
    group?: string;
    namespace?: string;
  }) {
    return [...(this.#objects.get(query.cluster)?.values() ?? [])].filter(
      o =>
        o.kind === query.kind &&
        (query.group === undefined || apiGroup(o.apiVersion) === query.group) &&
        (query.namespace === undefined ||
          o.metadata.namespace === query.namespace),
    );
  }

  state(cluster: string, kind: string, group?: string): KindState | undefined {
    const id = this.kinds().find(
      k => k.kind === kind && (group === undefined || k.group === group),
    );
    if (!id || !this.#clusters.includes(cluster)) return undefined;
    return {
      cluster,
      kind: id,
      condition: 'synced',
      since: '2026-11-25T09:00:00.000Z',
      lastSign: this.lastSign,
      objects: 0,
      ...this.#states.get(`${cluster} *`),
      ...this.#states.get(`${cluster} ${kind}`),
    };
  }

  states(): KindState[] {
    return this.#clusters.flatMap(cluster =>
      this.kinds().map(kind => this.state(cluster, kind.kind, kind.group)!),
    );
  }

  version() {
    return this.#version;
  }

  subscribe(listener: (change: InventoryChange) => void) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  put(cluster: string, ...objects: KubeObject[]) {
    for (const object of objects) {
      const key = `${object.kind} ${object.metadata.namespace} ${object.metadata.name}`;
      const store = this.#objects.get(cluster)!;
      const type = store.has(key) ? 'modified' : 'added';
      store.set(key, object);
      this.#tell(cluster, type, object);
    }
  }

  remove(cluster: string, object: KubeObject) {
    const key = `${object.kind} ${object.metadata.namespace} ${object.metadata.name}`;
    this.#objects.get(cluster)!.delete(key);
    this.#tell(cluster, 'deleted', object);
  }

  /** Sets the condition of one kind, or of all with `*`. */
  setState(
    cluster: string,
    kind: string,
    condition: KindCondition,
    reason?: string,
  ) {
    this.#states.set(`${cluster} ${kind}`, { condition, reason });
    this.#emit({ cluster, kind: this.kinds()[0], type: 'state' });
  }

  #tell(cluster: string, type: InventoryChange['type'], object: KubeObject) {
    const kind = this.kinds().find(k => k.kind === object.kind);
    if (kind) this.#emit({ cluster, kind, type, object });
  }

  #emit(change: InventoryChange) {
    this.#version += 1;
    for (const listener of this.#listeners) listener(change);
  }
}

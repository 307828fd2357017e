import type { KubeObject } from '@chat2sql/plugin-platform-common';
import {
  OBSERVED_KINDS,
  type ClusterInventory,
  type InventoryChange,
  type KindCondition,
  type KindId,
  type KindState,
} from '@chat2sql/plugin-platform-node';

const kindOf = (name: string): KindId => {
  const kind = OBSERVED_KINDS.find(k => k.kind === name);
  if (!kind) throw new Error(`no such kind: ${name}`);
  return kind;
};

/** An inventory whose content a test writes. */
export class FakeInventory implements ClusterInventory {
  readonly #names: string[];
  readonly #objects = new Map<string, Map<string, KubeObject>>();
  readonly #states = new Map<string, KindState>();
  readonly #listeners = new Set<(change: InventoryChange) => void>();
  #version = 0;
  /** Calls of `list`, to prove that readers cause no work. */
  lists = 0;

  constructor(clusters: string[]) {
    this.#names = clusters;
    for (const cluster of clusters) {
      for (const kind of OBSERVED_KINDS) {
        this.#states.set(`${cluster}/${kind.kind}`, {
          cluster,
          kind,
          condition: 'synced',
          since: '2026-11-25T09:00:00.000Z',
          lastSign: '2026-11-25T10:00:00.000Z',
          objects: 0,
        });
      }
    }
  }

  put(cluster: string, ...objects: KubeObject[]): void {
    for (const object of objects) {
      const key = `${cluster}/${object.kind}`;
      const all = this.#objects.get(key) ?? new Map();
      this.#objects.set(key, all);
      all.set(`${object.metadata.namespace}/${object.metadata.name}`, object);
      this.#tell({
        cluster,
        kind: kindOf(object.kind),
        type: 'modified',
        object,
      });
    }
  }

  remove(cluster: string, object: KubeObject): void {
    this.#objects
      .get(`${cluster}/${object.kind}`)
      ?.delete(`${object.metadata.namespace}/${object.metadata.name}`);
    this.#tell({ cluster, kind: kindOf(object.kind), type: 'deleted', object });
  }

  /** Sets the state of one kind, or of all kinds of a cluster. */
  condition(
    cluster: string,
    condition: KindCondition,
    more: Partial<KindState> = {},
    kinds: string[] = OBSERVED_KINDS.map(k => k.kind),
  ): void {
    for (const name of kinds) {
      const key = `${cluster}/${name}`;
      const before = this.#states.get(key)!;
      this.#states.set(key, {
        ...before,
        reason: undefined,
        condition,
        ...more,
      });
      this.#tell({ cluster, kind: before.kind, type: 'state' });
    }
  }

  clusters(): string[] {
    return [...this.#names];
  }

  kinds(): KindId[] {
    return [...OBSERVED_KINDS];
  }

  list(query: {
    cluster: string;
    kind: string;
    group?: string;
    namespace?: string;
  }): readonly KubeObject[] {
    this.lists += 1;
    const all = this.#objects.get(`${query.cluster}/${query.kind}`);
    return [...(all?.values() ?? [])].filter(
      object =>
        query.namespace === undefined ||
        object.metadata.namespace === query.namespace,
    );
  }

  state(cluster: string, kind: string): KindState | undefined {
    return this.#states.get(`${cluster}/${kind}`);
  }

  states(): KindState[] {
    return [...this.#states.values()];
  }

  version(): number {
    return this.#version;
  }

  subscribe(listener: (change: InventoryChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(change: InventoryChange): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener(change);
  }
}

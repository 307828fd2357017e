import type {
  EvidenceReader,
  KindRef,
  Observation,
} from '@chat2sql/plugin-compliance-common';
import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterInventory } from '@chat2sql/plugin-platform-node';
import { observationOf } from './observationOf';

/**
 * The inventory as the checks see it: one environment at one moment. What was
 * read once stays as it was, so that all checks of a run see the same.
 */
export class InventoryReader implements EvidenceReader {
  readonly cluster: string;
  readonly namespace: string;
  readonly #inventory: ClusterInventory;
  readonly #memo = new Map<string, unknown>();

  private constructor(
    inventory: ClusterInventory,
    place: { cluster: string; namespace: string },
  ) {
    this.#inventory = inventory;
    this.cluster = place.cluster;
    this.namespace = place.namespace;
  }

  static create(
    inventory: ClusterInventory,
    place: { cluster: string; namespace: string },
  ): InventoryReader {
    return new InventoryReader(inventory, place);
  }

  list(kind: KindRef): readonly KubeObject[] {
    return this.memo(`list ${kind.kind}.${kind.group}`, () => {
      const { cluster, namespace } = this;
      const query = { cluster, kind: kind.kind, group: kind.group };
      if (kind.kind === 'Namespace' && kind.group === '') {
        return this.#inventory
          .list(query)
          .filter(o => o.metadata.name === namespace);
      }
      const id = this.#inventory
        .kinds()
        .find(k => k.kind === kind.kind && k.group === kind.group);
      return this.#inventory.list(
        id && !id.namespaced ? query : { ...query, namespace },
      );
    });
  }

  listCluster(kind: KindRef): readonly KubeObject[] {
    return this.memo(`all ${kind.kind}.${kind.group}`, () =>
      this.#inventory.list({
        cluster: this.cluster,
        kind: kind.kind,
        group: kind.group,
      }),
    );
  }

  observation(kind: KindRef): Observation {
    return this.memo(`state ${kind.kind}.${kind.group}`, () =>
      observationOf(this.#inventory, this.cluster, kind),
    );
  }

  memo<T>(key: string, build: () => T): T {
    if (!this.#memo.has(key)) this.#memo.set(key, build());
    return this.#memo.get(key) as T;
  }
}

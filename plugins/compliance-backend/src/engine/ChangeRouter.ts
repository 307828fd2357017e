import type {
  Check,
  ComplianceEnvironment,
  KindRef,
} from '@chat2sql/plugin-compliance-common';
import { apiGroup } from '@chat2sql/plugin-platform-common';
import type {
  ClusterInventory,
  InventoryChange,
} from '@chat2sql/plugin-platform-node';
import type { PendingWork } from './PendingWork';

/** True when a change of this kind may change results of the check. */
export function readsKind(check: Check, kind: KindRef): boolean {
  return check.reads.some(k => k.kind === kind.kind && k.group === kind.group);
}

/** Kind of an object. */
export function kindOf(object: { apiVersion: string; kind: string }): KindRef {
  return { kind: object.kind, group: apiGroup(object.apiVersion) };
}

/** What a {@link ChangeRouter} works with. */
export interface ChangeRouterOptions {
  inventory: ClusterInventory;
  checks: readonly Check[];
  pending: PendingWork;
  environments: () => Iterable<ComplianceEnvironment>;
}

/** Leads changes of the inventory to the environments and checks they concern. */
export class ChangeRouter {
  readonly #options: ChangeRouterOptions;
  #conditions: Map<string, string>;

  private constructor(options: ChangeRouterOptions) {
    this.#options = options;
    this.#conditions = this.#readConditions();
  }

  static create(options: ChangeRouterOptions): ChangeRouter {
    return new ChangeRouter(options);
  }

  /** Takes one change of the inventory. */
  route(change: InventoryChange): void {
    if (change.type === 'state') {
      this.compareStates();
      return;
    }
    const { object, cluster, kind } = change;
    if (!object) return;
    const { checks, pending } = this.#options;
    if (!checks.some(check => readsKind(check, kindOf(object)))) return;
    let { namespace } = object.metadata;
    if (kind.kind === 'Namespace') namespace = object.metadata.name;
    // Network plugins live in other namespaces and concern every environment.
    if (kind.kind === 'DaemonSet') namespace = undefined;
    for (const environment of this.#environmentsOf(cluster, namespace)) {
      pending.addChange(environment.id, object);
    }
  }

  /** Finds kinds whose observation changed, also where no change was told. */
  compareStates(): void {
    const before = this.#conditions;
    this.#conditions = this.#readConditions();
    for (const [key, condition] of this.#conditions) {
      if (before.get(key) === condition) continue;
      const [cluster, kind, group] = key.split(' ');
      for (const check of this.#options.checks) {
        if (!readsKind(check, { kind, group })) continue;
        for (const environment of this.#environmentsOf(cluster)) {
          this.#options.pending.addCheck(environment.id, check.id);
        }
      }
    }
  }

  #environmentsOf(cluster: string, namespace?: string) {
    return [...this.#options.environments()].filter(
      e =>
        e.cluster === cluster &&
        (namespace === undefined || e.namespace === namespace),
    );
  }

  #readConditions(): Map<string, string> {
    return new Map(
      this.#options.inventory
        .states()
        .map(s => [
          `${s.cluster} ${s.kind.kind} ${s.kind.group}`,
          `${s.condition} ${s.reason ?? ''}`,
        ]),
    );
  }
}

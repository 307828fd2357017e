import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MatrixComponent } from '@chat2sql/plugin-environments-common';
import {
  environmentId,
  environmentNamespace,
  type EnvironmentRecord,
} from '@chat2sql/plugin-platform-common';
import type {
  ClusterInventory,
  InventoryChange,
} from '@chat2sql/plugin-platform-node';
import type { FiringAlerts } from '../alerts/FiringAlerts';
import {
  buildEnvironment,
  type BuiltEnvironment,
} from '../matrix/buildEnvironment';
import { Transitions } from '../matrix/Transitions';
import type { EnvironmentRecords } from '../records/EnvironmentRecords';
import { MatrixViews, type MatrixView, type ViewFilter } from './MatrixViews';
import { pageSources, type PageSources } from './pageSources';

/** What a {@link MatrixService} works with. */
export interface MatrixServiceOptions {
  inventory: ClusterInventory;
  records: EnvironmentRecords;
  alerts: FiringAlerts;
  components: readonly MatrixComponent[];
  /** Value of the label `app.kubernetes.io/part-of` that makes a component. Default chat2sql. */
  partOf?: string;
  logger: LoggerService;
  /** Milliseconds that changes are gathered before a column is built again. Default 50. */
  gatherMs?: number;
  /** Milliseconds between rounds that let time pass in every column. Default 15 s. */
  tickMs?: number;
  now?: () => Date;
}

/** Kinds whose changes move no verdict. */
const SILENT_KINDS = new Set(['Event', 'Node', 'ServiceAccount']);

/** Kinds that concern an environment from another namespace. */
const WIDE_KINDS = new Set(['Application', 'Backup', 'Schedule']);

/**
 * Keeps the matrix in memory. A change of the inventory touches the columns it
 * concerns; those are built again a moment later, all others stay the same
 * objects. Readers never cause work upstream.
 */
export class MatrixService {
  readonly #options: MatrixServiceOptions;
  readonly #now: () => Date;
  readonly #built = new Map<string, BuiltEnvironment>();
  readonly #dirty = new Set<string>();
  readonly #views: MatrixViews;
  readonly #transitions = Transitions.create();
  readonly #listeners = new Set<() => void>();
  readonly #ends: Array<() => void> = [];
  #records = new Map<string, EnvironmentRecord>();
  #timer: NodeJS.Timeout | undefined;
  #tick: NodeJS.Timeout | undefined;
  #cost = 0;
  #stopped = false;

  private constructor(options: MatrixServiceOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#views = MatrixViews.create({ configured: options.components });
  }

  static create(options: MatrixServiceOptions): MatrixService {
    return new MatrixService(options);
  }

  start(): void {
    const { inventory, records, alerts, tickMs } = this.#options;
    this.#ends.push(
      inventory.subscribe(change => this.#onChange(change)),
      records.subscribe(() => this.#touchAll()),
      alerts.subscribe(() => this.#touchAll()),
    );
    // Graces end and ages grow without any change.
    this.#tick = setInterval(() => {
      this.#touchAll();
      this.#rebuild({ withAges: true });
    }, tickMs ?? 15_000);
    this.#tick.unref();
    this.#touchAll();
    this.#rebuild({ withAges: true });
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearInterval(this.#tick);
    for (const end of this.#ends) end();
    this.#listeners.clear();
  }

  /** Tells after every change that some reader may see. @returns a function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The matrix as a reader with this filter may see it; shared by all readers with the same one. */
  view(filter: ViewFilter): MatrixView {
    return this.#views.view(filter);
  }

  /** Ids of all environments, with what permission rules look at. */
  resources() {
    return [...this.#records.values()].map(record => ({
      id: environmentId(record),
      tier: record.tier,
    }));
  }

  /** A column with its evidence; undefined when there is no such environment. */
  environment(id: string): BuiltEnvironment | undefined {
    return this.#built.get(id);
  }

  /** Sources of the page, coarse and fine. */
  sources(): PageSources {
    const { inventory, records, alerts } = this.#options;
    return pageSources(inventory.states(), [
      records.view().source,
      alerts.source(),
    ]);
  }

  #onChange(change: InventoryChange): void {
    const { kind } = change.kind;
    if (SILENT_KINDS.has(kind)) return;
    const namespace = change.object?.metadata.namespace;
    const wide = change.type === 'state' || WIDE_KINDS.has(kind);
    for (const [id, record] of this.#records) {
      const here = record.cluster === change.cluster;
      if (
        (wide && (here || kind === 'Application')) ||
        (here && environmentNamespace(record) === namespace)
      ) {
        this.#dirty.add(id);
      }
    }
    this.#schedule();
  }

  #touchAll(): void {
    const { records } = this.#options.records.view();
    this.#records = new Map(records.map(r => [environmentId(r), r]));
    for (const id of this.#records.keys()) this.#dirty.add(id);
    this.#schedule();
  }

  /** Gathers changes; a storm of them costs at most a tenth of the time. */
  #schedule(): void {
    if (this.#timer || this.#stopped) return;
    const gather = this.#options.gatherMs ?? 50;
    this.#timer = setTimeout(
      () => this.#rebuild({ withAges: false }),
      Math.min(1_000, Math.max(gather, this.#cost * 9)),
    );
  }

  #rebuild(options: { withAges: boolean }): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const started = performance.now();
    try {
      this.#build(options);
    } catch (error) {
      this.#options.logger.error('the matrix could not be built', error);
    }
    this.#cost = performance.now() - started;
  }

  #build({ withAges }: { withAges: boolean }): void {
    const { records } = this.#options;
    const now = this.#now();
    for (const id of [...this.#built.keys()]) {
      if (!this.#records.has(id)) this.#built.delete(id);
    }
    const before = this.#discovered();
    this.#buildDirty(now);
    // A component seen for the first time is a row for every column.
    if (this.#discovered().join() !== before.join()) {
      for (const id of this.#records.keys()) this.#dirty.add(id);
      this.#buildDirty(now);
    }
    this.#transitions.keep(new Set(this.#records.keys()));
    const changed = this.#views.update({
      columns: [...this.#records.keys()].flatMap(
        id => this.#built.get(id) ?? [],
      ),
      sources: this.sources().sources,
      problems: records.view().problems,
      now,
      withAges,
    });
    if (!changed) return;
    for (const listener of this.#listeners) listener();
  }

  #buildDirty(now: Date): void {
    const { inventory, components, alerts, partOf } = this.#options;
    const elsewhere = this.#discovered();
    for (const id of this.#dirty) {
      const record = this.#records.get(id);
      if (!record) continue;
      const { cluster } = record;
      const namespace = environmentNamespace(record);
      const built = buildEnvironment({
        record,
        inventory,
        configured: components,
        elsewhere,
        partOf: partOf ?? 'chat2sql',
        firingAlerts: alerts.count({ id, cluster, namespace }),
        now,
      });
      for (const { cell, age } of built.cells) {
        cell.since = this.#transitions.since(cell, age.since, now);
      }
      this.#built.set(id, built);
    }
    this.#dirty.clear();
  }

  #discovered(): string[] {
    const names = [...this.#built.values()].flatMap(b => b.discovered);
    return [...new Set(names)].sort();
  }
}

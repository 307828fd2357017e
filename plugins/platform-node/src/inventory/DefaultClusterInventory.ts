import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { readClusterConfigs, type ClusterConfig } from './clusterConfig';
import { ClusterObserver } from './ClusterObserver';
import { KindRecord } from './KindRecord';
import type { WatchCounters } from './KindWatch';
import { kindKey, OBSERVED_KINDS } from './kinds';
import { readInventoryConfig } from './readInventoryConfig';
import { DEFAULT_TIMINGS, type InventoryTimings } from './timings';
import type {
  ClusterInventory,
  InventoryChange,
  KindId,
  KindState,
} from './types';

/** What a {@link DefaultClusterInventory} works with. */
export interface InventoryOptions {
  clusters: readonly ClusterConfig[];
  logger: LoggerService;
  kinds?: readonly KindId[];
  timings?: Partial<InventoryTimings>;
  random?: () => number;
  accountDirectory?: string;
}

/** The watch cache over all configured clusters. */
export class DefaultClusterInventory implements ClusterInventory {
  readonly #kinds: readonly KindId[];
  readonly #logger: LoggerService;
  /** By cluster, then by kind; records of one kind in several groups stand side by side. */
  readonly #records = new Map<string, Map<string, KindRecord[]>>();
  readonly #observers: ClusterObserver[] = [];
  readonly #listeners = new Set<(change: InventoryChange) => void>();
  readonly #abort = new AbortController();
  #running: Promise<unknown> = Promise.resolve();
  #version = 0;

  private constructor(options: InventoryOptions) {
    this.#kinds = options.kinds ?? OBSERVED_KINDS;
    this.#logger = options.logger;
    const timings = { ...DEFAULT_TIMINGS, ...options.timings };
    for (const cluster of options.clusters) {
      const records = this.#kinds.map(kind =>
        KindRecord.create({
          cluster: cluster.name,
          kind,
          emit: change => this.#publish(change),
        }),
      );
      const byKind = new Map<string, KindRecord[]>();
      for (const record of records) {
        const same = byKind.get(record.kind.kind) ?? [];
        byKind.set(record.kind.kind, [...same, record]);
      }
      this.#records.set(cluster.name, byKind);
      this.#observers.push(
        ClusterObserver.create({
          cluster,
          records,
          timings,
          logger: options.logger,
          random: options.random ?? Math.random,
          accountDirectory: options.accountDirectory,
        }),
      );
    }
  }

  static create(options: InventoryOptions): DefaultClusterInventory {
    return new DefaultClusterInventory(options);
  }

  /**
   * Reads `kubernetes.clusterLocatorMethods` and `platform.inventory`.
   *
   * @throws InputError naming the key of a wrong setting below `platform.inventory`;
   * a wrong cluster never throws, it carries its problem
   */
  static fromConfig(
    config: Config,
    options: { logger: LoggerService },
  ): DefaultClusterInventory {
    const { clusters, problems } = readClusterConfigs(config);
    for (const problem of problems) options.logger.warn(problem);
    const { timings, extraKinds } = readInventoryConfig(config);
    const known = new Set(OBSERVED_KINDS.map(kindKey));
    return new DefaultClusterInventory({
      clusters,
      timings,
      logger: options.logger,
      kinds: [
        ...OBSERVED_KINDS,
        ...extraKinds.filter(kind => !known.has(kindKey(kind))),
      ],
    });
  }

  /** Begins to observe; call it once. */
  start(): void {
    this.#running = Promise.all(
      this.#observers.map(observer => observer.run(this.#abort.signal)),
    );
  }

  /** Ends all connections; resolves when nothing is left running. */
  async stop(): Promise<void> {
    this.#abort.abort(new Error('stopped'));
    this.#listeners.clear();
    await this.#running;
  }

  clusters(): string[] {
    return [...this.#records.keys()];
  }

  kinds(): KindId[] {
    return [...this.#kinds];
  }

  list(query: {
    cluster: string;
    kind: string;
    group?: string;
    namespace?: string;
  }): readonly KubeObject[] {
    const records = this.#find(query.cluster, query.kind, query.group);
    return records.length === 1
      ? records[0].list(query.namespace)
      : records.flatMap(record => record.list(query.namespace));
  }

  state(cluster: string, kind: string, group?: string): KindState | undefined {
    return this.#find(cluster, kind, group)[0]?.state();
  }

  states(): KindState[] {
    return [...this.#records.values()].flatMap(byKind =>
      [...byKind.values()].flat().map(record => record.state()),
    );
  }

  version(): number {
    return this.#version;
  }

  subscribe(listener: (change: InventoryChange) => void): () => void {
    // A wrapper of its own, so that one function may subscribe twice.
    const own = (change: InventoryChange) => listener(change);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** What happened to the connections so far, summed over all clusters. */
  counters(): WatchCounters {
    const sum: WatchCounters = { lists: 0, watches: 0, failures: 0 };
    for (const observer of this.#observers) {
      const { lists, watches, failures } = observer.counters();
      sum.lists += lists;
      sum.watches += watches;
      sum.failures += failures;
    }
    return sum;
  }

  #find(cluster: string, kind: string, group?: string): KindRecord[] {
    const records = this.#records.get(cluster)?.get(kind) ?? [];
    return group === undefined
      ? records
      : records.filter(record => record.kind.group === group);
  }

  #publish(change: InventoryChange): void {
    this.#version += 1;
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        this.#logger.warn('a listener of the cluster inventory failed', error);
      }
    }
  }
}

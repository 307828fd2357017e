import type { LoggerService } from '@backstage/backend-plugin-api';
import { sleep } from '../http/sleep';
import type { ClusterConfig } from './clusterConfig';
import { Discovery } from './Discovery';
import { Gate } from './Gate';
import type { KindRecord } from './KindRecord';
import { KindWatch, type WatchCounters } from './KindWatch';
import { KubeClient } from './KubeClient';
import { LivenessProbe, type Liveness } from './LivenessProbe';
import type { InventoryTimings } from './timings';

/** What a {@link ClusterObserver} works with. */
export interface ClusterObserverOptions {
  cluster: ClusterConfig;
  records: readonly KindRecord[];
  timings: InventoryTimings;
  logger: LoggerService;
  random: () => number;
  /** Where a pod finds its own token; tests replace it. */
  accountDirectory?: string;
}

interface Outage {
  /** Last answer of the cluster. */
  since: Date;
  noticed: number;
  /** It did not answer at all, not only late. */
  dead: boolean;
  reason: string;
}

/** Observes one cluster: one probe, and one loop per kind. */
export class ClusterObserver {
  readonly #options: ClusterObserverOptions;
  readonly #gate = Gate.create();
  #watches: Array<{ record: KindRecord; watch: KindWatch }> = [];
  #outage: Outage | undefined;

  private constructor(options: ClusterObserverOptions) {
    this.#options = options;
  }

  static create(options: ClusterObserverOptions): ClusterObserver {
    return new ClusterObserver(options);
  }

  /** Sums over all loops. */
  counters(): WatchCounters {
    const sum: WatchCounters = { lists: 0, watches: 0, failures: 0 };
    for (const { watch } of this.#watches) {
      sum.lists += watch.counters.lists;
      sum.watches += watch.counters.watches;
      sum.failures += watch.counters.failures;
    }
    return sum;
  }

  /** Observes until the signal aborts; then nothing of it is left running. */
  async run(signal: AbortSignal): Promise<void> {
    const { cluster, records, timings, random } = this.#options;
    const client = await this.#connect();
    if (!client || signal.aborted) return;
    const discovery = Discovery.create(client);
    this.#watches = records.map(record => ({
      record,
      watch: KindWatch.create({
        record,
        client,
        discovery,
        gate: this.#gate,
        timings,
        random,
      }),
    }));
    const probe = LivenessProbe.create({
      client,
      timings,
      onChange: liveness => this.#onLiveness(liveness, signal),
    });
    this.#options.logger.info(
      `observing ${records.length} kinds of cluster ${cluster.name}`,
    );
    await Promise.allSettled([
      probe.run(signal),
      ...this.#watches.map(({ watch }) => watch.run(signal)),
    ]);
    client.close();
  }

  async #connect(): Promise<KubeClient | undefined> {
    const { cluster, timings, accountDirectory, logger, records } =
      this.#options;
    let problem = cluster.problem;
    if (problem === undefined) {
      try {
        return await KubeClient.create({ cluster, timings, accountDirectory });
      } catch (error) {
        problem = error.message as string;
      }
    }
    logger.warn(`cluster ${cluster.name} is not observed: ${problem}`);
    for (const record of records) {
      record.lost(`cluster ${cluster.name}: ${problem}`);
    }
    return undefined;
  }

  #onLiveness(liveness: Liveness, signal: AbortSignal): void {
    if (signal.aborted) return;
    const { records, cluster, logger } = this.#options;
    if (liveness.kind === 'alive') {
      if (this.#outage) this.#recovered(this.#outage, signal);
      for (const record of records) record.confirmed();
      this.#gate.set(true);
      return;
    }
    const { error, lastAnswer } = liveness;
    if (this.#outage?.reason !== error.message) {
      logger.warn(`cluster ${cluster.name} is out of sight: ${error.message}`);
    }
    const since = this.#outage?.since ?? lastAnswer;
    const noticed = this.#outage?.noticed ?? Date.now();
    const dead = this.#outage?.dead || liveness.kind === 'dead';
    this.#outage = { since, noticed, dead, reason: error.message };
    for (const record of records) {
      record.hold({
        reason: error.message,
        since,
        forbidden: error.failure === 'unauthorized',
      });
    }
    this.#gate.set(liveness.kind === 'slow');
  }

  #recovered(outage: Outage, signal: AbortSignal): void {
    const { cluster, logger, timings, random } = this.#options;
    logger.info(`cluster ${cluster.name} answers again`);
    this.#outage = undefined;
    for (const { record, watch } of this.#watches) {
      // A connection without a word since then may have died in the outage: not
      // synced before it proved itself.
      const silent = record.lastSignMs <= outage.noticed;
      if (silent && record.listed) record.lost(outage.reason, outage.since);
      record.release();
      if (record.condition === 'synced') continue;
      sleep(random() * timings.kickJitterMs, signal).then(
        () => watch.kick({ relist: outage.dead }),
        () => {},
      );
    }
  }
}

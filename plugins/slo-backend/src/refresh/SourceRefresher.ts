import type { LoggerService } from '@backstage/backend-plugin-api';
import type { PrometheusClient } from '@chat2sql/plugin-platform-node';
import {
  SLOT_SECONDS,
  type HourTile,
  type SeenAlert,
  type SeenRule,
  type SloSource,
  type SourceHealth,
} from '@chat2sql/plugin-slo-common';
import { PrometheusReader } from '../query/PrometheusReader';
import type { TileOwner, TileStore } from '../store/TileStore';
import { AlertReader } from './AlertReader';
import type { ObjectiveData } from './ObjectiveData';
import { SourceRecord } from './SourceRecord';

const HOUR = 3_600;
const DAY = 86_400;
/** Samples arrive some seconds after their time; a slot counts as over then. */
const SETTLE_SECONDS = 20;
/** Slots that are asked for once more, for samples that came late. */
const REPEAT_SECONDS = 2 * SLOT_SECONDS;
/** One piece of history per query: a day of slots stays far below any limit. */
const PIECE_HOURS = 24;
/** History is read in turns of this length, so that the present stays fresh. */
const HISTORY_TURN_MS = 10_000;
const NEXT_TURN_MS = 500;
/** After a failure the source is tried again soon; its breaker spares it. */
const RETRY_MS = 3_000;

/** Settings of a refresher. */
export interface RefresherOptions {
  client: PrometheusClient;
  store: TileStore;
  logger: LoggerService;
  refreshSeconds: number;
  /** Most seconds of history. */
  historySeconds: number;
  now?: () => Date;
  /** Told after every round and after every piece of history. */
  onUpdate: () => void;
  /** Told when tiles could be stored (undefined) or not. */
  onStored: (error: Error | undefined) => void;
}

/**
 * Keeps the numbers of all objectives of one Prometheus fresh. A round is one
 * query for the short windows of all objectives and one look at the alerts;
 * every five minutes one more query brings the new slots. History is read once,
 * newest first, and kept in the database.
 */
export class SourceRefresher {
  readonly #options: RefresherOptions;
  readonly #reader: PrometheusReader;
  readonly #now: () => Date;
  readonly #abort = new AbortController();
  readonly #alerts: AlertReader;
  readonly #record: SourceRecord;
  #objectives: ObjectiveData[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #through: number | undefined;
  #clockOffset = 0;
  #rounds = 0;
  #lastRound = { queries: 0, ms: 0, series: 0, samples: 0 };

  private constructor(options: RefresherOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#reader = PrometheusReader.create({
      client: options.client,
      now: this.#now,
    });
    this.#alerts = AlertReader.create({
      client: options.client,
      logger: options.logger,
      now: this.#now,
    });
    this.#record = SourceRecord.create({
      graceMs: options.refreshSeconds * 1_500,
      now: this.#now,
    });
  }

  static create(options: RefresherOptions): SourceRefresher {
    return new SourceRefresher(options);
  }

  get name(): string {
    return this.#options.client.name;
  }

  /** Replaces the objectives and reads their numbers at once. */
  setObjectives(objectives: ObjectiveData[]): void {
    this.#objectives = objectives;
    this.#schedule(0);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  alerts(): SeenAlert[] | undefined {
    return this.#alerts.alerts();
  }

  rules(): SeenRule[] | undefined {
    return this.#alerts.rules();
  }

  /** Whether the source answers; one late answer within the grace time is no outage. */
  health(): SourceHealth {
    return this.#record.health();
  }

  source(): SloSource {
    const { cost } = this.#reader;
    return {
      ...this.#options.client.state(),
      kind: 'prometheus',
      queries: {
        lastRound: this.#lastRound.queries,
        lastRoundMs: this.#lastRound.ms,
        lastRoundSeries: this.#lastRound.series,
        lastRoundSamples: this.#lastRound.samples,
        rounds: this.#rounds,
        total: cost.queries + this.#alerts.queries(),
        failed: cost.failed,
        refreshSeconds: this.#options.refreshSeconds,
        hoursToLoad: this.#missingHours().length,
      },
    };
  }

  #schedule(ms: number): void {
    if (this.#abort.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.refresh().catch(error =>
        this.#options.logger.error('SLO refresh failed', error),
      );
    }, ms);
    this.#timer.unref?.();
  }

  /** One round; calls that come while one runs share it. */
  refresh(): Promise<void> {
    this.#running ??= this.#round().finally(() => {
      this.#running = undefined;
      this.#schedule(this.#pauseMs());
    });
    return this.#running;
  }

  #pauseMs(): number {
    if (this.#record.isFailing()) return RETRY_MS;
    if (this.#missingHours().length > 0) return NEXT_TURN_MS;
    return this.#options.refreshSeconds * 1_000;
  }

  async #round(): Promise<void> {
    const started = performance.now();
    const before = { ...this.#reader.cost, alerts: this.#alerts.queries() };
    try {
      await this.#readInstants();
      await this.#readNewSlots();
      await this.#alerts.read(this.#abort.signal);
      this.#succeeded();
    } catch (error) {
      this.#failed(error as Error);
    }
    const { cost } = this.#reader;
    this.#rounds += 1;
    this.#lastRound = {
      queries:
        cost.queries - before.queries + this.#alerts.queries() - before.alerts,
      ms: Math.round(performance.now() - started),
      series: cost.series - before.series,
      samples: cost.samples - before.samples,
    };
    await this.#store();
    this.#options.onUpdate();
    await this.#readHistory();
  }

  #succeeded(): void {
    if (this.#record.succeeded()) {
      this.#options.logger.info(`${this.name}: answers again`);
    }
  }

  #failed(error: Error): void {
    if (this.#abort.signal.aborted) return;
    const reason = this.#options.client.state().reason ?? error.message;
    if (this.#record.failed(reason)) {
      this.#options.logger.warn(`SLO numbers are not refreshed: ${reason}`);
    }
  }

  async #readInstants(): Promise<void> {
    const { signal } = this.#abort;
    const expressions = this.#objectives.flatMap(o => o.instantExpressions());
    const reading = await this.#reader.instant(expressions, signal);
    const ours = this.#now().getTime() / 1000;
    const time = reading.time ?? ours;
    this.#clockOffset = time - ours;
    for (const data of this.#objectives) data.takeInstant(reading, time);
  }

  /** End of the newest slot that is over by the source's own clock. */
  #newestThrough(): number {
    const time = this.#now().getTime() / 1000 + this.#clockOffset;
    const settled = time - SETTLE_SECONDS;
    return settled - (settled % SLOT_SECONDS);
  }

  async #readNewSlots(): Promise<void> {
    const through = this.#newestThrough();
    const previous = this.#through;
    if (previous === undefined || through - previous > DAY) {
      // First round, or a long silence: the history reader fills it in.
      if (previous !== undefined) {
        for (const data of this.#objectives) {
          data.askAgainFrom(previous - REPEAT_SECONDS);
        }
      }
      const from = through - HOUR - (through % HOUR);
      await this.#readSlots(this.#objectives, from, through);
      this.#through = through;
      return;
    }
    if (through <= previous) return;
    await this.#readSlots(this.#objectives, previous - REPEAT_SECONDS, through);
    this.#through = through;
  }

  /** Slots in [from, to) of some objectives, in one query. */
  async #readSlots(
    objectives: readonly ObjectiveData[],
    from: number,
    to: number,
  ): Promise<void> {
    const reading = await this.#reader.range(
      objectives.flatMap(o => o.slotExpressions()),
      {
        start: from + SLOT_SECONDS,
        end: to,
        stepSeconds: SLOT_SECONDS,
        signal: this.#abort.signal,
      },
    );
    for (const data of objectives) data.takeSlots(reading, from, to);
  }

  #missingHours(): number[] {
    const through = this.#through;
    if (through === undefined) return [];
    const hours = new Set(
      this.#objectives.flatMap(data =>
        data.missingHours(through, this.#options.historySeconds),
      ),
    );
    return [...hours].sort((a, b) => b - a);
  }

  /** Reads history piece by piece, newest first, until nothing is missing or the source fails. */
  async #readHistory(): Promise<void> {
    const { historySeconds } = this.#options;
    const until = performance.now() + HISTORY_TURN_MS;
    while (!this.#record.isFailing() && !this.#abort.signal.aborted) {
      if (performance.now() > until) return;
      const through = this.#through;
      const [newest] = this.#missingHours();
      if (through === undefined || newest === undefined) return;
      const to = Math.min(newest + HOUR, through);
      const from = newest - (PIECE_HOURS - 1) * HOUR;
      const wanting = this.#objectives.filter(data =>
        data
          .missingHours(through, historySeconds)
          .some(hour => hour >= from && hour <= newest),
      );
      try {
        await this.#readSlots(wanting, from, to);
      } catch (error) {
        this.#failed(error as Error);
        return;
      }
      await this.#store();
      this.#options.onUpdate();
    }
  }

  async #store(): Promise<void> {
    const through = this.#through;
    if (through === undefined) return;
    const tiles: Array<TileOwner & { tile: HourTile }> = [];
    for (const data of this.#objectives) {
      const { id, revision } = data.objective;
      const closed = data.closeHours(through, this.#options.historySeconds);
      for (const tile of closed) {
        tiles.push({ objectiveId: id, revision, tile });
      }
    }
    if (tiles.length === 0) return;
    try {
      await this.#options.store.save(tiles);
      this.#options.onStored(undefined);
    } catch (error) {
      this.#options.onStored(error as Error);
    }
  }
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { PrometheusSources } from '@chat2sql/plugin-platform-node';
import {
  buildSeries,
  compareEvaluations,
  evaluateObjective,
  explainObjective,
  matchAlerts,
  toObjectiveInfo,
  type Evaluation,
  type InvalidDocument,
  type Objective,
  type ObjectiveAlerts,
  type ObjectiveDetail,
  type ObjectiveItem,
  type ObjectiveSeries,
  type SeriesRange,
  type SloSource,
  type SourceHealth,
} from '@chat2sql/plugin-slo-common';
import type { SloConfig } from '../config/readSloConfig';
import type {
  DocumentLoader,
  LoadedDocuments,
} from '../documents/DocumentLoader';
import { ObjectiveData } from '../refresh/ObjectiveData';
import { SourceRefresher } from '../refresh/SourceRefresher';
import type { TileStore } from '../store/TileStore';
import { StoreState } from './StoreState';
import { chooseSource } from './chooseSource';

const DAY = 86_400;

/** One objective with its verdict, as the last round left it. */
export interface JudgedObjective {
  objective: Objective;
  data: ObjectiveData;
  evaluation: Evaluation;
  alerts: ObjectiveAlerts;
  prometheus?: string;
}

/** Everything the pages show, held in memory and replaced after every round. */
export class SloService {
  readonly #loader: DocumentLoader;
  readonly #sources: PrometheusSources;
  readonly #store: TileStore;
  readonly #config: SloConfig;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #refreshers = new Map<string, SourceRefresher>();
  readonly #storeState: StoreState;
  /** Objectives without a Prometheus, and why. */
  readonly #orphans = new Map<ObjectiveData, string>();
  #data = new Map<string, ObjectiveData>();
  #judged: JudgedObjective[] = [];
  #invalid: InvalidDocument[] = [];
  #version = 0;
  #applying: Promise<void> = Promise.resolve();
  #housekeeping: ReturnType<typeof setInterval> | undefined;

  private constructor(options: SloServiceOptions) {
    this.#loader = options.loader;
    this.#sources = options.sources;
    this.#store = options.store;
    this.#config = options.config;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
    this.#storeState = StoreState.create({
      logger: options.logger,
      now: this.#now,
    });
  }

  static create(options: SloServiceOptions): SloService {
    return new SloService(options);
  }

  /** Reads the documents and begins the rounds. */
  async start(): Promise<void> {
    for (const name of this.#sources.names()) {
      this.#refreshers.set(
        name,
        SourceRefresher.create({
          client: this.#sources.get(name),
          store: this.#store,
          logger: this.#logger,
          refreshSeconds: this.#config.refreshSeconds,
          historySeconds: this.#config.historyDays * DAY,
          now: this.#now,
          onUpdate: () => this.#judge(),
          onStored: error => this.#storeState.note(error),
        }),
      );
    }
    this.#housekeeping = setInterval(() => this.#deleteOld(), DAY * 1_000);
    this.#housekeeping.unref?.();
    await this.#loader.start(documents => {
      this.#applying = this.#applying.then(() => this.#apply(documents));
    });
    await this.#applying;
  }

  stop(): void {
    this.#loader.stop();
    clearInterval(this.#housekeeping);
    for (const refresher of this.#refreshers.values()) refresher.stop();
  }

  /** Reads the numbers of all sources now. */
  async refresh(): Promise<void> {
    await this.#applying;
    await Promise.all([...this.#refreshers.values()].map(r => r.refresh()));
  }

  /** Ends when the documents that are known so far are in force. */
  async idle(): Promise<void> {
    await this.#loader.load();
    await this.#applying;
  }

  /** Grows whenever anything a page shows may have changed. */
  version(): number {
    return this.#version;
  }

  /** All objectives, worst first. */
  judged(): readonly JudgedObjective[] {
    return this.#judged;
  }

  find(id: string): JudgedObjective | undefined {
    return this.#judged.find(j => j.objective.id === id);
  }

  invalid(): readonly InvalidDocument[] {
    return this.#invalid;
  }

  /** Sources with what they are asked. */
  sources(): SloSource[] {
    const documents = this.#loader.documents();
    return [
      {
        ...this.#loader.state(),
        kind: 'repository',
        commit: documents?.commit,
      },
      ...[...this.#refreshers.values()].map(r => r.source()),
      this.#storeState.source(),
    ];
  }

  toItem(judged: JudgedObjective): ObjectiveItem {
    const { tiers, ...evaluation } = judged.evaluation;
    return {
      objective: toObjectiveInfo(judged.objective, judged.prometheus),
      evaluation,
      alerts: judged.alerts,
    };
  }

  toDetail(judged: JudgedObjective): Omit<ObjectiveDetail, 'sources'> {
    const { objective, evaluation, alerts, prometheus, data } = judged;
    const documents = this.#loader.documents();
    const { file } = objective.source;
    return {
      objective: toObjectiveInfo(objective, prometheus),
      evaluation,
      alerts,
      explanation: explainObjective({
        objective,
        evaluation,
        prometheus,
        instantWindows: data.instantWindows(),
        summedUntil: data.through(),
      }),
      spec: {
        file,
        commit: documents?.commit,
        text: documents?.texts.get(file) ?? '',
      },
    };
  }

  /** A chart, cut out of memory; undefined before a calendar window starts or before any answer. */
  series(
    judged: JudgedObjective,
    range: SeriesRange,
  ): ObjectiveSeries | undefined {
    const { data, evaluation, objective } = judged;
    const end = data.through();
    if (end === undefined || !evaluation.period) return undefined;
    return buildSeries({
      timeline: data.timeline,
      target: objective.target,
      period: evaluation.period,
      end,
      range,
    });
  }

  async #apply(documents: LoadedDocuments): Promise<void> {
    const next = new Map<string, ObjectiveData>();
    const bySource = new Map<string, ObjectiveData[]>();
    this.#orphans.clear();
    for (const objective of documents.objectives) {
      const key = `${objective.id}@${objective.revision}@${objective.method}`;
      const data = this.#data.get(key) ?? (await this.#restore(objective));
      data.update(objective);
      next.set(key, data);
      const { name, reason } = chooseSource(objective, this.#sources.names());
      if (name === undefined) {
        this.#orphans.set(data, reason);
      } else {
        bySource.set(name, [...(bySource.get(name) ?? []), data]);
      }
    }
    this.#data = next;
    this.#invalid = documents.invalid;
    this.#judge();
    for (const [name, refresher] of this.#refreshers) {
      refresher.setObjectives(bySource.get(name) ?? []);
    }
  }

  async #restore(objective: Objective): Promise<ObjectiveData> {
    const data = ObjectiveData.create(objective);
    const now = this.#now().getTime() / 1000;
    const from = data.historyStart(now, this.#config.historyDays * DAY);
    try {
      const { id, revision } = objective;
      const owner = { objectiveId: id, revision };
      data.restore(await this.#store.load(owner, from));
      this.#storeState.note(undefined);
    } catch (error) {
      // What was stored is read from Prometheus again, as far as it goes back.
      this.#storeState.note(error as Error);
    }
    return data;
  }

  #judge(): void {
    const now = this.#now();
    const judged: JudgedObjective[] = [];
    for (const data of this.#data.values()) {
      const { objective } = data;
      const orphan = this.#orphans.get(data);
      const { name } = chooseSource(objective, this.#sources.names());
      const refresher =
        orphan === undefined && name !== undefined
          ? this.#refreshers.get(name)
          : undefined;
      const source: SourceHealth = refresher?.health() ?? {
        answering: false,
        reason: orphan,
      };
      const input = data.toInput({
        source,
        now: now.getTime() / 1000,
        maxSeconds: this.#config.historyDays * DAY,
      });
      judged.push({
        objective,
        data,
        evaluation: evaluateObjective(
          objective,
          input,
          now,
          this.#config.rules,
        ),
        alerts: source.answering
          ? matchAlerts(objective, refresher?.alerts(), refresher?.rules())
          : { state: 'unknown', active: [] },
        prometheus: refresher?.name,
      });
    }
    judged.sort(
      (a, b) =>
        compareEvaluations(a.evaluation, b.evaluation) ||
        (a.objective.id < b.objective.id ? -1 : 1),
    );
    this.#judged = judged;
    this.#version += 1;
  }

  #deleteOld(): void {
    const now = this.#now().getTime() / 1000;
    const before = now - (this.#config.historyDays + 7) * DAY;
    this.#store.deleteBefore(Math.floor(before)).then(
      () => this.#storeState.note(undefined),
      error => this.#storeState.note(error),
    );
  }
}

/** What the service works with. */
export interface SloServiceOptions {
  loader: DocumentLoader;
  sources: PrometheusSources;
  store: TileStore;
  config: SloConfig;
  logger: LoggerService;
  now?: () => Date;
}

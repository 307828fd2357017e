import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  judgeSources,
  judgeSubject,
  resultId,
  SOURCE_SUBJECT,
  type Check,
  type ComplianceEnvironment,
  type Subject,
} from '@chat2sql/plugin-compliance-common';
import type { ClusterInventory } from '@chat2sql/plugin-platform-node';
import { ChangeRouter, kindOf, readsKind } from './ChangeRouter';
import { InventoryReader } from './InventoryReader';
import { PendingWork, type EnvironmentWork } from './PendingWork';
import { ResultStore, type StoredResult } from './ResultStore';
import { runSliced } from './runSliced';

const SLICE_MS = 5;
const DEBOUNCE_MS = 50;
const STATE_CHECK_MS = 5_000;

/** What a {@link ComplianceEngine} works with. */
export interface ComplianceEngineOptions {
  inventory: ClusterInventory;
  checks: readonly Check[];
  logger: Pick<LoggerService, 'error'>;
  now?: () => Date;
}

/**
 * Keeps the results of all checks in all environments up to date.
 *
 * A change of an object leads to the checks that read its kind and there to
 * the subjects it touches; a change in the observation of a kind leads to all
 * subjects of these checks. Changes are gathered for a moment and judged in
 * short slices.
 */
export class ComplianceEngine {
  readonly #inventory: ClusterInventory;
  readonly #checks: readonly Check[];
  readonly #logger: Pick<LoggerService, 'error'>;
  readonly #now: () => Date;
  readonly #store = ResultStore.create();
  readonly #pending = PendingWork.create();
  readonly #listeners = new Set<() => void>();
  #environments = new Map<string, ComplianceEnvironment>();
  #running?: Promise<void>;
  #timer?: NodeJS.Timeout;
  #stateTimer?: NodeJS.Timeout;
  #unsubscribe?: () => void;
  #stopped = false;
  #ready = false;

  private constructor(options: ComplianceEngineOptions) {
    this.#inventory = options.inventory;
    this.#checks = options.checks;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  static create(options: ComplianceEngineOptions): ComplianceEngine {
    return new ComplianceEngine(options);
  }

  start(): void {
    const router = ChangeRouter.create({
      inventory: this.#inventory,
      checks: this.#checks,
      pending: this.#pending,
      environments: () => this.#environments.values(),
    });
    this.#unsubscribe = this.#inventory.subscribe(change => {
      router.route(change);
      this.#schedule();
    });
    // A listener may miss the moment; the state itself cannot be missed.
    this.#stateTimer = setInterval(() => {
      router.compareStates();
      this.#schedule();
    }, STATE_CHECK_MS);
    this.#stateTimer.unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unsubscribe?.();
    clearTimeout(this.#timer);
    clearInterval(this.#stateTimer);
    this.#listeners.clear();
    await this.#running;
  }

  /** Replaces the environments; results of those that are gone go too. */
  setEnvironments(environments: readonly ComplianceEnvironment[]): void {
    const before = this.#environments;
    const next = new Map(environments.map(e => [e.id, e]));
    const isSame = (id: string) =>
      before.get(id)?.cluster === next.get(id)?.cluster &&
      before.get(id)?.namespace === next.get(id)?.namespace;
    for (const id of before.keys()) {
      if (isSame(id)) continue;
      this.#store.dropEnvironment(id);
      this.#pending.drop(id);
    }
    for (const id of next.keys()) if (!isSame(id)) this.#pending.addAll(id);
    this.#environments = next;
    if (next.size === 0) this.#ready = true;
    this.#schedule();
  }

  environments(): ComplianceEnvironment[] {
    return [...this.#environments.values()];
  }

  checks(): readonly Check[] {
    return this.#checks;
  }

  /** False until every environment was judged once. */
  isReady(): boolean {
    return this.#ready;
  }

  results(environment: string, check?: string): StoredResult[] {
    return this.#store.of(environment, check);
  }

  result(id: string): StoredResult | undefined {
    return this.#store.get(id);
  }

  /** Told after each run. @returns a function that ends the subscription */
  onResults(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Judges what is pending now; resolves when nothing is pending. */
  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while ((this.#running || !this.#pending.isEmpty()) && !this.#stopped) {
      this.#running ??= this.#run();
      await this.#running;
    }
  }

  #schedule(): void {
    if (this.#pending.isEmpty() || this.#stopped) return;
    if (this.#timer || this.#running) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running ??= this.#run();
    }, DEBOUNCE_MS);
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    try {
      const steps = this.#steps(this.#pending.take());
      await runSliced(steps, SLICE_MS, () => this.#stopped);
      this.#ready = true;
    } catch (error) {
      this.#logger.error('a run of the compliance checks failed', error);
    } finally {
      this.#running = undefined;
    }
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch (error) {
        this.#logger.error('a listener of compliance results failed', error);
      }
    }
    this.#schedule();
  }

  *#steps(work: ReadonlyMap<string, EnvironmentWork>): Generator<void> {
    for (const [id, pending] of work) {
      const environment = this.#environments.get(id);
      if (!environment) continue;
      const reader = InventoryReader.create(this.#inventory, environment);
      for (const check of this.#checks) {
        yield* this.#judge(check, id, reader, pending);
      }
    }
  }

  *#judge(
    check: Check,
    environment: string,
    reader: InventoryReader,
    work: EnvironmentWork,
  ): Generator<void> {
    const context = { environment, now: this.#now() };
    const subjects = check.subjects(reader);
    const touched = touchedKeys(check, subjects, reader, work);
    for (const [key, subject] of subjects) {
      // What came into being is judged even when no change named it.
      const known = this.#store.get(resultId(check.id, environment, key));
      if (known && !touched.has(key)) continue;
      this.#store.put(judgeSubject(check, subject, reader, context));
      yield;
    }
    const prefix = resultId(check.id, environment, '').length;
    for (const { id } of this.#store.of(environment, check.id)) {
      const key = id.slice(prefix);
      if (key !== SOURCE_SUBJECT && !subjects.has(key)) this.#store.delete(id);
    }
    const hole = judgeSources(check, reader, subjects.size, context);
    if (hole) this.#store.put(hole);
    else this.#store.delete(resultId(check.id, environment, SOURCE_SUBJECT));
    yield;
  }
}

function touchedKeys(
  check: Check,
  subjects: ReadonlyMap<string, Subject>,
  reader: InventoryReader,
  { whole, changes }: EnvironmentWork,
): Set<string> {
  if (whole === 'all' || whole.has(check.id)) return new Set(subjects.keys());
  const touched = new Set<string>();
  for (const object of changes) {
    if (!readsKind(check, kindOf(object))) continue;
    const keys = check.touched(object, reader);
    if (keys === 'all') return new Set(subjects.keys());
    for (const key of keys) touched.add(key);
  }
  return touched;
}

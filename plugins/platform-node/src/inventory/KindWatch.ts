import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { backoffDelay, sleep } from '../http/sleep';
import { isUpstreamError, UpstreamError } from '../http/UpstreamError';
import type { Discovery, ServedKind } from './Discovery';
import type { Gate } from './Gate';
import type { KindRecord } from './KindRecord';
import type { KubeClient } from './KubeClient';
import { projectObject } from './projection/projectObject';
import { SharedParts } from './projection/SharedParts';
import type { InventoryTimings } from './timings';
import { readWatchEvents } from './WatchStream';

/** What happened to the connections of a loop, for tests and metrics. */
export interface WatchCounters {
  lists: number;
  watches: number;
  failures: number;
}

/** Watches that end early and without news before the position is distrusted. */
const FRUITLESS_LIMIT = 3;

/** Objects projected before other work gets its turn. */
const SLICE = 100;

const KICK = new Error('reconnect');
const IDLE = new Error('idle');

/**
 * Keeps one kind of one cluster up to date: list, then watch from there, for
 * ever. The protocol is that of
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
 *
 * What it promises: at rest the record equals the server; objects are only
 * dropped by a complete list, a DELETED event, or the server not serving the
 * kind; nothing is opened after `signal` aborts; it never throws.
 */
export class KindWatch {
  readonly counters: WatchCounters = { lists: 0, watches: 0, failures: 0 };
  readonly #record: KindRecord;
  readonly #client: KubeClient;
  readonly #discovery: Discovery;
  readonly #gate: Gate;
  readonly #timings: InventoryTimings;
  readonly #random: () => number;
  readonly #parts = SharedParts.create();
  /** Aborts what is going on now, without ending the loop. */
  #turn = new AbortController();
  #position: string | undefined;
  #listing = false;
  #listedAt = 0;
  #attempts = 0;
  #fruitless = 0;

  private constructor(options: KindWatchOptions) {
    this.#record = options.record;
    this.#client = options.client;
    this.#discovery = options.discovery;
    this.#gate = options.gate;
    this.#timings = options.timings;
    this.#random = options.random;
  }

  static create(options: KindWatchOptions): KindWatch {
    return new KindWatch(options);
  }

  /** Runs until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const turn = new AbortController();
      this.#turn = turn;
      const stop = () => turn.abort(signal.reason);
      signal.addEventListener('abort', stop, { once: true });
      try {
        await this.#gate.wait(turn.signal);
        const pause = await this.#once(turn.signal).catch(error =>
          this.#afterFailure(error, turn.signal),
        );
        if (pause > 0) await sleep(pause, turn.signal);
      } catch {
        // The turn was cut short: by stop, which ends the loop, or by a kick.
      } finally {
        signal.removeEventListener('abort', stop);
      }
    }
  }

  /**
   * Starts over at once, from the last position: a connection that stands may
   * be dead. A list under way goes on, or a restless cluster would never finish one.
   *
   * @param options - `relist`: the server may have restarted with another past,
   * so the position is worth nothing
   */
  kick(options: { relist: boolean }): void {
    if (this.#listing) return;
    if (options.relist) this.#position = undefined;
    this.#attempts = 0;
    this.#turn.abort(KICK);
  }

  /** One list where needed, and one watch to its end. @returns milliseconds to pause */
  async #once(signal: AbortSignal): Promise<number> {
    const { kind } = this.#record;
    const { absentRetryMs } = this.#timings;
    const served = await this.#discovery.resolve(
      kind,
      // Loops that look for something missing share one fresh answer.
      this.#record.condition === 'absent'
        ? absentRetryMs / 2
        : absentRetryMs * 10,
      signal,
    );
    if (!served) {
      this.#position = undefined;
      this.#record.absent('the cluster does not serve this kind');
      return this.#spread(absentRetryMs);
    }
    const age = performance.now() - this.#listedAt;
    if (this.#position === undefined || age > this.#timings.relistAfterMs) {
      this.#listing = true;
      await this.#list(served, signal).finally(() => {
        this.#listing = false;
      });
    }
    return this.#watch(served, signal);
  }

  async #list(served: ServedKind, signal: AbortSignal): Promise<void> {
    this.counters.lists += 1;
    const objects: KubeObject[] = [];
    let next = '';
    let version: string | undefined;
    do {
      const page = await this.#client.getJson(
        served.path,
        {
          limit: String(this.#timings.pageSize),
          ...(next ? { continue: next } : {}),
        },
        signal,
      );
      if (!Array.isArray(page?.items ?? [])) {
        throw this.#malformed('a list without items');
      }
      for (const [index, item] of (page.items ?? []).entries()) {
        if (index % SLICE === SLICE - 1) await breathe();
        objects.push(this.#project(item, served));
      }
      version = page.metadata?.resourceVersion;
      next = page.metadata?.continue ?? '';
    } while (next);
    if (signal.aborted) throw signal.reason;
    if (!version) throw this.#malformed('a list without resourceVersion');
    this.#record.replaceAll(objects);
    this.#position = version;
    this.#listedAt = performance.now();
    this.#fruitless = 0;
  }

  async #watch(served: ServedKind, signal: AbortSignal): Promise<number> {
    this.counters.watches += 1;
    const stream = new AbortController();
    const stop = () => stream.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    let idleTimer: NodeJS.Timeout | undefined;
    let settle: NodeJS.Timeout | undefined;
    const restartIdle = () => {
      clearTimeout(idleTimer);
      idleTimer = setTimeout(() => stream.abort(IDLE), this.#timings.idleMs);
    };
    const started = performance.now();
    let events = 0;
    try {
      const response = await this.#client.openStream(
        served.path,
        {
          watch: 'true',
          allowWatchBookmarks: 'true',
          resourceVersion: this.#position ?? '',
          timeoutSeconds: String(this.#timeoutSeconds()),
        },
        stream.signal,
      );
      restartIdle();
      // An expired position is accepted too, and reported a moment later.
      settle = setTimeout(() => this.#record.alive(), this.#timings.settleMs);
      for await (const event of readWatchEvents(response, {
        source: this.#client.title,
        maxEventBytes: this.#timings.maxEventBytes,
        signal: stream.signal,
        onBytes: restartIdle,
      })) {
        if (stream.signal.aborted) throw stream.signal.reason;
        events += 1;
        this.#apply(event.type, event.object, served);
      }
      return this.#afterStream(started, events);
    } catch (error) {
      if (error === IDLE) return this.#afterStream(started, events);
      if (events > 0 || performance.now() - started > this.#timings.healthyMs) {
        this.#attempts = 0;
        this.#fruitless = 0;
      }
      throw error;
    } finally {
      clearTimeout(idleTimer);
      clearTimeout(settle);
      signal.removeEventListener('abort', stop);
    }
  }

  #apply(type: string, raw: any, served: ServedKind): void {
    const version = raw?.metadata?.resourceVersion;
    if (typeof version !== 'string') {
      throw this.#malformed('an event without resourceVersion');
    }
    if (type === 'BOOKMARK') this.#record.alive();
    else {
      this.#record.applied(
        type as 'ADDED' | 'MODIFIED' | 'DELETED',
        this.#project(raw, served),
      );
    }
    this.#position = version;
  }

  /** The stream ended without a fault. */
  #afterStream(started: number, events: number): number {
    const lived = performance.now() - started;
    if (events > 0 || lived > this.#timings.healthyMs) {
      this.#attempts = 0;
      this.#fruitless = 0;
      return this.#spread(this.#timings.backoffBaseMs);
    }
    return this.#fruitlessPause();
  }

  /** Short lives without news: the position itself may be what ends them. */
  #fruitlessPause(): number {
    this.#attempts += 1;
    this.#fruitless += 1;
    if (this.#fruitless >= FRUITLESS_LIMIT) {
      this.#position = undefined;
      this.#fruitless = 0;
    }
    return this.#backoff();
  }

  /** @returns milliseconds to pause; throws again when the turn was cut short */
  #afterFailure(error: Error, signal: AbortSignal): number {
    if (signal.aborted) throw error;
    this.counters.failures += 1;
    const reason = isUpstreamError(error) ? error.message : 'internal error';
    const failure = isUpstreamError(error) ? error.failure : undefined;
    switch (failure) {
      case 'gone':
        this.#position = undefined;
        this.#attempts += 1;
        return (
          this.#random() * this.#timings.relistJitterMs +
          (this.#attempts > 1 ? this.#backoff() : 0)
        );
      case 'unauthorized':
      case 'forbidden':
        this.#position = undefined;
        this.#record.forbidden(reason);
        return this.#spread(this.#timings.forbiddenRetryMs);
      case 'malformed':
      case 'too-large':
        // What was missed is unknown: only a list can tell.
        this.#position = undefined;
        break;
      case 'refused':
        // The server restarts, and may come back with another past.
        this.#position = undefined;
        break;
      case 'absent':
        // Discovery decides whether the kind is gone or the answer was wrong.
        this.#position = undefined;
        this.#discovery.forget(this.#record.kind);
        break;
      default:
    }
    const pause = this.#fruitlessPause();
    // One broken connection is mended in a moment and is no news.
    if (this.#attempts > 1 || !this.#record.listed) this.#record.lost(reason);
    return isUpstreamError(error) && error.retryAfterMs !== undefined
      ? Math.max(pause, this.#spread(Math.min(error.retryAfterMs, 120_000)))
      : pause;
  }

  #project(raw: any, served: ServedKind): KubeObject {
    const { kind, group } = this.#record.kind;
    if (typeof raw?.metadata?.name !== 'string') {
      throw this.#malformed('an object without name');
    }
    return projectObject(
      raw,
      { apiVersion: served.apiVersion, kind, group },
      this.#parts,
    );
  }

  #timeoutSeconds(): number {
    const ms = this.#timings.watchTimeoutMs * (1 + this.#random() / 2);
    return Math.max(1, Math.round(ms / 1000));
  }

  #backoff(): number {
    return backoffDelay(
      this.#attempts,
      {
        baseMs: this.#timings.backoffBaseMs,
        capMs: this.#timings.backoffCapMs,
      },
      this.#random(),
    );
  }

  /** Between 100 % and 150 %, so that loops do not march in step. */
  #spread(ms: number): number {
    return ms * (1 + this.#random() / 2);
  }

  #malformed(detail: string): UpstreamError {
    return new UpstreamError({
      source: this.#client.title,
      failure: 'malformed',
      detail,
    });
  }
}

/** What a {@link KindWatch} works with. */
export interface KindWatchOptions {
  record: KindRecord;
  client: KubeClient;
  discovery: Discovery;
  gate: Gate;
  timings: InventoryTimings;
  /** Source of jitter, in [0, 1). */
  random: () => number;
}

function breathe(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

import type { MatrixSnapshot } from '@chat2sql/plugin-environments-common';
import type { EnvironmentsApi } from '../api/EnvironmentsApi';

/** What the page knows about the matrix. */
export interface MatrixFeedState {
  /** The last good answer; it stays while the server does not answer. */
  snapshot?: MatrixSnapshot;
  /** Error of the last read; undefined after a good one. */
  error?: Error;
  /** When the server last confirmed the snapshot, by the browser's clock. */
  confirmedAt?: string;
  /** True until the first answer or error. */
  loading: boolean;
  /** Whether changes are pushed, or asked for again and again. */
  mode: 'stream' | 'polling';
}

/** Times in milliseconds. */
export interface MatrixFeedTimings {
  /** Between reads while there is no stream. */
  pollMs: number;
  /** First wait before the stream is opened again; doubles up to `retryMaxMs`. */
  retryMs: number;
  retryMaxMs: number;
  /** A stream silent for so long counts as broken. */
  silenceMs: number;
}

const TIMINGS: MatrixFeedTimings = {
  pollMs: 5_000,
  retryMs: 1_000,
  retryMaxMs: 30_000,
  silenceMs: 45_000,
};

/**
 * Keeps one matrix up to date: reads it once, then again on each notice of the
 * server's event stream. While the stream is down it reads every few seconds,
 * conditionally, and one loop tries to open the stream again with growing,
 * jittered waits. Reads never overlap; a notice during a read causes one more.
 */
export class MatrixFeed {
  private state: MatrixFeedState = { loading: true, mode: 'polling' };
  private etag?: string;
  private abort?: AbortController;
  private reading = false;
  private again = false;
  /** Attempts to open the stream that failed in a row. */
  private failures = 0;
  private pollTimer?: ReturnType<typeof setTimeout>;

  private constructor(
    private readonly api: EnvironmentsApi,
    private readonly listener: (state: MatrixFeedState) => void,
    private readonly timings: MatrixFeedTimings,
  ) {}

  static create(options: {
    api: EnvironmentsApi;
    listener: (state: MatrixFeedState) => void;
    timings?: Partial<MatrixFeedTimings>;
  }): MatrixFeed {
    return new MatrixFeed(options.api, options.listener, {
      ...TIMINGS,
      ...options.timings,
    });
  }

  /** Starts reading and following; a feed that runs is left alone. */
  start(): void {
    if (this.abort) return;
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.read(signal);
    this.followForever(signal);
  }

  /** Ends all reads and the stream. The feed can be started again. */
  stop(): void {
    this.abort?.abort();
    this.abort = undefined;
    clearTimeout(this.pollTimer);
    this.reading = false;
    this.again = false;
  }

  /** Reads now. */
  refresh(): void {
    if (this.abort) this.read(this.abort.signal);
  }

  private set(change: Partial<MatrixFeedState>): void {
    this.state = { ...this.state, ...change };
    this.listener(this.state);
  }

  private async read(signal: AbortSignal): Promise<void> {
    if (this.reading) {
      this.again = true;
      return;
    }
    this.reading = true;
    clearTimeout(this.pollTimer);
    try {
      const answer = await this.api.matrix({ etag: this.etag, signal });
      if (signal.aborted) return;
      const confirmedAt = new Date().toISOString();
      if (answer.changed) {
        this.etag = answer.etag;
        this.set({
          snapshot: answer.snapshot,
          error: undefined,
          loading: false,
          confirmedAt,
        });
      } else {
        this.set({ error: undefined, loading: false, confirmedAt });
      }
    } catch (error) {
      if (signal.aborted) return;
      this.set({ error: error as Error, loading: false });
    }
    this.reading = false;
    if (this.again) {
      this.again = false;
      this.read(signal);
    } else if (this.state.mode === 'polling' || this.state.error) {
      this.pollTimer = setTimeout(() => this.read(signal), this.timings.pollMs);
    }
  }

  private async followForever(signal: AbortSignal): Promise<void> {
    this.failures = 0;
    while (!signal.aborted) {
      const stream = new AbortController();
      const end = () => stream.abort();
      signal.addEventListener('abort', end);
      let silence: ReturnType<typeof setTimeout> | undefined;
      const live = () => {
        clearTimeout(silence);
        silence = setTimeout(end, this.timings.silenceMs);
      };
      try {
        await this.api.follow({
          signal: stream.signal,
          onOpen: () => {
            this.failures = 0;
            live();
            this.set({ mode: 'stream' });
          },
          onSign: () => {
            live();
            if (!this.state.error && this.state.snapshot) {
              this.set({ confirmedAt: new Date().toISOString() });
            }
          },
          onChange: version => {
            // The notice at the opening tells what changed without a stream.
            const { snapshot, error } = this.state;
            const known =
              version !== undefined && version === snapshot?.version;
            if (!known || error) this.read(signal);
          },
        });
      } catch {
        // The reads tell what is wrong with the server; the stream just comes back.
      } finally {
        clearTimeout(silence);
        signal.removeEventListener('abort', end);
        stream.abort();
      }
      if (signal.aborted) return;
      this.failures += 1;
      this.set({ mode: 'polling' });
      if (!this.reading) this.read(signal);
      const wait = Math.min(
        this.timings.retryMaxMs,
        this.timings.retryMs * 2 ** (this.failures - 1),
      );
      await sleep(wait * (0.5 + Math.random() / 2), signal);
    }
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

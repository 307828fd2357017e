import type {
  SourceCondition,
  SourceState,
} from '@chat2sql/plugin-platform-common';
import { isUpstreamError } from './UpstreamError';

/** Remembers how one source answered, for its {@link SourceState}. */
export class SourceTracker {
  readonly #id: string;
  readonly #title: string;
  readonly #staleAfterMs: number;
  readonly #now: () => Date;
  #lastSuccess: Date | undefined;
  #fault:
    | { condition: SourceCondition; since: Date; reason: string }
    | undefined;

  private constructor(
    id: string,
    title: string,
    staleAfterMs: number,
    now: () => Date,
  ) {
    this.#id = id;
    this.#title = title;
    this.#staleAfterMs = staleAfterMs;
    this.#now = now;
  }

  /** @param options - `staleAfterMs`: age of the last good answer at which it counts as stale */
  static create(options: {
    id: string;
    title: string;
    staleAfterMs: number;
    now?: () => Date;
  }): SourceTracker {
    return new SourceTracker(
      options.id,
      options.title,
      options.staleAfterMs,
      options.now ?? (() => new Date()),
    );
  }

  succeeded(): void {
    this.#lastSuccess = this.#now();
    this.#fault = undefined;
  }

  failed(error: Error): void {
    const denied =
      isUpstreamError(error) &&
      (error.failure === 'forbidden' || error.failure === 'unauthorized');
    const condition = denied ? 'forbidden' : 'failed';
    // "paused" repeats an older failure, whose words say more.
    if (isUpstreamError(error) && error.failure === 'paused' && this.#fault) {
      return;
    }
    this.#fault = {
      condition,
      since: this.#fault?.since ?? this.#now(),
      reason: error.message,
    };
  }

  state(): SourceState {
    const base = {
      id: this.#id,
      title: this.#title,
      lastSuccess: this.#lastSuccess?.toISOString(),
    };
    if (this.#fault) {
      const { condition, since, reason } = this.#fault;
      return { ...base, condition, since: since.toISOString(), reason };
    }
    if (!this.#lastSuccess) {
      return { ...base, condition: 'unknown', reason: 'not asked so far' };
    }
    const staleAt = this.#lastSuccess.getTime() + this.#staleAfterMs;
    if (this.#now().getTime() > staleAt) {
      return {
        ...base,
        condition: 'stale',
        since: new Date(staleAt).toISOString(),
        reason: 'not asked lately',
      };
    }
    return { ...base, condition: 'ok' };
  }
}

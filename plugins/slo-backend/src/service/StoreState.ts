import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SloSource } from '@chat2sql/plugin-slo-common';

/** Remembers whether hours can be stored; numbers in memory go on without. */
export class StoreState {
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  #lastSuccess: Date | undefined;
  #failure: { reason: string; since: Date } | undefined;

  private constructor(logger: LoggerService, now: () => Date) {
    this.#logger = logger;
    this.#now = now;
  }

  static create(options: {
    logger: LoggerService;
    now: () => Date;
  }): StoreState {
    return new StoreState(options.logger, options.now);
  }

  /** @param error - undefined for a success */
  note(error: Error | undefined): void {
    if (!error) {
      this.#lastSuccess = this.#now();
      this.#failure = undefined;
      return;
    }
    if (!this.#failure) {
      this.#logger.error('SLO history cannot be stored', error);
    }
    // Messages of the database driver may hold addresses and statements.
    const reason = 'the database does not answer; new hours are not stored';
    this.#failure = { reason, since: this.#failure?.since ?? this.#now() };
  }

  source(): SloSource {
    const lastSuccess = this.#lastSuccess?.toISOString();
    const base = {
      id: 'store:slo',
      title: 'History of the portal',
      kind: 'store' as const,
      lastSuccess,
    };
    if (this.#failure) {
      return {
        ...base,
        condition: 'failed',
        since: this.#failure.since.toISOString(),
        reason: this.#failure.reason,
      };
    }
    return { ...base, condition: lastSuccess === undefined ? 'unknown' : 'ok' };
  }
}

import type { SourceHealth } from '@chat2sql/plugin-slo-common';

/** Remembers how the rounds of one source went. */
export class SourceRecord {
  readonly #graceMs: number;
  readonly #now: () => Date;
  #lastSuccess: Date | undefined;
  #failure: { reason: string; since: Date } | undefined;

  private constructor(graceMs: number, now: () => Date) {
    this.#graceMs = graceMs;
    this.#now = now;
  }

  /** @param options - `graceMs`: age of the last good round up to which a failure is no outage */
  static create(options: { graceMs: number; now: () => Date }): SourceRecord {
    return new SourceRecord(options.graceMs, options.now);
  }

  /** @returns true when the source answers again after a failure */
  succeeded(): boolean {
    const returned = this.#failure !== undefined;
    this.#lastSuccess = this.#now();
    this.#failure = undefined;
    return returned;
  }

  /** @returns true for the first failure in a row */
  failed(reason: string): boolean {
    const first = this.#failure === undefined;
    this.#failure = { reason, since: this.#failure?.since ?? this.#now() };
    return first;
  }

  isFailing(): boolean {
    return this.#failure !== undefined;
  }

  health(): SourceHealth {
    if (!this.#failure) return { answering: true };
    const age = this.#now().getTime() - (this.#lastSuccess?.getTime() ?? 0);
    if (this.#lastSuccess && age <= this.#graceMs) return { answering: true };
    return {
      answering: false,
      reason: this.#failure.reason,
      since: this.#failure.since.toISOString(),
    };
  }
}

/** Whether a call may go out: freely, as the one probe, or not at all. */
export type Admission = 'closed' | 'probe' | 'open';

/**
 * Leaves a failing upstream alone: after some failures in a row calls are
 * refused at once, and one probe per interval may look whether it is back.
 */
export class CircuitBreaker {
  readonly #threshold: number;
  readonly #probeMs: number;
  readonly #monotonic: () => number;
  #failures = 0;
  #lastAttempt = 0;
  #probing = false;

  private constructor(
    threshold: number,
    probeMs: number,
    monotonic: () => number,
  ) {
    this.#threshold = threshold;
    this.#probeMs = probeMs;
    this.#monotonic = monotonic;
  }

  /** @param options - `failures` in a row that open it, milliseconds between probes */
  static create(options?: {
    failures?: number;
    probeMs?: number;
    monotonic?: () => number;
  }): CircuitBreaker {
    return new CircuitBreaker(
      options?.failures ?? 3,
      options?.probeMs ?? 10_000,
      options?.monotonic ?? (() => performance.now()),
    );
  }

  /** Asks to make a call; after `closed` or `probe` the outcome must be told. */
  admit(): Admission {
    if (this.#failures < this.#threshold) return 'closed';
    if (this.#probing) return 'open';
    if (this.#monotonic() - this.#lastAttempt < this.#probeMs) return 'open';
    this.#probing = true;
    return 'probe';
  }

  succeeded(): void {
    this.#failures = 0;
    this.#probing = false;
  }

  failed(): void {
    this.#failures += 1;
    this.#probing = false;
    this.#lastAttempt = this.#monotonic();
  }

  /** The call ended without saying anything about the upstream. */
  undecided(): void {
    this.#probing = false;
  }

  isOpen(): boolean {
    return this.#failures >= this.#threshold;
  }
}

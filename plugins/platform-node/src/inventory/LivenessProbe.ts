import { sleep } from '../http/sleep';
import { isUpstreamError, UpstreamError } from '../http/UpstreamError';
import type { KubeClient } from './KubeClient';
import type { InventoryTimings } from './timings';

/** What the probes of a cluster say. */
export type Liveness =
  | { kind: 'alive' }
  | { kind: 'slow' | 'dead'; error: UpstreamError; lastAnswer: Date };

/**
 * Asks an API server every moment whether it is there. Watches alone cannot
 * tell: a quiet one and a dead one look alike for a minute. Probes overlap, so
 * that a server that hangs is noticed, and its return too, within one interval.
 */
export class LivenessProbe {
  readonly #client: KubeClient;
  readonly #timings: InventoryTimings;
  readonly #tell: (liveness: Liveness) => void;
  #number = 0;
  #answered = 0;
  #lastAnswer = new Date();

  private constructor(options: LivenessProbeOptions) {
    this.#client = options.client;
    this.#timings = options.timings;
    this.#tell = options.onChange;
  }

  static create(options: LivenessProbeOptions): LivenessProbe {
    return new LivenessProbe(options);
  }

  /** Probes until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const running = new Set<Promise<void>>();
    while (!signal.aborted) {
      const probe = this.#probe(signal).finally(() => running.delete(probe));
      running.add(probe);
      await sleep(this.#timings.probeIntervalMs, signal).catch(() => {});
    }
    await Promise.all(running);
  }

  async #probe(signal: AbortSignal): Promise<void> {
    this.#number += 1;
    const number = this.#number;
    const timeout = new UpstreamError({
      source: this.#client.title,
      failure: 'timeout',
    });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#bad(number, 'slow', timeout);
    }, this.#timings.probeLateMs);
    try {
      await this.#client.probe(signal);
      if (number > this.#answered) {
        this.#answered = number;
        this.#lastAnswer = new Date();
        // A late answer shows that the server is there, not that it is well.
        if (late) this.#bad(number + 1, 'slow', timeout);
        else this.#tell({ kind: 'alive' });
      }
    } catch (error) {
      if (signal.aborted) return;
      const known = isUpstreamError(error)
        ? error
        : new UpstreamError({ source: this.#client.title, failure: 'reset' });
      this.#bad(number, 'dead', known);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Tells bad news, unless a younger probe has brought good news already. */
  #bad(number: number, kind: 'slow' | 'dead', error: UpstreamError): void {
    if (number <= this.#answered) return;
    this.#tell({ kind, error, lastAnswer: this.#lastAnswer });
  }
}

/** What a {@link LivenessProbe} works with. */
export interface LivenessProbeOptions {
  client: KubeClient;
  timings: InventoryTimings;
  onChange: (liveness: Liveness) => void;
}

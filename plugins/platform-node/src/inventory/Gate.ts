/** Holds the loops of a cluster back while the cluster does not answer at all. */
export class Gate {
  #open = false;
  readonly #waiting = new Set<{ go: () => void }>();

  static create(): Gate {
    return new Gate();
  }

  private constructor() {}

  set(open: boolean): void {
    this.#open = open;
    if (!open) return;
    for (const place of [...this.#waiting]) place.go();
  }

  /** @throws the signal's reason when it aborts first */
  wait(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.#open) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const place = { go: () => {} };
      const onAbort = () => {
        this.#waiting.delete(place);
        reject(signal.reason);
      };
      place.go = () => {
        this.#waiting.delete(place);
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      this.#waiting.add(place);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }
}

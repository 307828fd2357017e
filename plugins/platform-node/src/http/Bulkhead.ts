/** Limits how many calls of one upstream run at the same time; the others wait in order. */
export class Bulkhead {
  readonly #limit: number;
  #running = 0;
  readonly #waiting: Array<{ go: () => void }> = [];

  private constructor(limit: number) {
    this.#limit = limit;
  }

  static create(limit: number): Bulkhead {
    return new Bulkhead(limit);
  }

  /** @throws the signal's reason when it aborts while waiting */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.go();
    }
  }

  #enter(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.#running < this.#limit) {
      this.#running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const place = { go: () => {} };
      const onAbort = () => {
        const index = this.#waiting.indexOf(place);
        if (index >= 0) this.#waiting.splice(index, 1);
        reject(signal.reason);
      };
      place.go = () => {
        signal.removeEventListener('abort', onAbort);
        this.#running += 1;
        resolve();
      };
      this.#waiting.push(place);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }
}

interface Flight {
  result: Promise<unknown>;
  controller: AbortController;
  passengers: number;
}

/**
 * Equal calls in flight share one execution. A caller that gives up leaves the
 * others undisturbed; when the last one has left, the execution is aborted.
 */
export class SingleFlight {
  readonly #flights = new Map<string, Flight>();

  static create(): SingleFlight {
    return new SingleFlight();
  }

  private constructor() {}

  /**
   * @param key - equal keys share
   * @param signal - the caller's signal
   * @param work - called at most once per flight, with the shared signal
   * @throws what `work` throws; the signal's reason when the caller gives up
   */
  run<T>(
    key: string,
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const flight = this.#flights.get(key) ?? this.#start(key, work);
    flight.passengers += 1;
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        reject(signal?.reason);
        flight.passengers -= 1;
        if (flight.passengers === 0) {
          this.#land(key, flight);
          flight.controller.abort(signal?.reason);
        }
      };
      signal?.addEventListener('abort', leave, { once: true });
      flight.result
        .then(value => resolve(value as T), reject)
        .finally(() => signal?.removeEventListener('abort', leave));
    });
  }

  #start(key: string, work: (signal: AbortSignal) => Promise<unknown>): Flight {
    const controller = new AbortController();
    const result = work(controller.signal);
    const flight: Flight = { result, controller, passengers: 0 };
    this.#flights.set(key, flight);
    const done = () => this.#land(key, flight);
    result.then(done, done);
    return flight;
  }

  #land(key: string, flight: Flight): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}

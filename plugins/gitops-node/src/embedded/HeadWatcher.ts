/**
 * Tells listeners when a branch moved. It looks every second while somebody
 * listens, so pushes of other processes are seen too; writes of this process
 * call {@link HeadWatcher.poke} and are told at once.
 */
export class HeadWatcher {
  readonly #read: () => Promise<string | undefined>;
  readonly #onError: (error: unknown) => void;
  readonly #intervalMs: number;
  readonly #listeners = new Set<(head: string) => void>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #last: string | undefined;
  #running: Promise<void> = Promise.resolve();
  #looking = false;

  private constructor(options: HeadWatcherOptions) {
    this.#read = options.read;
    this.#onError = options.onError;
    this.#intervalMs = options.intervalMs ?? 1_000;
  }

  static create(options: HeadWatcherOptions): HeadWatcher {
    return new HeadWatcher(options);
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: (head: string) => void): () => void {
    // A wrapper, so that the same function may subscribe twice.
    const entry = (head: string) => listener(head);
    if (this.#listeners.size === 0) this.#start();
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
      if (this.#listeners.size === 0) this.#stop();
    };
  }

  /** Looks now. @returns when listeners were told */
  poke(): Promise<void> {
    if (this.#listeners.size === 0) return Promise.resolve();
    this.#running = this.#running.then(() => this.#look(true));
    return this.#running;
  }

  #start() {
    this.#last = undefined;
    // The first look only notes where the branch is.
    this.#running = this.#running.then(() => this.#look(false));
    this.#timer = setInterval(() => {
      // A slow disk must not pile up looks.
      if (!this.#looking) {
        this.#running = this.#running.then(() => this.#look(true));
      }
    }, this.#intervalMs);
    this.#timer.unref?.();
  }

  #stop() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #look(tell: boolean): Promise<void> {
    let head: string | undefined;
    this.#looking = true;
    try {
      head = await this.#read();
    } catch (error) {
      this.#onError(error);
      return;
    } finally {
      this.#looking = false;
    }
    if (head === this.#last || head === undefined) return;
    this.#last = head;
    if (!tell) return;
    for (const listener of [...this.#listeners]) {
      try {
        listener(head);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}

/** Options of {@link HeadWatcher.create}. */
export interface HeadWatcherOptions {
  read: () => Promise<string | undefined>;
  onError: (error: unknown) => void;
  /** Milliseconds between looks. Default 1,000. */
  intervalMs?: number;
}

/** Cache that forgets what was used longest ago once a total weight is passed. */
export class LruCache<V> {
  readonly #entries = new Map<string, { value: V; weight: number }>();
  readonly #maxWeight: number;
  #weight = 0;

  private constructor(maxWeight: number) {
    this.#maxWeight = maxWeight;
  }

  /** @param options - `maxWeight` is the largest sum of weights kept, in the caller's unit */
  static create<V>(options: { maxWeight: number }): LruCache<V> {
    return new LruCache<V>(options.maxWeight);
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Keeps a value; one that outweighs the whole cache is not kept. */
  set(key: string, value: V, weight: number): void {
    const old = this.#entries.get(key);
    if (old) {
      this.#entries.delete(key);
      this.#weight -= old.weight;
    }
    if (weight > this.#maxWeight) return;
    this.#entries.set(key, { value, weight });
    this.#weight += weight;
    for (const [oldest, entry] of this.#entries) {
      if (this.#weight <= this.#maxWeight) break;
      this.#entries.delete(oldest);
      this.#weight -= entry.weight;
    }
  }
}

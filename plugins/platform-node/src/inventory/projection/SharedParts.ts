/** Parts remembered before the older half is forgotten. */
const GENERATION = 5_000;

/** Longer parts are not worth comparing. */
const MAX_LENGTH = 20_000;

/**
 * Gives equal parts of different objects one copy in memory. The pods of a
 * workload repeat its containers, volumes and labels word for word; sharing
 * them makes the cache several times smaller. Shared parts are never changed.
 */
export class SharedParts {
  #young = new Map<string, unknown>();
  #old = new Map<string, unknown>();

  static create(): SharedParts {
    return new SharedParts();
  }

  private constructor() {}

  /** @returns the part itself, or an equal one met before */
  share<T>(part: T): T {
    if (part === null) return part;
    if (typeof part !== 'object' && typeof part !== 'string') return part;
    const key = JSON.stringify(part);
    if (key.length > MAX_LENGTH) return part;
    const known = this.#young.get(key) ?? this.#old.get(key);
    if (this.#young.size >= GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, known ?? part);
    return (known as T | undefined) ?? part;
  }

  /** Shares every part of an object that is an object itself. */
  shareFields<T>(value: T): T {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      return this.share(value);
    }
    const shared: Record<string, unknown> = {};
    for (const [key, part] of Object.entries(value)) {
      shared[key] = typeof part === 'string' ? part : this.share(part);
    }
    return shared as T;
  }
}

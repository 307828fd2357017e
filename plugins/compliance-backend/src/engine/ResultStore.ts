import type { CheckResult } from '@chat2sql/plugin-compliance-common';

/** A result and since when its status holds, as far as this process saw. */
export interface StoredResult extends CheckResult {
  /** RFC 3339 UTC. */
  since: string;
}

/** The current results, one per check and subject, in memory. */
export class ResultStore {
  readonly #byId = new Map<string, StoredResult>();
  /** Environment, then check, then ids. */
  readonly #index = new Map<string, Map<string, Set<string>>>();

  private constructor() {}

  static create(): ResultStore {
    return new ResultStore();
  }

  get(id: string): StoredResult | undefined {
    return this.#byId.get(id);
  }

  /** Results of an environment, of one check or of all. */
  of(environment: string, check?: string): StoredResult[] {
    const checks = this.#index.get(environment);
    if (!checks) return [];
    const sets =
      check === undefined ? [...checks.values()] : [checks.get(check) ?? []];
    return sets.flatMap(ids => [...ids].map(id => this.#byId.get(id)!));
  }

  put(result: CheckResult): void {
    const before = this.#byId.get(result.id);
    const since =
      before && before.status === result.status
        ? before.since
        : result.evaluatedAt;
    this.#byId.set(result.id, { ...result, since });
    const checks = this.#index.get(result.environment) ?? new Map();
    this.#index.set(result.environment, checks);
    const ids = checks.get(result.check) ?? new Set();
    checks.set(result.check, ids);
    ids.add(result.id);
  }

  delete(id: string): void {
    const result = this.#byId.get(id);
    if (!result) return;
    this.#byId.delete(id);
    this.#index.get(result.environment)?.get(result.check)?.delete(id);
  }

  dropEnvironment(environment: string): void {
    for (const result of this.of(environment)) this.#byId.delete(result.id);
    this.#index.delete(environment);
  }

  size(): number {
    return this.#byId.size;
  }
}

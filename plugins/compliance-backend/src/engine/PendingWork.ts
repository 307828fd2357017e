import type { KubeObject } from '@chat2sql/plugin-platform-common';

/** Changed objects kept of one environment before everything is judged anew. */
const MAX_CHANGES = 500;

/** What is to be judged in one environment. */
export interface EnvironmentWork {
  /** Checks to run over all subjects; `all` for every check. */
  whole: Set<string> | 'all';
  /** Objects that changed. */
  changes: KubeObject[];
}

/** What has changed since the last run, by environment. */
export class PendingWork {
  #work = new Map<string, EnvironmentWork>();

  private constructor() {}

  static create(): PendingWork {
    return new PendingWork();
  }

  isEmpty(): boolean {
    return this.#work.size === 0;
  }

  addAll(environment: string): void {
    this.#work.set(environment, { whole: 'all', changes: [] });
  }

  addCheck(environment: string, check: string): void {
    const work = this.#of(environment);
    if (work.whole !== 'all') work.whole.add(check);
  }

  addChange(environment: string, object: KubeObject): void {
    const work = this.#of(environment);
    if (work.whole === 'all') return;
    if (work.changes.length >= MAX_CHANGES) this.addAll(environment);
    else work.changes.push(object);
  }

  drop(environment: string): void {
    this.#work.delete(environment);
  }

  /** Hands over everything that is pending. */
  take(): Map<string, EnvironmentWork> {
    const work = this.#work;
    this.#work = new Map();
    return work;
  }

  #of(environment: string): EnvironmentWork {
    let work = this.#work.get(environment);
    if (!work) {
      work = { whole: new Set(), changes: [] };
      this.#work.set(environment, work);
    }
    return work;
  }
}

import type {
  HealthStatus,
  MatrixCell,
} from '@chat2sql/plugin-environments-common';

interface Standing {
  status: HealthStatus;
  since: string;
}

/** Remembers since when each cell has its status, as far as this process saw. */
export class Transitions {
  readonly #standings = new Map<string, Standing>();

  static create(): Transitions {
    return new Transitions();
  }

  private constructor() {}

  /**
   * @param cell - the cell as it is now
   * @param lostAt - for an Unknown cell: when its sources were lost
   * @returns since when it has its status, RFC 3339
   */
  since(cell: MatrixCell, lostAt: string | undefined, now: Date): string {
    const key = `${cell.environment}/${cell.component}`;
    const before = this.#standings.get(key);
    if (before?.status === cell.status) return before.since;
    const since =
      cell.status === 'Unknown' && lostAt ? lostAt : now.toISOString();
    this.#standings.set(key, { status: cell.status, since });
    return since;
  }

  /** Forgets environments that are gone. */
  keep(environments: ReadonlySet<string>): void {
    for (const key of [...this.#standings.keys()]) {
      if (!environments.has(key.slice(0, key.indexOf('/')))) {
        this.#standings.delete(key);
      }
    }
  }
}

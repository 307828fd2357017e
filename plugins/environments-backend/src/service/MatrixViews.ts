import { createHash, randomBytes } from 'node:crypto';
import type {
  MatrixCell,
  MatrixComponent,
  MatrixProblem,
  MatrixSnapshot,
} from '@chat2sql/plugin-environments-common';
import type { SourceState } from '@chat2sql/plugin-platform-common';
import type {
  BuiltEnvironment,
  EnvironmentState,
} from '../matrix/buildEnvironment';
import { environmentOfFile } from '../records/EnvironmentRecords';

/** Which environments a reader may see, and how closely. */
export interface ViewFilter {
  /** Equal for equal filters: readers with the same decisions share a view. */
  fingerprint: string;
  /** No environment is hidden from this reader. */
  all: boolean;
  allows(environment: { id: string; tier: string }): boolean;
  /** May see messages, events and objects of this environment. */
  allowsDetail(environment: { id: string; tier: string }): boolean;
}

/** A matrix ready to be sent. */
export interface MatrixView {
  version: number;
  /** Strong ETag, quotes included. */
  etag: string;
  json: string;
  snapshot: MatrixSnapshot;
}

interface Column {
  environment: EnvironmentState;
  cells: MatrixCell[];
  /** Content without ages, to tell a change from the passing of time. */
  content: string;
  version: number;
}

/** What is not part of a column. */
interface Frame {
  discovered: readonly string[];
  sources: readonly SourceState[];
  problems: readonly MatrixProblem[];
}

/** Decisions are few; more views than this are not kept. */
const MAX_VIEWS = 50;

/** Ages move all the time; everything else is content. */
function withoutAges(key: string, value: unknown): unknown {
  return key === 'observedAt' || key === 'lastSuccess' ? undefined : value;
}

/**
 * Versions of the matrix, and its serialised form per permission decision. A
 * version moves only when something in it moved, so an unchanged answer is 304
 * and costs no serialisation.
 */
export class MatrixViews {
  /** Versions begin anew with the process, so ETags name it. */
  readonly #boot = randomBytes(6).toString('base64url');
  readonly #configured: readonly MatrixComponent[];
  readonly #cache = new Map<string, MatrixView>();
  #columns = new Map<string, Column>();
  #frame: Frame = { discovered: [], sources: [], problems: [] };
  #frameContent = '';
  #frameAged = '';
  #frameVersion = 0;
  #version = 0;
  #asOf = new Date(0);

  private constructor(configured: readonly MatrixComponent[]) {
    this.#configured = configured;
  }

  static create(options: {
    configured: readonly MatrixComponent[];
  }): MatrixViews {
    return new MatrixViews(options.configured);
  }

  /**
   * Takes over what was built.
   *
   * @param state - `withAges`: a change of ages alone is a change too
   * @returns true when a version moved
   */
  update(state: {
    columns: readonly BuiltEnvironment[];
    sources: readonly SourceState[];
    problems: readonly MatrixProblem[];
    now: Date;
    withAges: boolean;
  }): boolean {
    const next = this.#version + 1;
    let changed = state.columns.length !== this.#columns.size;
    const columns = new Map<string, Column>();
    for (const built of state.columns) {
      const { environment } = built;
      const cells = built.cells.map(b => b.cell);
      const before = this.#columns.get(environment.id);
      const content = JSON.stringify({ environment, cells }, withoutAges);
      const same =
        before?.content === content &&
        (!state.withAges ||
          before.environment.observedAt === environment.observedAt);
      if (!same) changed = true;
      // What did not change stays as it was sent, ages included: a version
      // stands for the same bytes wherever it is rendered.
      columns.set(
        environment.id,
        same ? before : { environment, cells, content, version: next },
      );
    }
    const discovered = state.columns.flatMap(built => built.discovered);
    const frame = {
      discovered: [...new Set(discovered)].sort(),
      sources: state.sources,
      problems: state.problems,
    };
    const ids = [...columns.keys()];
    const content = JSON.stringify([ids, frame], withoutAges);
    const aged = JSON.stringify(frame);
    if (
      content !== this.#frameContent ||
      (state.withAges && aged !== this.#frameAged)
    ) {
      changed = true;
      this.#frame = frame;
      this.#frameContent = content;
      this.#frameAged = aged;
      this.#frameVersion = next;
    }
    if (!changed) return false;
    this.#columns = columns;
    this.#asOf = state.now;
    this.#version = next;
    return true;
  }

  view(filter: ViewFilter): MatrixView {
    const columns = [...this.#columns.values()].filter(column =>
      filter.allows(column.environment),
    );
    const version = Math.max(
      this.#frameVersion,
      ...columns.map(column => column.version),
    );
    const cached = this.#cache.get(filter.fingerprint);
    if (cached?.version === version) return cached;
    const view = this.#render(filter, columns, version);
    if (this.#cache.size >= MAX_VIEWS) this.#cache.clear();
    this.#cache.set(filter.fingerprint, view);
    return view;
  }

  #render(
    filter: ViewFilter,
    columns: readonly Column[],
    version: number,
  ): MatrixView {
    const { discovered, sources, problems } = this.#frame;
    const cells = columns.flatMap(column => column.cells);
    const configured = new Set(this.#configured.map(c => c.id));
    const seen = new Set(cells.map(cell => cell.component));
    const clusters = new Set(columns.map(c => c.environment.cluster));
    // Who may see no environment is told nothing at all.
    const nothing = !filter.all && columns.length === 0;
    const snapshot: MatrixSnapshot = {
      version,
      asOf: this.#asOf.toISOString(),
      environments: columns.map(({ environment }) => ({
        ...environment,
        canReadDetail: filter.allowsDetail(environment),
      })),
      components: nothing
        ? []
        : [
            ...this.#configured,
            ...discovered
              .filter(id => !configured.has(id) && seen.has(id))
              .map(id => ({ id, title: id })),
          ],
      cells,
      sources: sources.filter(source => {
        const cluster = /^cluster:([^/]+)/.exec(source.id)?.[1];
        if (filter.all) return true;
        return cluster === undefined ? !nothing : clusters.has(cluster);
      }),
      problems: problems.filter(problem => {
        const environment = environmentOfFile(problem.file);
        return filter.all || (environment && filter.allows(environment));
      }),
    };
    const tag = createHash('sha256')
      .update(filter.fingerprint)
      .digest('base64url')
      .slice(0, 8);
    return {
      version,
      etag: `"${this.#boot}-${version}-${tag}"`,
      json: JSON.stringify(snapshot),
      snapshot,
    };
  }
}

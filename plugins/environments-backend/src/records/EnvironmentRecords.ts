import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  compareEnvironments,
  environmentId,
  parseEnvironmentRecord,
  type EnvironmentRecord,
  type Problem,
  type SourceState,
} from '@chat2sql/plugin-platform-common';
import type { MatrixProblem } from '@chat2sql/plugin-environments-common';
import type { PlatformRepository } from '@chat2sql/plugin-gitops-node';

const ROOT = 'environments';
const RECORD = /^environments\/[^/]+\/[^/]+\/environment\.yaml$/;

/** More environments than this are not shown; the problem says so. */
const MAX_RECORDS = 500;

/** What is known about the environments in git. */
export interface RecordsView {
  /** In the order of columns. */
  records: readonly EnvironmentRecord[];
  problems: readonly MatrixProblem[];
  source: SourceState;
}

interface Known {
  sha: string;
  record: EnvironmentRecord | undefined;
  problems: MatrixProblem[];
}

/**
 * The environment records of the platform repository, kept in memory. A file
 * that cannot be read any more keeps its last readable record beside the
 * problem; a repository that cannot be read keeps everything.
 */
export class EnvironmentRecords {
  readonly #repository: PlatformRepository;
  readonly #logger: LoggerService;
  readonly #pollMs: number;
  readonly #listeners = new Set<() => void>();
  #files = new Map<string, Known>();
  #overflow: MatrixProblem[] = [];
  #lastSuccess: string | undefined;
  #fault: { since: string; reason: string } | undefined;
  #head: string | undefined;
  #loading: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #unsubscribe: (() => void) | undefined;

  private constructor(options: EnvironmentRecordsOptions) {
    this.#repository = options.repository;
    this.#logger = options.logger;
    this.#pollMs = options.pollMs ?? 60_000;
  }

  static create(options: EnvironmentRecordsOptions): EnvironmentRecords {
    return new EnvironmentRecords(options);
  }

  /** Reads now, then whenever the branch moves, and once a minute in case a notice got lost. */
  start(): void {
    this.#unsubscribe = this.#repository.onHeadChange(() => this.reload());
    this.#timer = setInterval(() => this.reload(), this.#pollMs);
    this.#timer.unref();
    this.reload();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#unsubscribe?.();
    this.#listeners.clear();
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  view(): RecordsView {
    const files = [...this.#files.values()];
    const id = 'repository:platform';
    const title = `repository ${this.#repository.title}`;
    const lastSuccess = this.#lastSuccess;
    let source: SourceState = { id, title, condition: 'ok', lastSuccess };
    if (this.#fault) {
      source = { id, title, condition: 'failed', lastSuccess, ...this.#fault };
    } else if (!lastSuccess) {
      const reason = 'not read so far';
      source = { id, title, condition: 'unknown', reason };
    }
    return {
      records: files
        .flatMap(file => file.record ?? [])
        .sort(compareEnvironments),
      problems: [...files.flatMap(file => file.problems), ...this.#overflow],
      source,
    };
  }

  /** Resolves when what was asked for so far has been read; never rejects. */
  async settled(): Promise<void> {
    while (this.#loading) await this.#loading;
  }

  reload(): void {
    if (this.#loading) {
      this.#again = true;
      return;
    }
    this.#loading = this.#load()
      .catch(error => {
        const since = this.#fault?.since ?? new Date().toISOString();
        const reason = `the environments cannot be read: ${error.message}`;
        if (this.#fault?.reason !== reason) this.#logger.warn(reason);
        this.#fault = { since, reason };
      })
      .finally(() => {
        this.#loading = undefined;
        for (const listener of this.#listeners) listener();
        if (this.#again) {
          this.#again = false;
          this.reload();
        }
      });
  }

  async #load(): Promise<void> {
    const head = await this.#repository.head();
    if (head === undefined || head !== this.#head) await this.#read(head);
    this.#head = head;
    this.#fault = undefined;
    this.#lastSuccess = new Date().toISOString();
  }

  async #read(head: string | undefined): Promise<void> {
    const found =
      head === undefined ? [] : await this.#repository.list(ROOT, head);
    const entries = found.filter(
      entry => entry.type === 'blob' && RECORD.test(entry.path),
    );
    const files = new Map<string, Known>();
    for (const { path, sha } of entries.slice(0, MAX_RECORDS)) {
      const before = this.#files.get(path);
      files.set(
        path,
        before?.sha === sha && before.problems.length === 0
          ? before
          : await this.#readFile(path, sha, head, before?.record),
      );
    }
    this.#files = files;
    this.#overflow =
      entries.length > MAX_RECORDS
        ? [
            {
              file: ROOT,
              path: '',
              message: `only the first ${MAX_RECORDS} of ${entries.length} environments are shown`,
            },
          ]
        : [];
  }

  async #readFile(
    path: string,
    sha: string,
    head: string | undefined,
    before: EnvironmentRecord | undefined,
  ): Promise<Known> {
    const file = await this.#repository.read(path, head);
    const { record, problems } = parseEnvironmentRecord(file?.text ?? '', path);
    if (record) return { sha, record, problems: [] };
    return { sha, record: before, problems: problems.map(toMatrixProblem) };
  }
}

/** What {@link EnvironmentRecords} works with. */
export interface EnvironmentRecordsOptions {
  repository: PlatformRepository;
  logger: LoggerService;
  /** Milliseconds between looks at the branch. Default 60 s. */
  pollMs?: number;
}

/** Id of the environment a file below `environments/` belongs to; undefined for others. */
export function environmentOfFile(
  file: string,
): { id: string; tier: string } | undefined {
  const match = /^environments\/([^/]+)\/([^/]+)\//.exec(file);
  if (!match) return undefined;
  const [, tier, name] = match;
  return { id: environmentId({ tier: tier as never, name }), tier };
}

function toMatrixProblem(problem: Problem): MatrixProblem {
  const found = problem.found === undefined ? '' : `, found ${problem.found}`;
  const allowed =
    problem.allowed === undefined ? '' : `; allowed: ${problem.allowed}`;
  const line = problem.line === undefined ? '' : ` (line ${problem.line})`;
  return {
    file: problem.file,
    path: problem.path,
    message: `${problem.message}${found}${allowed}${line}`,
  };
}

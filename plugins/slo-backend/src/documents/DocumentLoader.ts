import type { LoggerService } from '@backstage/backend-plugin-api';
import type { PlatformRepository } from '@chat2sql/plugin-gitops-node';
import type { SourceState } from '@chat2sql/plugin-platform-common';
import {
  validateOpenSloFiles,
  type InvalidDocument,
  type Objective,
  type OpenSloFile,
} from '@chat2sql/plugin-slo-common';

/** What the platform repository says about objectives at one commit. */
export interface LoadedDocuments {
  commit: string;
  objectives: Objective[];
  invalid: InvalidDocument[];
  /** Text of every file that gave an objective. */
  texts: ReadonlyMap<string, string>;
}

const MAX_FILES = 500;
const POLL_MS = 60_000;

/**
 * Reads the OpenSLO files of the platform repository whenever its base branch
 * moves. While the repository cannot be read, the last documents stay in force.
 */
export class DocumentLoader {
  readonly #repository: PlatformRepository;
  readonly #directory: string;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  #documents: LoadedDocuments | undefined;
  #lastSuccess: Date | undefined;
  #failure: { reason: string; since: Date } | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #onChange: (documents: LoadedDocuments) => void = () => {};
  #stop: () => void = () => {};

  private constructor(options: {
    repository: PlatformRepository;
    directory: string;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#repository = options.repository;
    this.#directory = options.directory;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  static create(options: {
    repository: PlatformRepository;
    directory: string;
    logger: LoggerService;
    now?: () => Date;
  }): DocumentLoader {
    return new DocumentLoader({ now: () => new Date(), ...options });
  }

  /** Documents of the last commit that could be read. */
  documents(): LoadedDocuments | undefined {
    return this.#documents;
  }

  /** Reads now, then on every change of the base branch; `onChange` gets new documents. */
  async start(onChange: (documents: LoadedDocuments) => void): Promise<void> {
    this.#onChange = onChange;
    const unsubscribe = this.#repository.onHeadChange(() => {
      this.load().catch(() => {});
    });
    // Not every git host tells of changes, so the head is looked at as well.
    const timer = setInterval(() => {
      this.load().catch(() => {});
    }, POLL_MS);
    timer.unref?.();
    this.#stop = () => {
      unsubscribe();
      clearInterval(timer);
    };
    await this.load();
  }

  stop(): void {
    this.#stop();
  }

  /** Reads the documents once; calls that come meanwhile cause one more read. */
  load(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#loadUntilQuiet().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #loadUntilQuiet(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.#loadOnce();
        this.#lastSuccess = this.#now();
        this.#failure = undefined;
      } catch (error) {
        const reason = (error as Error).message;
        if (this.#failure?.reason !== reason) {
          this.#logger.warn(`SLO documents cannot be read: ${reason}`);
        }
        const since = this.#failure?.since ?? this.#now();
        this.#failure = { reason, since };
      }
    } while (this.#again);
  }

  async #loadOnce(): Promise<void> {
    const commit = await this.#repository.head();
    if (commit === undefined) throw new Error('the repository is empty');
    if (commit === this.#documents?.commit) return;
    const entries = await this.#repository.list(this.#directory, commit);
    const paths = entries
      .filter(e => e.type === 'blob' && /\.(ya?ml|json)$/.test(e.path))
      .map(e => e.path)
      .sort();
    if (paths.length > MAX_FILES) {
      throw new Error(
        `${this.#directory}/ holds ${
          paths.length
        } files; allowed: at most ${MAX_FILES}`,
      );
    }
    const files: OpenSloFile[] = [];
    for (const path of paths) {
      const file = await this.#repository.read(path, commit);
      if (file) files.push({ file: path, text: file.text });
    }
    this.#documents = toDocuments(commit, files);
    this.#onChange(this.#documents);
  }

  /** State of the repository as a source. */
  state(): SourceState {
    const { title } = this.#repository;
    const id = 'repository:platform';
    const lastSuccess = this.#lastSuccess?.toISOString();
    if (this.#failure) {
      return {
        id,
        title,
        condition: this.#documents ? 'stale' : 'failed',
        lastSuccess,
        since: this.#failure.since.toISOString(),
        reason: this.#failure.reason,
      };
    }
    return {
      id,
      title,
      condition: lastSuccess === undefined ? 'unknown' : 'ok',
      lastSuccess,
    };
  }
}

function toDocuments(commit: string, files: OpenSloFile[]): LoadedDocuments {
  const result = validateOpenSloFiles(files);
  const used = new Set(result.objectives.map(o => o.source.file));
  return {
    commit,
    objectives: result.objectives,
    invalid: result.documents
      .filter(d => !d.valid)
      .map(({ file, index, kind, name, errors }) => ({
        id: `${file}#${index}`,
        file,
        index,
        kind,
        name,
        problems: errors,
      })),
    texts: new Map(
      files.filter(f => used.has(f.file)).map(f => [f.file, f.text]),
    ),
  };
}

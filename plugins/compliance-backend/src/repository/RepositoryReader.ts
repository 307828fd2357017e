import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  loadFrameworks,
  type Check,
  type ComplianceEnvironment,
  type Framework,
} from '@chat2sql/plugin-compliance-common';
import type { PlatformRepository } from '@chat2sql/plugin-gitops-node';
import {
  compareEnvironments,
  environmentId,
  environmentNamespace,
  parseEnvironmentRecord,
  type EnvironmentRecord,
  type Problem,
  type SourceState,
} from '@chat2sql/plugin-platform-common';

const RETRY_MS = 30_000;
const RECORD = /^environments\/[^/]+\/[^/]+\/environment\.yaml$/;

/** What the platform repository says about compliance, at one commit. */
export interface RepositoryContent {
  environments: ComplianceEnvironment[];
  frameworks: Framework[];
  problems: Problem[];
}

/** What a {@link RepositoryReader} works with. */
export interface RepositoryReaderOptions {
  repository: PlatformRepository;
  checks: readonly Check[];
  frameworksDirectory: string;
  logger: Pick<LoggerService, 'warn'>;
  now?: () => Date;
  onContent: (content: RepositoryContent) => void;
}

function toEnvironment(record: EnvironmentRecord): ComplianceEnvironment {
  return {
    id: environmentId(record),
    tier: record.tier,
    cluster: record.cluster,
    namespace: environmentNamespace(record),
    owner: record.owner,
  };
}

/**
 * Reads environments and frameworks from the platform repository, and again
 * whenever its branch moves. While it cannot be read the last content stays.
 */
export class RepositoryReader {
  readonly #options: RepositoryReaderOptions;
  readonly #now: () => Date;
  #state: SourceState;
  #head?: string;
  #reading?: Promise<void>;
  #again = false;
  #timer?: NodeJS.Timeout;
  #unsubscribe?: () => void;

  private constructor(options: RepositoryReaderOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#state = {
      id: 'repository:platform',
      title: options.repository.title,
      condition: 'unknown',
    };
  }

  static create(options: RepositoryReaderOptions): RepositoryReader {
    return new RepositoryReader(options);
  }

  start(): void {
    this.#unsubscribe = this.#options.repository.onHeadChange(() => {
      this.refresh();
    });
    this.#timer = setInterval(() => this.refresh(), RETRY_MS);
    this.#timer.unref();
    this.refresh();
  }

  stop(): void {
    this.#unsubscribe?.();
    clearInterval(this.#timer);
  }

  state(): SourceState {
    return this.#state;
  }

  /** Reads now, or again after a reading that is under way; never rejects. */
  async refresh(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      await this.#reading;
      return;
    }
    this.#reading = this.#readAll();
    await this.#reading;
  }

  async #readAll(): Promise<void> {
    do {
      this.#again = false;
      await this.#readOnce();
    } while (this.#again);
    this.#reading = undefined;
  }

  async #readOnce(): Promise<void> {
    const { repository, logger, onContent } = this.#options;
    const { id, title } = this.#state;
    const now = this.#now().toISOString();
    try {
      const head = await repository.head();
      if (head !== this.#head || this.#state.condition !== 'ok') {
        onContent(await this.#readAt(head));
        this.#head = head;
      }
      this.#state = { id, title, condition: 'ok', lastSuccess: now };
    } catch (error) {
      const { message } = error as Error;
      const before = this.#state;
      if (before.condition === 'ok' || !before.since) {
        logger.warn(`${title} cannot be read: ${message}`);
      }
      this.#state = {
        id,
        title,
        condition: before.lastSuccess ? 'stale' : 'failed',
        lastSuccess: before.lastSuccess,
        since: before.since ?? now,
        reason: message,
      };
    }
  }

  async #readAt(head: string | undefined): Promise<RepositoryContent> {
    const problems: Problem[] = [];
    const environments: ComplianceEnvironment[] = [];
    if (head === undefined) return { environments, frameworks: [], problems };
    const { checks, frameworksDirectory } = this.#options;
    const records: EnvironmentRecord[] = [];
    for (const file of await this.#files('environments', head, RECORD)) {
      const { record, problems: faults } = parseEnvironmentRecord(
        file.text,
        file.path,
      );
      problems.push(...faults);
      if (record) records.push(record);
    }
    environments.push(...records.sort(compareEnvironments).map(toEnvironment));
    const loaded = loadFrameworks(
      await this.#files(frameworksDirectory, head, /\.ya?ml$/),
      checks,
    );
    problems.push(...loaded.problems);
    return { environments, frameworks: loaded.frameworks, problems };
  }

  async #files(directory: string, head: string, pattern: RegExp) {
    const { repository } = this.#options;
    const entries = await repository.list(directory, head);
    const paths = entries
      .filter(entry => entry.type === 'blob' && pattern.test(entry.path))
      .map(entry => entry.path)
      .sort();
    const files = await Promise.all(
      paths.map(path => repository.read(path, head)),
    );
    return files.flatMap(file => file ?? []);
  }
}

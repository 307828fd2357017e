import type {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { PlatformRepository } from '@chat2sql/plugin-gitops-node';
import {
  formatProblem,
  parseEnvironmentRecord,
} from '@chat2sql/plugin-platform-common';
import { environmentEntity } from './environmentEntity';

const RECORD = /^environments\/[^/]+\/[^/]+\/environment\.yaml$/;

/**
 * Entities of environments, from the records in the platform repository.
 *
 * The base branch is read when it moves and on a schedule. A record that cannot
 * be read is logged with file and field; its last good entity stays, and so do
 * all others. While the repository cannot be read at all, nothing changes.
 */
export class EnvironmentEntityProvider implements EntityProvider {
  readonly #repository: PlatformRepository;
  readonly #logger: LoggerService;
  readonly #taskRunner: SchedulerServiceTaskRunner;
  readonly #lastGood = new Map<string, Entity>();
  #connection?: EntityProviderConnection;
  #appliedHead?: string;
  #running: Promise<void> = Promise.resolve();

  static create(options: {
    repository: PlatformRepository;
    logger: LoggerService;
    taskRunner: SchedulerServiceTaskRunner;
  }): EnvironmentEntityProvider {
    return new EnvironmentEntityProvider(options);
  }

  private constructor(options: {
    repository: PlatformRepository;
    logger: LoggerService;
    taskRunner: SchedulerServiceTaskRunner;
  }) {
    this.#repository = options.repository;
    this.#logger = options.logger;
    this.#taskRunner = options.taskRunner;
  }

  getProviderName(): string {
    return 'environments';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    this.#repository.onHeadChange(() => {
      this.refresh();
    });
    await this.#taskRunner.run({
      id: 'environments-refresh',
      fn: () => this.refresh(),
    });
  }

  /**
   * Reads the records and hands the entities to the catalog; never throws. Runs
   * one at a time: a call that arrives meanwhile reads once more afterwards.
   */
  refresh(): Promise<void> {
    this.#running = this.#running.then(async () => {
      try {
        await this.#apply();
      } catch (error) {
        this.#logger.warn(
          `the environment records cannot be read: ${(error as Error).message}`,
        );
      }
    });
    return this.#running;
  }

  async #apply(): Promise<void> {
    const head = await this.#repository.head();
    if (!this.#connection || head === undefined || head === this.#appliedHead) {
      return;
    }
    const entries = await this.#repository.list('environments', head);
    const files = entries
      .filter(entry => entry.type === 'blob' && RECORD.test(entry.path))
      .map(entry => entry.path);
    for (const known of [...this.#lastGood.keys()]) {
      if (!files.includes(known)) this.#lastGood.delete(known);
    }
    for (const file of files) {
      const content = await this.#repository.read(file, head);
      if (!content) continue;
      const { record, problems } = parseEnvironmentRecord(content.text, file);
      for (const problem of problems) {
        this.#logger.warn(`environment record: ${formatProblem(problem)}`);
      }
      if (record) {
        this.#lastGood.set(
          file,
          environmentEntity(record, file, this.#repository.title),
        );
      }
    }
    await this.#connection.applyMutation({
      type: 'full',
      entities: [...this.#lastGood.values()].map(entity => ({
        entity,
        locationKey: 'environments',
      })),
    });
    this.#appliedHead = head;
  }
}

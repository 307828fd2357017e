import type { LoggerService } from '@backstage/backend-plugin-api';
import { isLive } from '@chat2sql/plugin-gitops-common';
import type { GitHost } from '@chat2sql/plugin-gitops-node';
import type { StoredChange } from '../database/changeRow';
import type { ChangeStore } from '../database/ChangeStore';
import type { Assessment, Assessor } from './Assessor';
import type { ChangeOpener } from './ChangeOpener';

/** A change still opening after this long lost its writer. */
const ORPHANED_AFTER_MS = 30_000;

/**
 * Keeps records in step with the repository: marks changes stale, conflicted
 * or settled when the base branch moves, recognises merges made elsewhere, and
 * finishes what a process that died left half done.
 */
export class ChangeKeeper {
  readonly #host: GitHost;
  readonly #changes: ChangeStore;
  readonly #assessor: Assessor;
  readonly #opener: ChangeOpener;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  #running: Promise<void> = Promise.resolve();
  #lastFault: string | undefined;

  private constructor(options: ChangeKeeperOptions) {
    this.#host = options.host;
    this.#changes = options.changes;
    this.#assessor = options.assessor;
    this.#opener = options.opener;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  static create(options: ChangeKeeperOptions): ChangeKeeper {
    return new ChangeKeeper(options);
  }

  /** Looks at every live change, one after the other; a fault of one does not stop the rest. */
  run(): Promise<void> {
    this.#running = this.#running.then(() => this.#look());
    return this.#running;
  }

  async #look(): Promise<void> {
    const { provider, repo, baseBranch } = this.#host;
    let base: string | undefined;
    let changes: StoredChange[];
    try {
      base = await provider.head(repo, baseBranch);
      changes = await this.#changes.unfinished();
      this.#lastFault = undefined;
    } catch (error) {
      const { message } = error as Error;
      // Told once, not at every look, while a repository cannot be read.
      if (message !== this.#lastFault) {
        this.#logger.warn(`looking at changes: ${message}`);
      }
      this.#lastFault = message;
      return;
    }
    if (base === undefined) return;
    for (const change of changes) {
      if (!isLive(change.state)) continue;
      try {
        await this.#lookAt(change, base);
      } catch (error) {
        this.#logger.warn(
          `looking at change ${change.number}: ${(error as Error).message}`,
        );
      }
    }
  }

  async #lookAt(change: StoredChange, base: string): Promise<void> {
    if (change.state === 'opening') {
      const age = this.#now().getTime() - Date.parse(change.createdAt);
      if (age > ORPHANED_AFTER_MS) await this.#opener.finish(change);
      return;
    }
    if (await this.recognizeMerge(change, base)) return;
    const assessment = await this.#assessor.assess(change);
    if (assessment) await this.settle(change, assessment);
  }

  /**
   * Records a merge that the repository shows and the database does not: by a
   * person's push, or by a process that died after it merged.
   *
   * @returns true when the change is merged
   */
  async recognizeMerge(change: StoredChange, base: string): Promise<boolean> {
    const { provider, repo } = this.#host;
    if (
      change.headSha === undefined ||
      !(await provider.contains(repo, base, change.headSha))
    ) {
      return false;
    }
    const at = this.#now().toISOString();
    await this.#changes.transition(
      change,
      {
        type: 'merged',
        at,
        ...(change.mergedBy
          ? { actor: change.mergedBy }
          : { text: 'Merged outside the portal' }),
      },
      { mergedSha: base, mergedAt: at, detail: undefined },
    );
    return true;
  }

  /** Brings a live change's state in line with an assessment. @returns the change as it is now */
  async settle(
    change: StoredChange,
    assessment: Assessment,
  ): Promise<StoredChange> {
    const at = this.#now().toISOString();
    if (assessment.head !== change.headSha) {
      await this.#changes.note(
        change.number,
        {
          type: 'pushed',
          at,
          text: `The branch is at ${assessment.head.slice(0, 12)} now`,
        },
        { headSha: assessment.head, asPlanned: assessment.asPlanned },
      );
    }
    if (assessment.state === change.state) {
      if (assessment.detail !== change.detail) {
        await this.#changes.patch(change.number, {
          detail: assessment.detail,
        });
      }
    } else {
      await this.#changes.transition(
        change,
        {
          type: assessment.state === 'open' ? 'settled' : assessment.state,
          at,
          text: assessment.detail,
        },
        { detail: assessment.detail, checks: assessment.checks },
      );
    }
    return (await this.#changes.get(change.number)) ?? change;
  }
}

interface ChangeKeeperOptions {
  host: GitHost;
  changes: ChangeStore;
  assessor: Assessor;
  opener: ChangeOpener;
  logger: LoggerService;
  now: () => Date;
}

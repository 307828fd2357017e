import { ConflictError, NotAllowedError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { isLive } from '@chat2sql/plugin-gitops-common';
import { isGitConflict, type GitHost } from '@chat2sql/plugin-gitops-node';
import type { StoredChange } from '../database/changeRow';
import type { ChangeStore } from '../database/ChangeStore';
import type { Assessor } from './Assessor';
import type { ChangeKeeper } from './ChangeKeeper';
import { refuseMerge, type ActionRules, type Viewer } from './changeViews';
import { identityOf, mergeCommitMessage } from './commits';

/** Attempts when the base branch keeps moving while we merge. */
const MAX_ATTEMPTS = 3;

/** Merges changes: exactly what was reviewed, onto a base that was looked at. */
export class Merger {
  readonly #host: GitHost;
  readonly #changes: ChangeStore;
  readonly #assessor: Assessor;
  readonly #keeper: ChangeKeeper;
  readonly #rules: ActionRules;
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  private constructor(options: MergerOptions) {
    this.#host = options.host;
    this.#changes = options.changes;
    this.#assessor = options.assessor;
    this.#keeper = options.keeper;
    this.#rules = options.rules;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  static create(options: MergerOptions): Merger {
    return new Merger(options);
  }

  /**
   * Merges a change with a merge commit.
   *
   * @param expectedHead - commit of the branch the user reviewed
   * @throws NotAllowedError; ConflictError when the change is not open, its
   * branch is not what was reviewed, or the base moved under it
   */
  async merge(
    change: StoredChange,
    expectedHead: string,
    viewer: Viewer,
  ): Promise<StoredChange> {
    if (!isLive(change.state)) {
      throw new ConflictError(
        `change ${change.number} is ${change.state} already`,
      );
    }
    const refusal = refuseMerge(change, viewer, this.#rules);
    if (refusal) throw new NotAllowedError(refusal);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(change, expectedHead, viewer);
      } catch (error) {
        if (!isGitConflict(error, 'head-moved') || attempt >= MAX_ATTEMPTS) {
          throw error;
        }
      }
    }
  }

  async #attempt(
    change: StoredChange,
    expectedHead: string,
    viewer: Viewer,
  ): Promise<StoredChange> {
    const { provider, repo } = this.#host;
    const assessment = await this.#assessor.assess(change);
    if (!assessment) {
      throw new ConflictError(`the branch ${change.headBranch} is gone`);
    }
    const settled = await this.#keeper.settle(change, assessment);
    if (assessment.head !== expectedHead) {
      throw new ConflictError(
        'the branch got new commits since you looked; review them first',
      );
    }
    if (settled.state !== 'open') {
      throw new ConflictError(
        `change ${change.number} is ${settled.state}: ${
          settled.detail ?? 'it cannot be merged'
        }`,
      );
    }
    // Written first, so that a merge recorded by recovery has its author.
    await this.#changes.patch(change.number, {
      mergedBy: viewer.user,
      baseSha: assessment.mergeBase,
      checks: assessment.checks,
      asPlanned: assessment.asPlanned,
    });
    const now = this.#now();
    const mergedSha = await provider
      .merge(repo, {
        branch: change.baseBranch,
        expectedHead: assessment.baseHead,
        head: assessment.head,
        message: mergeCommitMessage(change, viewer.user),
        author: identityOf(viewer.user),
        date: now,
      })
      .catch(async error => {
        // A refusal wrote nothing; after any other error the outcome is open
        // and the author stays for whoever finds the merge.
        if (isGitConflict(error)) {
          await this.#changes.patch(change.number, { mergedBy: undefined });
        }
        throw error;
      });
    await this.#changes.transition(
      settled,
      { type: 'merged', at: now.toISOString(), actor: viewer.user },
      { mergedSha, mergedAt: now.toISOString(), detail: undefined },
    );
    await this.#removeBranch(change, assessment.head);
    return (await this.#changes.get(change.number))!;
  }

  /** The merge commit holds the branch's commits; a branch that stays is untidy, not wrong. */
  async #removeBranch(change: StoredChange, head: string): Promise<void> {
    const { provider, repo } = this.#host;
    try {
      await provider.deleteBranch(repo, change.headBranch, {
        expectedHead: head,
      });
    } catch (error) {
      this.#logger.warn(
        `removing the branch ${change.headBranch}: ${(error as Error).message}`,
      );
    }
  }
}

interface MergerOptions {
  host: GitHost;
  changes: ChangeStore;
  assessor: Assessor;
  keeper: ChangeKeeper;
  rules: ActionRules;
  logger: LoggerService;
  now: () => Date;
}

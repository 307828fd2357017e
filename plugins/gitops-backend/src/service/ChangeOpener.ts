import { randomUUID } from 'node:crypto';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  contentHashOf,
  headBranchOf,
  isBlocked,
  isLive,
  type PlanBody,
} from '@chat2sql/plugin-gitops-common';
import { isGitConflict, type GitHost } from '@chat2sql/plugin-gitops-node';
import type { StoredChange } from '../database/changeRow';
import type { ChangeStore } from '../database/ChangeStore';
import type { PlanStore, StoredPlan } from '../database/PlanStore';
import { belongsToChange, identityOf, planCommitMessage } from './commits';
import { sha256, type Planner } from './Planner';

const MAX_ATTEMPTS = 50;

/**
 * Opens changes from stored plans.
 *
 * The change is recorded, with the names it takes, before its branch is
 * written. Whoever dies in between leaves a change in the state `opening`,
 * which the next request or the background work finishes: the branch is
 * recognised by its trailer, so there is one change or none.
 */
export class ChangeOpener {
  readonly #host: GitHost;
  readonly #plans: PlanStore;
  readonly #changes: ChangeStore;
  readonly #planner: Planner;
  readonly #branchPrefix: string;
  readonly #now: () => Date;

  private constructor(options: ChangeOpenerOptions) {
    this.#host = options.host;
    this.#plans = options.plans;
    this.#changes = options.changes;
    this.#planner = options.planner;
    this.#branchPrefix = options.branchPrefix;
    this.#now = options.now;
  }

  static create(options: ChangeOpenerOptions): ChangeOpener {
    return new ChangeOpener(options);
  }

  /**
   * @returns the change, and whether this call made it
   * @throws NotFoundError, NotAllowedError (somebody else's plan), ConflictError
   * (expired, stale, blocked or name taken, with the reason)
   */
  async open(
    planId: string,
    user: string,
  ): Promise<{ change: StoredChange; created: boolean }> {
    const plan = await this.#plans.get(planId);
    if (!plan) throw new NotFoundError(`there is no plan ${planId}`);
    if (plan.createdBy !== user) {
      throw new NotAllowedError('a plan is opened by the user who made it');
    }
    const existing = await this.#changes.byPlan(planId);
    if (existing && existing.state !== 'rejected') {
      return { change: await this.finish(existing), created: false };
    }
    const now = this.#now();
    if (plan.expiresAt <= now.toISOString()) {
      throw new ConflictError(`the plan expired at ${plan.expiresAt}`);
    }
    const base = await this.#planner.baseHead();
    const current = await this.#planAgain(plan, base);
    const change = await this.#record(plan, current, user, now);
    return { change: await this.finish(change), created: true };
  }

  /** Writes the branch of a change that is still opening; no-op for others. */
  async finish(change: StoredChange): Promise<StoredChange> {
    if (change.state !== 'opening') return change;
    const plan = await this.#plans.get(change.planId);
    if (!plan) throw new NotFoundError(`there is no plan ${change.planId}`);
    const head = await this.#writeBranch(change, plan);
    await this.#changes.transition(
      change,
      { type: 'opened', at: this.#now().toISOString(), actor: change.author },
      { headSha: head, plannedSha: head },
    );
    return (await this.#changes.get(change.number))!;
  }

  async #planAgain(plan: StoredPlan, base: string): Promise<PlanBody> {
    const current = await this.#planner.replanAt(base, plan);
    const held = current.reservations.find(r => r.heldBy !== undefined);
    if (held) {
      throw new ConflictError(
        `${held.key.replace(':', ' ')} is held by ${held.heldBy}`,
      );
    }
    if (contentHashOf(current, sha256) !== plan.contentHash) {
      throw new ConflictError(
        `the plan is stale: ${current.baseBranch} moved and the files would differ today; plan again and look at the difference`,
      );
    }
    if (isBlocked(current.checks)) {
      const failed = current.checks
        .filter(check => isBlocked([check]))
        .map(check => `${check.title}: ${check.message}`);
      throw new ConflictError(`checks do not pass. ${failed.join(' ')}`);
    }
    return current;
  }

  async #record(
    plan: StoredPlan,
    current: PlanBody,
    user: string,
    now: Date,
  ): Promise<StoredChange> {
    const at = now.toISOString();
    const change = await this.#changes.insert(
      {
        changeId: randomUUID(),
        planId: plan.id,
        op: current.op,
        tier: current.tier,
        name: current.name,
        title: current.title,
        state: 'opening',
        author: user,
        idempotencyKey: plan.idempotencyKey,
        headBranch: await this.#freeBranch(plan, current),
        baseBranch: current.baseBranch,
        baseSha: current.baseSha,
        checks: current.checks,
        asPlanned: true,
        createdAt: at,
        updatedAt: at,
      },
      current.reservations.map(r => r.key),
    );
    if (change) return change;
    const keys = new Set(current.reservations.map(r => r.key));
    const holder = (await this.#changes.heldNames()).find(h => keys.has(h.key));
    const same = holder && (await this.#changes.get(holder.number));
    // Two clicks of one user: both get the change of the first.
    if (same && same.planId === plan.id && isLive(same.state)) return same;
    throw new ConflictError(
      holder
        ? `${holder.key.replace(':', ' ')} is held by change ${
            holder.number
          } of ${holder.author}`
        : 'the name was taken a moment ago; plan again',
    );
  }

  /**
   * Name of a branch that does not exist: earlier changes for the same request
   * keep theirs, also when the database that knew them is gone.
   */
  async #freeBranch(plan: StoredPlan, current: PlanBody): Promise<string> {
    const { provider, repo } = this.#host;
    const first = (await this.#changes.countByKey(plan.idempotencyKey)) + 1;
    for (let attempt = first; attempt < first + MAX_ATTEMPTS; attempt += 1) {
      const branch = headBranchOf(current, {
        prefix: this.#branchPrefix,
        key: plan.idempotencyKey,
        attempt,
      });
      if ((await provider.head(repo, branch)) === undefined) return branch;
    }
    throw new ConflictError(
      `${MAX_ATTEMPTS} branches of earlier changes for this request exist; remove those that are not needed`,
    );
  }

  async #writeBranch(change: StoredChange, plan: StoredPlan): Promise<string> {
    const { provider, repo } = this.#host;
    try {
      return await provider.commit(repo, {
        branch: change.headBranch,
        expectedHead: undefined,
        parent: change.baseSha,
        edits: plan.body.edits,
        message: planCommitMessage(change, plan),
        author: identityOf(change.author),
        date: new Date(change.createdAt),
      });
    } catch (error) {
      if (!isGitConflict(error, 'branch-exists')) throw error;
      const head = await provider.head(repo, change.headBranch);
      if (
        head !== undefined &&
        belongsToChange(await provider.message(repo, head), change.changeId)
      ) {
        return head;
      }
      throw new ConflictError(
        `the branch ${change.headBranch} is taken by somebody else's commits; it is left untouched`,
      );
    }
  }
}

interface ChangeOpenerOptions {
  host: GitHost;
  plans: PlanStore;
  changes: ChangeStore;
  planner: Planner;
  branchPrefix: string;
  now: () => Date;
}

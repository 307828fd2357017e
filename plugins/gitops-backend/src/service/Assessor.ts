import {
  checkEnvironment,
  contentHashOf,
  isBlocked,
  overlay,
  type Check,
} from '@chat2sql/plugin-gitops-common';
import type { GitHost } from '@chat2sql/plugin-gitops-node';
import type { StoredChange } from '../database/changeRow';
import type { PlanStore, StoredPlan } from '../database/PlanStore';
import { checkAsPlanned } from './checkAsPlanned';
import { sha256, type Planner } from './Planner';
import type { SnapshotLoader } from './SnapshotLoader';

/** Whether an open change can be merged into the base branch as it is now. */
export interface Assessment {
  state: 'open' | 'stale' | 'conflicted';
  /** Why it cannot, in words. */
  detail?: string;
  checks: Check[];
  asPlanned: boolean;
  baseHead: string;
  head: string;
  /** Commit the branch and the base have in common. */
  mergeBase: string;
}

/** Changes whose assessment is kept in memory. */
const MAX_KEPT = 200;

const RECORD_PATH = /^environments\/[^/]+\/[^/]+\/environment\.yaml$/;

/** Files that decide a plan or its checks by being there. */
const LISTED_PATH = /^(?:clusters\/[^/]+\/applicationset-|policies\/)/;

/** True for a path whose move may give another plan or another verdict. */
function isWatched(plan: StoredPlan, path: string): boolean {
  return (
    LISTED_PATH.test(path) ||
    plan.body.reads.includes(path) ||
    plan.body.edits.some(edit => edit.path === path)
  );
}

function listOf(paths: string[]): string {
  return paths.length > 3
    ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more`
    : paths.join(', ');
}

/**
 * Judges open changes against the base branch: conflicts, what moved under the
 * plan, and the checks on what a merge would give.
 */
export class Assessor {
  readonly #host: GitHost;
  readonly #loader: SnapshotLoader;
  readonly #plans: PlanStore;
  readonly #planner: Planner;
  /** Last assessment of each change; two commits are judged once. */
  readonly #last = new Map<number, { key: string; assessment: Assessment }>();

  private constructor(options: AssessorOptions) {
    this.#host = options.host;
    this.#loader = options.loader;
    this.#plans = options.plans;
    this.#planner = options.planner;
  }

  static create(options: AssessorOptions): Assessor {
    return new Assessor(options);
  }

  /** @returns undefined when the change's branch is gone */
  async assess(change: StoredChange): Promise<Assessment | undefined> {
    const { provider, repo } = this.#host;
    const head = await provider.head(repo, change.headBranch);
    if (head === undefined) return undefined;
    const baseHead = await this.#planner.baseHead();
    const key = `${baseHead} ${head}`;
    const known = this.#last.get(change.number);
    if (known?.key === key) return known.assessment;
    const assessment =
      (known &&
        (await this.#carryOver(change, known.assessment, head, baseHead))) ??
      (await this.#assess(change, head, baseHead));
    this.#last.set(change.number, { key, assessment });
    if (this.#last.size > MAX_KEPT) {
      this.#last.delete(this.#last.keys().next().value!);
    }
    return assessment;
  }

  /**
   * The assessment of an older base, where nothing moved since that could
   * change it: most merges touch other environments only.
   */
  async #carryOver(
    change: StoredChange,
    known: Assessment,
    head: string,
    baseHead: string,
  ): Promise<Assessment | undefined> {
    if (known.head !== head || known.state !== 'open' || !known.asPlanned) {
      return undefined;
    }
    const plan = await this.#plans.get(change.planId);
    if (!plan) return undefined;
    const { provider, repo } = this.#host;
    const moved = await provider.diff(repo, known.baseHead, baseHead);
    if (moved.some(file => isWatched(plan, file.path))) return undefined;
    if (moved.some(file => RECORD_PATH.test(file.path))) {
      const held = await this.#planner.heldNames(baseHead, plan, change.number);
      if (held.length > 0) return undefined;
    }
    return { ...known, baseHead };
  }

  async #assess(
    change: StoredChange,
    head: string,
    baseHead: string,
  ): Promise<Assessment> {
    const { provider, repo } = this.#host;
    const mergeBase =
      (await provider.mergeBase(repo, baseHead, head)) ?? change.baseSha;
    const plan = await this.#plans.get(change.planId);
    const planned = await checkAsPlanned(
      this.#host,
      change,
      plan,
      mergeBase,
      head,
    );
    const base = {
      baseHead,
      head,
      mergeBase,
      asPlanned: planned.status === 'pass',
    };
    const conflicts = await provider.mergeConflicts(repo, baseHead, head);
    if (conflicts.length > 0) {
      return {
        ...base,
        state: 'conflicted',
        detail: `${change.baseBranch} changed the same files: ${listOf(
          conflicts,
        )}`,
        checks: [planned, ...change.checks.filter(c => c.id !== planned.id)],
      };
    }
    const checks = [
      planned,
      ...(await this.#checkMergeResult(change, mergeBase, head, baseHead)),
    ];
    const moved = plan && (await this.#movedUnder(change, plan, baseHead));
    if (moved) return { ...base, state: 'stale', detail: moved, checks };
    if (isBlocked(checks)) {
      const failed = checks.filter(c => isBlocked([c])).map(c => c.title);
      return {
        ...base,
        state: 'stale',
        detail: `these checks do not pass on ${
          change.baseBranch
        } any more: ${failed.join(', ')}`,
        checks,
      };
    }
    return { ...base, state: 'open', checks };
  }

  async #checkMergeResult(
    change: StoredChange,
    mergeBase: string,
    head: string,
    baseHead: string,
  ): Promise<Check[]> {
    const { provider, repo } = this.#host;
    const edits = await Promise.all(
      (
        await provider.diff(repo, mergeBase, head)
      ).map(async file => ({
        path: file.path,
        content:
          file.after === undefined
            ? undefined
            : Buffer.from(await provider.readBlob(repo, file.after)).toString(
                'utf8',
              ),
      })),
    );
    return this.#loader.run(baseHead, snapshot =>
      checkEnvironment(overlay(snapshot, edits), change),
    );
  }

  /** What moved on the base branch that would give another plan today; undefined when nothing did. */
  async #movedUnder(
    change: StoredChange,
    plan: StoredPlan,
    baseHead: string,
  ): Promise<string | undefined> {
    const { provider, repo } = this.#host;
    if (baseHead === plan.body.baseSha) return undefined;
    const moved = (await provider.diff(repo, plan.body.baseSha, baseHead))
      .map(file => file.path)
      // Records of other environments may have taken one of the names.
      .filter(path => isWatched(plan, path) || RECORD_PATH.test(path));
    if (moved.length === 0) return undefined;
    const again = await this.#planner.replanAt(baseHead, plan, {
      ownChange: change.number,
    });
    const taken = again.reservations.find(r => r.heldBy !== undefined);
    if (taken) {
      return `${taken.key.replace(':', ' ')} is held by ${taken.heldBy} now`;
    }
    if (contentHashOf(again, sha256) === plan.contentHash) return undefined;
    return `${change.baseBranch} moved under the plan: ${listOf(
      moved,
    )}. Planned today, the files would differ`;
  }
}

interface AssessorOptions {
  host: GitHost;
  loader: SnapshotLoader;
  plans: PlanStore;
  planner: Planner;
}

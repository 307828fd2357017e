import {
  checkEnvironment,
  contentHashOf,
  isBlocked,
  overlay,
  type Check,
  type CheckFinding,
} from '@chat2sql/plugin-gitops-common';
import type { GitHost } from '@chat2sql/plugin-gitops-node';
import { environmentDirectory } from '@chat2sql/plugin-platform-common';
import type { StoredChange } from '../database/changeRow';
import type { PlanStore, StoredPlan } from '../database/PlanStore';
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
    const assessment = await this.#assess(change, head, baseHead);
    this.#last.set(change.number, { key, assessment });
    if (this.#last.size > MAX_KEPT) {
      this.#last.delete(this.#last.keys().next().value!);
    }
    return assessment;
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
    const planned = await this.#checkAsPlanned(change, plan, mergeBase, head);
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

  /** Compares the branch with the plan people confirmed. */
  async #checkAsPlanned(
    change: StoredChange,
    plan: StoredPlan | undefined,
    mergeBase: string,
    head: string,
  ): Promise<Check> {
    const { provider, repo } = this.#host;
    const check = {
      id: 'as-planned',
      title: 'The branch holds what was planned',
      blocking: true,
    };
    if (!plan) {
      return {
        ...check,
        status: 'not-verified',
        message: 'The plan is not stored any more.',
        findings: [],
      };
    }
    if (head === change.plannedSha) {
      return {
        ...check,
        status: 'pass',
        message: `${plan.body.edits.length} files, byte for byte.`,
        findings: [],
      };
    }
    const planned = new Map(
      plan.body.edits.map(edit => [edit.path, edit.content]),
    );
    const own = `${environmentDirectory(change)}/`;
    const findings: CheckFinding[] = [];
    let outside = 0;
    for (const file of await provider.diff(repo, mergeBase, head)) {
      const bytes = file.after && (await provider.readBlob(repo, file.after));
      const text = bytes && Buffer.from(bytes).toString('utf8');
      if (text !== undefined && planned.get(file.path) === text) {
        planned.delete(file.path);
        continue;
      }
      planned.delete(file.path);
      if (!file.path.startsWith(own)) outside += 1;
      findings.push({
        file: file.path,
        message: `${file.status} by a commit that is not the portal's`,
      });
    }
    for (const path of planned.keys()) {
      findings.push({ file: path, message: 'planned, but not in the branch' });
    }
    if (outside > 0) {
      return {
        ...check,
        status: 'fail',
        message: `${outside} files outside ${own} were changed as well.`,
        findings,
      };
    }
    return {
      ...check,
      status: findings.length > 0 ? 'warn' : 'pass',
      message:
        findings.length > 0
          ? `People changed ${findings.length} files since; they are checked below.`
          : 'More commits, same content.',
      findings,
    };
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
    const watched = new Set([
      ...plan.body.reads,
      ...plan.body.edits.map(edit => edit.path),
    ]);
    const moved = (await provider.diff(repo, plan.body.baseSha, baseHead))
      .map(file => file.path)
      // Records of other environments may have taken one of the names.
      .filter(path => watched.has(path) || RECORD_PATH.test(path));
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

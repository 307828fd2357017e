import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  CHANGE_STATES,
  isFollowed,
  isLive,
  type ChangeDetail,
  type ChangeState,
  type ChangeSummary,
} from '@chat2sql/plugin-gitops-common';
import type { Tier } from '@chat2sql/plugin-platform-common';
import type { StoredChange } from '../database/changeRow';
import type { ChangeStore } from '../database/ChangeStore';
import type { PlanStore } from '../database/PlanStore';
import { requireTier } from '../permissions/TierAccess';
import type { Assessor } from './Assessor';
import type { ChangeKeeper } from './ChangeKeeper';
import {
  allowedActions,
  refuseMerge,
  toSummary,
  type ActionRules,
  type Viewer,
} from './changeViews';
import type { DiffReader } from './DiffReader';

/** Groups of states that lists filter by. */
export const STATE_FILTERS = ['open', 'rolling-out', 'done', 'all'] as const;

/** A group of states that lists filter by. */
export type StateFilter = (typeof STATE_FILTERS)[number];

/** Most changes one list tells. */
const LIST_LIMIT = 200;

function statesOf(filter: StateFilter): ChangeState[] {
  return CHANGE_STATES.filter(state => {
    if (filter === 'open') return isLive(state);
    if (filter === 'rolling-out') return isFollowed(state);
    return filter === 'all' || !(isLive(state) || isFollowed(state));
  });
}

/** Reads changes, and what people do with them other than opening and merging. */
export class ChangeService {
  readonly #changes: ChangeStore;
  readonly #plans: PlanStore;
  readonly #assessor: Assessor;
  readonly #keeper: ChangeKeeper;
  readonly #diffs: DiffReader;
  readonly #rules: ActionRules;
  readonly #observed: (number: number) => string | undefined;
  readonly #now: () => Date;

  private constructor(options: ChangeServiceOptions) {
    this.#changes = options.changes;
    this.#plans = options.plans;
    this.#assessor = options.assessor;
    this.#keeper = options.keeper;
    this.#diffs = options.diffs;
    this.#rules = options.rules;
    this.#observed = options.observed;
    this.#now = options.now;
  }

  static create(options: ChangeServiceOptions): ChangeService {
    return new ChangeService(options);
  }

  /** Changes of the tiers the viewer may read, newest first. */
  async list(
    filter: {
      state: StateFilter;
      tier?: Tier;
      mine?: boolean;
      waitingForMe?: boolean;
    },
    viewer: Viewer,
  ): Promise<{ items: ChangeSummary[]; truncated: boolean }> {
    const tiers = [...viewer.rights.read].filter(
      tier => filter.tier === undefined || filter.tier === tier,
    );
    const changes = await this.#changes.list({
      tiers,
      states: statesOf(filter.state),
      author: filter.mine ? viewer.user : undefined,
      limit: LIST_LIMIT + 1,
    });
    const items = changes
      .slice(0, LIST_LIMIT)
      .map(change => this.summary(change, viewer))
      .filter(item => !filter.waitingForMe || item.waitsForMe);
    return { items, truncated: changes.length > LIST_LIMIT };
  }

  /** A change as lists show it. */
  summary(change: StoredChange, viewer: Viewer): ChangeSummary {
    return toSummary(change, viewer, this.#rules, {
      now: this.#now(),
      observed: this.#observed(change.number),
    });
  }

  /** @throws NotFoundError, NotAllowedError */
  async find(number: number, viewer: Viewer): Promise<StoredChange> {
    const change = await this.#changes.get(number);
    if (!change) throw new NotFoundError(`there is no change ${number}`);
    requireTier(viewer.rights.read, change.tier, 'read changes');
    return change;
  }

  /** A change with diff, checks and history. @throws NotFoundError, NotAllowedError */
  async detail(number: number, viewer: Viewer): Promise<ChangeDetail> {
    let change = await this.find(number, viewer);
    let { checks, asPlanned, baseSha, headSha } = change;
    if (isLive(change.state) && change.state !== 'opening') {
      const assessment = await this.#assessor.assess(change);
      if (assessment) {
        change = await this.#keeper.settle(change, assessment);
        ({ checks, asPlanned } = assessment);
        baseSha = assessment.mergeBase;
        headSha = assessment.head;
      }
    }
    const plan = await this.#plans.get(change.planId);
    const refusal = refuseMerge(change, viewer, this.#rules);
    return {
      ...this.summary(change, viewer),
      purpose: plan && String(plan.body.answers.purpose ?? ''),
      planId: change.planId,
      baseSha,
      ...(headSha && { headSha }),
      ...(change.mergedSha && { mergedSha: change.mergedSha }),
      files: headSha ? await this.#diffs.read(baseSha, headSha) : [],
      checks,
      ...(plan?.body.consequences && {
        consequences: plan.body.consequences,
      }),
      asPlanned,
      events: await this.#changes.events(number),
      allowedActions: allowedActions(change, viewer, this.#rules),
      ...(isLive(change.state) && refusal && { mergeRefusal: refusal }),
    };
  }

  /** @throws NotFoundError, NotAllowedError */
  async comment(number: number, text: string, viewer: Viewer): Promise<void> {
    const change = await this.find(number, viewer);
    this.#require(change, viewer, 'comment');
    await this.#changes.note(number, {
      type: 'comment',
      at: this.#now().toISOString(),
      actor: viewer.user,
      text,
    });
  }

  /**
   * Closes a change without merging it. Its branch stays as evidence.
   *
   * @throws NotFoundError, NotAllowedError, ConflictError when it is at its end
   */
  async close(
    number: number,
    reason: string | undefined,
    viewer: Viewer,
  ): Promise<void> {
    const change = await this.find(number, viewer);
    if (!isLive(change.state)) {
      throw new ConflictError(`change ${number} is ${change.state} already`);
    }
    this.#require(change, viewer, 'close');
    const at = this.#now().toISOString();
    const closed = await this.#changes.transition(
      change,
      { type: 'closed', at, actor: viewer.user, text: reason },
      { closedAt: at },
    );
    if (!closed) {
      throw new ConflictError(`change ${number} moved on; look again`);
    }
  }

  #require(
    change: StoredChange,
    viewer: Viewer,
    action: 'comment' | 'close',
  ): void {
    if (!allowedActions(change, viewer, this.#rules).includes(action)) {
      throw new NotAllowedError(
        `you may not ${
          action === 'comment' ? 'comment on' : 'close'
        } changes of ${change.tier}`,
      );
    }
  }
}

interface ChangeServiceOptions {
  changes: ChangeStore;
  plans: PlanStore;
  assessor: Assessor;
  keeper: ChangeKeeper;
  diffs: DiffReader;
  rules: ActionRules;
  /** What the follower sees of a merged change, in words. */
  observed: (number: number) => string | undefined;
  now: () => Date;
}

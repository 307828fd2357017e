import {
  isLive,
  judgeProgress,
  refuseOwnMerge,
  type ChangeAction,
  type ChangeStages,
  type ChangeSummary,
} from '@chat2sql/plugin-gitops-common';
import type { Tier } from '@chat2sql/plugin-platform-common';
import type { StoredChange } from '../database/changeRow';
import type { TierRights } from '../permissions/TierAccess';

/** Who looks at a change. */
export interface Viewer {
  user: string;
  rights: TierRights;
}

/** What decides which buttons a viewer gets. */
export interface ActionRules {
  selfMergeTiers: readonly Tier[];
}

function stagesOf(change: StoredChange): ChangeStages {
  return {
    requested: change.createdAt,
    ...(change.mergedAt && { merged: change.mergedAt }),
    ...(change.syncedAt && { synced: change.syncedAt }),
    ...(change.healthyAt && { healthy: change.healthyAt }),
    ...(change.closedAt && { closed: change.closedAt }),
  };
}

/** Why a viewer may not merge a change by rights; undefined when they may. */
export function refuseMerge(
  change: Pick<StoredChange, 'tier' | 'author'>,
  viewer: Viewer,
  rules: ActionRules,
): string | undefined {
  if (!viewer.rights.merge.has(change.tier)) {
    return `You may not merge changes of ${change.tier}.`;
  }
  return refuseOwnMerge({
    tier: change.tier,
    author: change.author,
    user: viewer.user,
    selfMergeTiers: rules.selfMergeTiers,
  });
}

/** What a viewer may do with a change in its state. */
export function allowedActions(
  change: Pick<StoredChange, 'tier' | 'author' | 'state'>,
  viewer: Viewer,
  rules: ActionRules,
): ChangeAction[] {
  const { rights, user } = viewer;
  const actions: ChangeAction[] = [];
  const isAuthor = change.author === user;
  const canMerge = rights.merge.has(change.tier);
  if (isAuthor || canMerge || rights.create.has(change.tier)) {
    actions.push('comment');
  }
  if (
    change.state === 'open' &&
    refuseMerge(change, viewer, rules) === undefined
  ) {
    actions.push('merge');
  }
  if (isLive(change.state) && (isAuthor || canMerge)) actions.push('close');
  return actions;
}

/** A change as lists show it. */
export function toSummary(
  change: StoredChange,
  viewer: Viewer,
  rules: ActionRules,
  context: { now: Date; observed?: string },
): ChangeSummary {
  const stages = stagesOf(change);
  const progress = judgeProgress(
    {
      state: change.state,
      stages,
      updatedAt: change.updatedAt,
      detail: change.detail ?? context.observed,
    },
    context.now,
  );
  return {
    number: change.number,
    op: change.op,
    tier: change.tier,
    name: change.name,
    title: change.title,
    state: change.state,
    author: change.author,
    ...(change.mergedBy && change.mergedAt && { mergedBy: change.mergedBy }),
    headBranch: change.headBranch,
    baseBranch: change.baseBranch,
    stages,
    progress,
    updatedAt: change.updatedAt,
    waitsForMe:
      allowedActions(change, viewer, rules).includes('merge') ||
      (progress.waitingFor === 'author' && change.author === viewer.user),
  };
}

import type { Tier } from '@chat2sql/plugin-platform-common';
import type { FileDiff } from '../diff/types';
import type { Check, Consequences, PlanOperation } from '../plan/types';

/**
 * State of a change.
 *
 * - `opening`: recorded, its branch is being written
 * - `open`: waits for review
 * - `stale`: the base branch moved in a way that touches what was planned
 * - `conflicted`: the base branch changed the same files
 * - `merged`: in the base branch, not seen in the cluster yet
 * - `synced`: applied by the reconciler, not healthy yet
 * - `healthy`: applied and healthy
 * - `rejected`: closed without a merge
 */
export const CHANGE_STATES = [
  'opening',
  'open',
  'stale',
  'conflicted',
  'merged',
  'synced',
  'healthy',
  'rejected',
] as const;

/** State of a change; see {@link CHANGE_STATES}. */
export type ChangeState = (typeof CHANGE_STATES)[number];

/** Something a user may do with a change now. */
export type ChangeAction = 'comment' | 'merge' | 'close';

/** Kinds of events in a change's history. */
export type ChangeEventType =
  | 'requested'
  | 'opened'
  | 'comment'
  | 'stale'
  | 'conflicted'
  | 'settled'
  | 'pushed'
  | 'merged'
  | 'closed'
  | 'synced'
  | 'healthy';

/** One event of a change's history. */
export interface ChangeEvent {
  id: number;
  type: ChangeEventType;
  /** RFC 3339 UTC. */
  at: string;
  /** Entity ref of the person; absent for what the portal saw by itself. */
  actor?: string;
  /** Comment, or what was found, in words. */
  text?: string;
}

/** Times at which a change passed its stages, RFC 3339 UTC. */
export interface ChangeStages {
  requested: string;
  merged?: string;
  synced?: string;
  healthy?: string;
  closed?: string;
}

/** Who has to act next. */
export type ChangeActor =
  | 'portal'
  | 'reviewer'
  | 'author'
  | 'reconciler'
  | 'workloads'
  | 'nobody';

/** What a change waits for. */
export interface ChangeProgress {
  waitingFor: ChangeActor;
  /** Since when it waits; absent when it waits for nobody. */
  since?: string;
  /** It waits longer than this stage should take. */
  stuck: boolean;
  /** What the portal sees of the next step, in words, when there is something to tell. */
  detail?: string;
}

/** A change in a list. */
export interface ChangeSummary {
  number: number;
  op: PlanOperation;
  tier: Tier;
  name: string;
  title: string;
  state: ChangeState;
  /** Entity ref of who asked for it. */
  author: string;
  mergedBy?: string;
  headBranch: string;
  baseBranch: string;
  stages: ChangeStages;
  progress: ChangeProgress;
  /** Time of the last event, RFC 3339 UTC. */
  updatedAt: string;
  /** The user who asks can bring it forward now: merge it, or redo what went stale. */
  waitsForMe: boolean;
}

/** A change with everything its page shows. */
export interface ChangeDetail extends ChangeSummary {
  purpose?: string;
  planId: string;
  baseSha: string;
  headSha?: string;
  mergedSha?: string;
  files: FileDiff[];
  checks: Check[];
  consequences?: Consequences;
  /** True when the branch holds exactly the plan; false when people committed on it. */
  asPlanned: boolean;
  events: ChangeEvent[];
  allowedActions: ChangeAction[];
  /** Why the user may not merge, in words, when the change could be merged by somebody. */
  mergeRefusal?: string;
}

import type {
  ChangeActor,
  ChangeProgress,
  ChangeStages,
  ChangeState,
} from './types';

/** Longest time a stage should take, in milliseconds; review has none. */
export const STAGE_LIMITS_MS = {
  portal: 60_000,
  reconciler: 5 * 60_000,
  workloads: 15 * 60_000,
} as const;

const WAITS_FOR: Record<ChangeState, ChangeActor> = {
  opening: 'portal',
  open: 'reviewer',
  stale: 'author',
  conflicted: 'author',
  merged: 'reconciler',
  synced: 'workloads',
  healthy: 'nobody',
  rejected: 'nobody',
};

/**
 * Tells whom a change waits for, since when, and whether for too long.
 *
 * @param change - `updatedAt` is the time of the last event
 */
export function judgeProgress(
  change: {
    state: ChangeState;
    stages: ChangeStages;
    updatedAt: string;
    detail?: string;
  },
  now: Date,
): ChangeProgress {
  const waitingFor = WAITS_FOR[change.state];
  if (waitingFor === 'nobody') return { waitingFor, stuck: false };
  const { stages } = change;
  const sinceBy: Partial<Record<ChangeActor, string | undefined>> = {
    portal: stages.requested,
    reviewer: stages.requested,
    author: change.updatedAt,
    reconciler: stages.merged,
    workloads: stages.synced,
  };
  const since = sinceBy[waitingFor];
  const limit = (STAGE_LIMITS_MS as Partial<Record<ChangeActor, number>>)[
    waitingFor
  ];
  const waited = since === undefined ? 0 : now.getTime() - Date.parse(since);
  return {
    waitingFor,
    since,
    stuck: limit !== undefined && waited > limit,
    ...(change.detail !== undefined && { detail: change.detail }),
  };
}

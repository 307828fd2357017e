import type { ChangeEventType, ChangeState } from './types';

const MOVES: Record<
  ChangeState,
  Partial<Record<ChangeEventType, ChangeState>>
> = {
  opening: { opened: 'open', closed: 'rejected' },
  open: {
    stale: 'stale',
    conflicted: 'conflicted',
    merged: 'merged',
    closed: 'rejected',
  },
  stale: {
    settled: 'open',
    conflicted: 'conflicted',
    merged: 'merged',
    closed: 'rejected',
  },
  conflicted: {
    settled: 'open',
    stale: 'stale',
    merged: 'merged',
    closed: 'rejected',
  },
  merged: { synced: 'synced' },
  synced: { healthy: 'healthy' },
  healthy: {},
  rejected: {},
};

/**
 * State a change goes to by an event.
 *
 * A stale or conflicted change may still turn out merged: people can merge by
 * hand. Whether the portal may merge it is another question.
 *
 * @returns undefined when the event is not possible in this state
 */
export function nextChangeState(
  state: ChangeState,
  event: ChangeEventType,
): ChangeState | undefined {
  return MOVES[state][event];
}

/** The change holds its names and its branch. */
export function isLive(state: ChangeState): boolean {
  return (
    state === 'opening' ||
    state === 'open' ||
    state === 'stale' ||
    state === 'conflicted'
  );
}

/** The change is on its way to the cluster. */
export function isFollowed(state: ChangeState): boolean {
  return state === 'merged' || state === 'synced';
}

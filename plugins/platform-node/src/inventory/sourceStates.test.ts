import { sourceStateOfKind, sourceStatesOfClusters } from './sourceStates';
import type { KindCondition, KindState } from './types';

const state = (
  cluster: string,
  plural: string,
  condition: KindCondition,
  more: Partial<KindState> = {},
): KindState => ({
  cluster,
  kind: { group: 'apps', kind: 'K', plural, namespaced: true },
  condition,
  since: '2026-11-25T10:00:00.000Z',
  objects: 0,
  ...more,
});

it('puts the condition of a kind into the common words', () => {
  expect(
    sourceStateOfKind(
      state('prod', 'deployments', 'stale', {
        reason: 'cluster prod does not answer in time',
        lastSign: '2026-11-25T09:59:58.000Z',
      }),
    ),
  ).toEqual({
    id: 'cluster:prod/deployments.apps',
    title: 'deployments of cluster prod',
    condition: 'stale',
    lastSuccess: '2026-11-25T09:59:58.000Z',
    since: '2026-11-25T10:00:00.000Z',
    reason: 'cluster prod does not answer in time',
  });
  expect(sourceStateOfKind(state('p', 'x', 'synced')).since).toBeUndefined();
  expect(sourceStateOfKind(state('p', 'x', 'connecting')).condition).toBe(
    'unknown',
  );
});

it('calls a cluster bad only when all that it serves is', () => {
  const states = [
    state('a', 'x', 'synced', { lastSign: '2026-11-25T10:00:02.000Z' }),
    state('a', 'y', 'forbidden'),
    state('a', 'z', 'absent'),
    state('b', 'x', 'stale', {
      reason: 'why',
      since: '2026-11-25T09:00:00.000Z',
    }),
    state('b', 'y', 'stale', { reason: 'later' }),
    state('b', 'z', 'absent'),
    state('c', 'x', 'synced'),
  ];
  expect(sourceStatesOfClusters(states)).toEqual([
    {
      id: 'cluster:a',
      title: 'cluster a',
      condition: 'ok',
      lastSuccess: '2026-11-25T10:00:02.000Z',
      reason: '1 of 2 kinds are not up to date',
    },
    {
      id: 'cluster:b',
      title: 'cluster b',
      condition: 'stale',
      since: '2026-11-25T09:00:00.000Z',
      reason: 'why',
    },
    { id: 'cluster:c', title: 'cluster c', condition: 'ok' },
  ]);
});

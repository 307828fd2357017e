import type {
  SourceCondition,
  SourceState,
} from '@chat2sql/plugin-platform-common';
import { kindKey } from './kinds';
import type { KindCondition, KindState } from './types';

const CONDITIONS: Record<KindCondition, SourceCondition> = {
  connecting: 'unknown',
  synced: 'ok',
  stale: 'stale',
  forbidden: 'forbidden',
  absent: 'absent',
  failed: 'failed',
};

/** The state of one kind in one cluster, in the portal's common words. */
export function sourceStateOfKind(state: KindState): SourceState {
  return {
    id: `cluster:${state.cluster}/${kindKey(state.kind)}`,
    title: `${state.kind.plural} of cluster ${state.cluster}`,
    condition: CONDITIONS[state.condition],
    lastSuccess: state.lastSign,
    since: state.condition === 'synced' ? undefined : state.since,
    reason: state.reason,
  };
}

/**
 * One state per cluster: what holds for all its kinds, or `ok` with the number
 * of kinds that deviate. Kinds that a cluster does not serve say nothing about it.
 *
 * @param states - states of all kinds, of any number of clusters
 */
export function sourceStatesOfClusters(
  states: readonly KindState[],
): SourceState[] {
  const byCluster = new Map<string, KindState[]>();
  for (const state of states) {
    const others = byCluster.get(state.cluster) ?? [];
    others.push(state);
    byCluster.set(state.cluster, others);
  }
  return [...byCluster].map(([cluster, all]) => {
    const served = all.filter(state => state.condition !== 'absent');
    const bad = served.filter(state => state.condition !== 'synced');
    const signs = served.flatMap(state => state.lastSign ?? []).sort();
    const base: SourceState = {
      id: `cluster:${cluster}`,
      title: `cluster ${cluster}`,
      condition: 'ok',
      lastSuccess: signs[signs.length - 1],
    };
    if (bad.length === 0 || bad.length < served.length) {
      return bad.length === 0
        ? base
        : {
            ...base,
            reason: `${bad.length} of ${served.length} kinds are not up to date`,
          };
    }
    const [first] = [...bad].sort((a, b) => (a.since < b.since ? -1 : 1));
    return {
      ...base,
      condition: CONDITIONS[first.condition],
      since: first.since,
      reason: first.reason,
    };
  });
}

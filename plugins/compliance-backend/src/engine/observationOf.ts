import type {
  KindRef,
  Observation,
  ObservationStatus,
} from '@chat2sql/plugin-compliance-common';
import type {
  ClusterInventory,
  KindCondition,
} from '@chat2sql/plugin-platform-node';

const STATUSES: Record<KindCondition, ObservationStatus> = {
  connecting: 'not-evidenced',
  synced: 'observed',
  stale: 'stale',
  forbidden: 'unreadable',
  absent: 'absent',
  failed: 'not-evidenced',
};

/** How well a kind of a cluster is observed, in the words of the checks. */
export function observationOf(
  inventory: ClusterInventory,
  cluster: string,
  kind: KindRef,
): Observation {
  if (!inventory.clusters().includes(cluster)) {
    return {
      status: 'not-evidenced',
      reason: 'no cluster with this name is configured',
    };
  }
  const state = inventory.state(cluster, kind.kind, kind.group);
  if (!state) {
    return {
      status: 'not-evidenced',
      reason: 'the portal does not observe this kind',
    };
  }
  const status = STATUSES[state.condition];
  if (status === 'observed') return { status, observedAt: state.lastSign };
  return {
    status,
    observedAt: state.lastSign,
    since: state.since,
    reason:
      state.reason ??
      (state.condition === 'connecting'
        ? 'the first list is not complete'
        : state.condition),
  };
}

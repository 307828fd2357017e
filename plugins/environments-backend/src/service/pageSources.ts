import type { SourceState } from '@chat2sql/plugin-platform-common';
import {
  sourceStateOfKind,
  sourceStatesOfClusters,
  type KindState,
} from '@chat2sql/plugin-platform-node';

/** States of the sources behind the page, coarse to fine. */
export interface PageSources {
  /** Clusters, repository, Alertmanager. */
  sources: readonly SourceState[];
  /** The same, and every kind of every cluster. */
  all: readonly SourceState[];
}

/**
 * What the page says about its sources: one state per cluster, and beside it
 * those kinds that deviate where their cluster is well.
 */
export function pageSources(
  kinds: readonly KindState[],
  others: readonly (SourceState | undefined)[],
): PageSources {
  const shared = [
    ...sourceStatesOfClusters(kinds),
    ...others.filter(source => source !== undefined),
  ];
  const well = new Set(
    shared.filter(source => source.condition === 'ok').map(source => source.id),
  );
  const deviating = kinds.filter(
    ({ condition, cluster }) =>
      condition !== 'synced' &&
      condition !== 'absent' &&
      well.has(`cluster:${cluster}`),
  );
  return {
    sources: [...shared, ...deviating.map(sourceStateOfKind)],
    all: [...shared, ...kinds.map(sourceStateOfKind)],
  };
}

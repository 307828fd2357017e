import type { ComplianceEnvironment } from '@chat2sql/plugin-compliance-common';
import type { SourceState } from '@chat2sql/plugin-platform-common';
import {
  sourceStatesOfClusters,
  type ClusterInventory,
  type KindState,
} from '@chat2sql/plugin-platform-node';

/** Times in answers move in steps, so that an answer without news stays the same. */
const STEP_MS = 15_000;

/** Rounds a time down: what is shown is never younger than what was seen. */
export function inSteps(time: string | undefined): string | undefined {
  if (time === undefined) return undefined;
  const at = Date.parse(time);
  return Number.isNaN(at)
    ? undefined
    : new Date(Math.floor(at / STEP_MS) * STEP_MS).toISOString();
}

/** States of the clusters of the given environments, as far as the checks read them. */
export function clusterSources(
  inventory: ClusterInventory,
  environments: readonly ComplianceEnvironment[],
  isRead: (state: KindState) => boolean,
): SourceState[] {
  const wanted = new Set(environments.map(e => e.cluster));
  const known = new Set(inventory.clusters());
  const states = inventory
    .states()
    .filter(state => wanted.has(state.cluster) && isRead(state));
  const missing = [...wanted]
    .filter(cluster => !known.has(cluster))
    .map(
      (cluster): SourceState => ({
        id: `cluster:${cluster}`,
        title: `cluster ${cluster}`,
        condition: 'failed',
        reason: 'no cluster with this name is configured',
      }),
    );
  return [...sourceStatesOfClusters(states), ...missing].map(state => ({
    ...state,
    lastSuccess: inSteps(state.lastSuccess),
  }));
}

import { mockServices } from '@backstage/backend-test-utils';
import { DefaultClusterInventory } from '../DefaultClusterInventory';
import type { InventoryTimings } from '../timings';
import type { KindId } from '../types';

export const DEPLOYMENT: KindId = {
  group: 'apps',
  kind: 'Deployment',
  plural: 'deployments',
  namespaced: true,
};

export const POD: KindId = {
  group: '',
  kind: 'Pod',
  plural: 'pods',
  namespaced: true,
};

export const DEPLOYMENTS = '/apis/apps/v1/deployments';
export const PODS = '/api/v1/pods';

/** Rhythms a hundred times faster than in production. */
export const FAST: Partial<InventoryTimings> = {
  pageSize: 7,
  listDeadlineMs: 400,
  connectTimeoutMs: 300,
  watchOpenDeadlineMs: 400,
  watchTimeoutMs: 60_000,
  settleMs: 5,
  idleMs: 400,
  relistJitterMs: 10,
  backoffBaseMs: 4,
  backoffCapMs: 40,
  healthyMs: 200,
  forbiddenRetryMs: 40,
  absentRetryMs: 40,
  probeIntervalMs: 30,
  probeLateMs: 250,
  probeDeadlineMs: 500,
  kickJitterMs: 10,
};

/** An inventory of one cluster named `c`. */
export function inventoryOf(
  url: string,
  options?: {
    kinds?: KindId[];
    timings?: Partial<InventoryTimings>;
    random?: () => number;
  },
): DefaultClusterInventory {
  return DefaultClusterInventory.create({
    clusters: [{ name: 'c', url, token: 't', skipTLSVerify: false }],
    kinds: options?.kinds ?? [DEPLOYMENT],
    timings: { ...FAST, ...options?.timings },
    logger: mockServices.logger.mock(),
    random: options?.random,
  });
}

/** Waits for something to become true. */
export async function until(
  check: () => boolean,
  what: string,
  ms: number = 8_000,
): Promise<void> {
  const end = performance.now() + ms;
  while (!check()) {
    if (performance.now() > end) throw new Error(`still not: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 3));
  }
}

/** A small seeded generator (mulberry32), so that a failing schedule can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

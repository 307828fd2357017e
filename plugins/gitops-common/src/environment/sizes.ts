import type { Tier } from '@chat2sql/plugin-platform-common';

/** Sizes of an environment, smallest first. */
export const ENVIRONMENT_SIZES = ['small', 'medium', 'large'] as const;

/** Size of an environment. */
export type EnvironmentSize = (typeof ENVIRONMENT_SIZES)[number];

/** What a size means in the manifests. */
export interface SizeProfile {
  /** Kustomize component under `apps/chat2sql/components/`, if any. */
  component?: 'ephemeral' | 'ha';
  /** Replica counts that differ from the base. */
  replicas: Array<{ name: string; count: number }>;
  /** Hard limits of the namespace's ResourceQuota. */
  quota: Record<string, string>;
}

/** Profile of each size. */
export const SIZE_PROFILES: Record<EnvironmentSize, SizeProfile> = {
  small: {
    component: 'ephemeral',
    replicas: [],
    quota: {
      'requests.cpu': '6',
      'limits.cpu': '12',
      'requests.memory': '16Gi',
      'limits.memory': '32Gi',
      pods: '15',
      persistentvolumeclaims: '5',
    },
  },
  medium: {
    replicas: [],
    quota: {
      'requests.cpu': '12',
      'limits.cpu': '24',
      'requests.memory': '32Gi',
      'limits.memory': '64Gi',
      pods: '20',
      persistentvolumeclaims: '10',
    },
  },
  large: {
    component: 'ha',
    replicas: [
      { name: 'chat2sql-backend', count: 2 },
      { name: 'chat2sql-frontend', count: 2 },
    ],
    quota: {
      'requests.cpu': '24',
      'limits.cpu': '48',
      'requests.memory': '64Gi',
      'limits.memory': '128Gi',
      pods: '30',
      persistentvolumeclaims: '10',
    },
  },
};

/** Sizes each tier offers; the first is the default. */
export const SIZES_OF_TIER: Record<
  Tier,
  readonly [EnvironmentSize, ...EnvironmentSize[]]
> = {
  dev: ['small', 'medium'],
  test: ['small', 'medium'],
  staging: ['medium', 'large'],
  prod: ['large'],
};

/** Days an environment of a tier lives; tiers not named have no lease. */
export const LEASE_OF_TIER: Partial<
  Record<Tier, { defaultDays: number; maxDays: number }>
> = {
  dev: { defaultDays: 14, maxDays: 30 },
  test: { defaultDays: 30, maxDays: 90 },
};

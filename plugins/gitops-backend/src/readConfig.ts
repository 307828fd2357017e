import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { Tier } from '@chat2sql/plugin-platform-common';

/** Settings of the GitOps backend with their defaults applied. */
export interface GitOpsBackendConfig {
  branchPrefix: string;
  planTtlMs: number;
  selfMergeTiers: Tier[];
}

/** Reads the backend's part of the `gitops` block. @throws InputError naming the key */
export function readConfig(root: Config): GitOpsBackendConfig {
  const config = root.getOptionalConfig('gitops');
  const branchPrefix = config?.getOptionalString('branchPrefix') ?? 'portal-';
  if (!/^[a-z][a-z0-9.-]{0,39}$/.test(branchPrefix)) {
    throw new InputError(
      `config key gitops.branchPrefix: found "${branchPrefix}"; allowed: lower-case letters, digits, dots and hyphens, no slash`,
    );
  }
  const ttlHours = config?.getOptionalNumber('plan.ttlHours') ?? 24;
  if (!(ttlHours > 0 && ttlHours <= 24 * 30)) {
    throw new InputError(
      `config key gitops.plan.ttlHours: found ${ttlHours}; allowed: more than 0, at most 720`,
    );
  }
  const selfMergeTiers = config?.getOptionalStringArray('selfMergeTiers') ?? [];
  for (const tier of selfMergeTiers) {
    if (tier !== 'dev' && tier !== 'test') {
      throw new InputError(
        `config key gitops.selfMergeTiers: found "${tier}"; allowed: dev, test`,
      );
    }
  }
  return {
    branchPrefix,
    planTtlMs: ttlHours * 3_600_000,
    selfMergeTiers: selfMergeTiers as Tier[],
  };
}

import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { PolicyDecision } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  gitopsChangeCreatePermission,
  gitopsChangeMergePermission,
  gitopsChangeReadPermission,
} from '@chat2sql/plugin-gitops-common';
import { TIERS, type Tier } from '@chat2sql/plugin-platform-common';
import { changeResourceRef, type ChangeResource } from './changeResource';

/** What a user may do, by tier. */
export interface TierRights {
  read: ReadonlySet<Tier>;
  create: ReadonlySet<Tier>;
  merge: ReadonlySet<Tier>;
}

/** Asks the permission policy once per request, for all that a request needs. */
export class TierAccess {
  readonly #permissions: PermissionsService;
  readonly #check: (
    decision: PolicyDecision,
    resource: ChangeResource | undefined,
  ) => boolean;

  private constructor(
    permissions: PermissionsService,
    registry: PermissionsRegistryService,
  ) {
    this.#permissions = permissions;
    this.#check = createConditionAuthorizer(
      registry.getPermissionRuleset(changeResourceRef),
    );
  }

  static create(options: {
    permissions: PermissionsService;
    registry: PermissionsRegistryService;
  }): TierAccess {
    return new TierAccess(options.permissions, options.registry);
  }

  async rights(credentials: BackstageCredentials): Promise<TierRights> {
    const decisions = await this.#permissions.authorizeConditional(
      [
        { permission: gitopsChangeReadPermission },
        { permission: gitopsChangeCreatePermission },
        { permission: gitopsChangeMergePermission },
      ],
      { credentials },
    );
    const [read, create, merge] = decisions.map(
      decision =>
        new Set(TIERS.filter(tier => this.#check(decision, { tier }))),
    );
    return { read, create, merge };
  }
}

/** @throws NotAllowedError when the tier is not among the allowed ones */
export function requireTier(
  allowed: ReadonlySet<Tier>,
  tier: Tier,
  act: string,
): void {
  if (!allowed.has(tier)) {
    throw new NotAllowedError(`you may not ${act} in the tier ${tier}`);
  }
}

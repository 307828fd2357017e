import type { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { grantFor, type Role } from './roles';

const DENY: PolicyDecision = { result: AuthorizeResult.DENY };
const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };

/** Plugin that answers conditions of a permission: the first word of its name. */
function pluginOf(permission: string): string {
  return permission.slice(0, permission.indexOf('.'));
}

/**
 * The portal's policy: deny by default, rights by role, roles by group.
 *
 * Roles come from the ownership refs of the user's token, and those from the
 * catalog's groups; an unknown user and a permission nobody named are denied.
 */
export class PortalPolicy implements PermissionPolicy {
  readonly #userInfo: UserInfoService;
  readonly #rolesByGroup: ReadonlyMap<string, Role>;

  constructor(options: {
    userInfo: UserInfoService;
    /** Role of each group; keys are full entity refs in lower case. */
    rolesByGroup: ReadonlyMap<string, Role>;
  }) {
    this.#userInfo = options.userInfo;
    this.#rolesByGroup = options.rolesByGroup;
  }

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) return DENY;
    const info = await this.#userInfo.getUserInfo(user.credentials);
    const roles = new Set<Role>();
    for (const ref of info.ownershipEntityRefs) {
      const role = this.#rolesByGroup.get(ref.toLocaleLowerCase('en-US'));
      if (role) roles.add(role);
    }
    const { permission } = request;
    const grant = grantFor(roles, permission.name);
    if (grant === undefined) return DENY;
    if (grant === 'all') return ALLOW;
    // A condition needs a resource to look at; without one the answer is no.
    if (!isResourcePermission(permission)) return DENY;
    const { resourceType } = permission;
    return {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: pluginOf(permission.name),
      resourceType,
      conditions:
        grant === 'own'
          ? {
              rule: 'IS_TASK_OWNER',
              resourceType,
              params: { createdBy: [info.userEntityRef] },
            }
          : { rule: 'IN_TIERS', resourceType, params: { tiers: [...grant] } },
    };
  }
}

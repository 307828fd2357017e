import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ROLES, type Role } from './roles';

const GROUP_REF = /^group:[a-z0-9-]+\/[a-z0-9._-]+$/;

/**
 * Reads `permission.portal.roles`: for each role the groups that have it.
 *
 * @returns role by group ref; when a group is named twice, the later role of
 * {@link ROLES} wins, for the lists go from least to most
 * @throws InputError that names the key, what was found and what is allowed
 */
export function readRolesByGroup(config: Config): Map<string, Role> {
  const result = new Map<string, Role>();
  const roles = config.getOptionalConfig('permission.portal.roles');
  if (!roles) return result;
  for (const key of roles.keys()) {
    if (!(ROLES as readonly string[]).includes(key)) {
      throw new InputError(
        `permission.portal.roles.${key}: unknown role; allowed: ${ROLES.join(
          ', ',
        )}`,
      );
    }
  }
  for (const role of ROLES) {
    for (const ref of roles.getOptionalStringArray(role) ?? []) {
      const normal = ref.toLocaleLowerCase('en-US');
      if (!GROUP_REF.test(normal)) {
        throw new InputError(
          `permission.portal.roles.${role}: not a group, found "${ref}"; allowed: group:<namespace>/<name>`,
        );
      }
      result.set(normal, role);
    }
  }
  return result;
}

import { TIERS, type Tier } from '@chat2sql/plugin-platform-common';

/** Roles of the portal; a user has the rights of every role of their groups. */
export const ROLES = [
  'viewer',
  'developer',
  'sre',
  'auditor',
  'admin',
] as const;

/** One role of the portal. */
export type Role = (typeof ROLES)[number];

/**
 * What a role may do with one permission.
 *
 * - `all`: without condition
 * - `own`: only with what the user created
 * - a list of tiers: only in environments of these tiers
 */
export type Grant = 'all' | 'own' | readonly Tier[];

const read: Record<string, Grant> = {
  'catalog.entity.read': 'all',
  'catalog.location.read': 'all',
  'environments.environment.read': 'all',
  'slo.objective.read': 'all',
  'compliance.result.read': 'all',
  'gitops.change.read': 'all',
  'scaffolder.template.parameter.read': 'all',
  'scaffolder.template.step.read': 'all',
};

const work: Record<string, Grant> = {
  ...read,
  'catalog.entity.refresh': 'all',
  'catalog.entity.validate': 'all',
  'kubernetes.clusters.read': 'all',
  'kubernetes.resources.read': 'all',
  'scaffolder.task.create': 'all',
  'scaffolder.task.read': 'own',
  'scaffolder.task.cancel': 'own',
  'scaffolder.action.execute': 'all',
  'scaffolder.template.dry-run': 'all',
};

/**
 * Rights of each role by permission name; what is not named is denied. The
 * rights of `admin` still leave out nothing the portal knows, but never a
 * permission the table does not name: a new permission starts denied.
 */
export const GRANTS: Record<Role, Record<string, Grant>> = {
  viewer: read,
  developer: {
    ...work,
    'environments.detail.read': TIERS.filter(tier => tier !== 'prod'),
    'compliance.evidence.read': TIERS.filter(tier => tier !== 'prod'),
    'gitops.change.create': ['dev', 'test'],
  },
  sre: {
    ...work,
    'kubernetes.proxy': 'all',
    'environments.detail.read': 'all',
    'compliance.evidence.read': 'all',
    'gitops.change.create': 'all',
    'gitops.change.merge': 'all',
    'scaffolder.task.read': 'all',
    'scaffolder.task.cancel': 'all',
  },
  auditor: {
    ...read,
    'environments.detail.read': 'all',
    'compliance.evidence.read': 'all',
    'scaffolder.task.read': 'all',
  },
  admin: {
    ...work,
    'kubernetes.proxy': 'all',
    'environments.detail.read': 'all',
    'compliance.evidence.read': 'all',
    'gitops.change.create': 'all',
    'gitops.change.merge': 'all',
    'scaffolder.task.read': 'all',
    'scaffolder.task.cancel': 'all',
    'scaffolder.template.management': 'all',
    'catalog.entity.create': 'all',
    'catalog.entity.delete': 'all',
    'catalog.ingestion.manage': 'all',
    'catalog.ingestion.read': 'all',
    'catalog.location.create': 'all',
    'catalog.location.delete': 'all',
    'catalog.location.analyze': 'all',
  },
};

/**
 * Joins the grants of several roles for one permission: the widest wins, and
 * lists of tiers add up.
 *
 * @returns undefined when no role grants it
 */
export function grantFor(
  roles: Iterable<Role>,
  permission: string,
): Grant | undefined {
  let own = false;
  const tiers = new Set<Tier>();
  for (const role of roles) {
    const grants = GRANTS[role];
    if (!Object.prototype.hasOwnProperty.call(grants, permission)) continue;
    const grant = grants[permission];
    if (grant === 'all') return 'all';
    if (grant === 'own') own = true;
    else for (const tier of grant) tiers.add(tier);
  }
  if (tiers.size === TIERS.length) return 'all';
  if (tiers.size > 0) return TIERS.filter(tier => tiers.has(tier));
  return own ? 'own' : undefined;
}

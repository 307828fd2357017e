import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of changes in permission decisions; refs are `change:<tier>:<number>` or `plan:<tier>`. */
export const RESOURCE_TYPE_GITOPS_CHANGE = 'gitops-change';

/** See plans, changes and their diffs. */
export const gitopsChangeReadPermission = createPermission({
  name: 'gitops.change.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_GITOPS_CHANGE,
});

/** Plan a change for a tier and open it as a pull request. */
export const gitopsChangeCreatePermission = createPermission({
  name: 'gitops.change.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_GITOPS_CHANGE,
});

/** Approve and merge a change of somebody else. */
export const gitopsChangeMergePermission = createPermission({
  name: 'gitops.change.merge',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_GITOPS_CHANGE,
});

/** All permissions of the GitOps plugin. */
export const gitopsPermissions = [
  gitopsChangeReadPermission,
  gitopsChangeCreatePermission,
  gitopsChangeMergePermission,
];

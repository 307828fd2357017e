import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of environments in permission decisions; refs are environment ids. */
export const RESOURCE_TYPE_ENVIRONMENT = 'environment';

/** See an environment, its health and its versions. */
export const environmentReadPermission = createPermission({
  name: 'environments.environment.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});

/** See messages, events and logs of single objects in an environment. */
export const environmentDetailReadPermission = createPermission({
  name: 'environments.detail.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});

/** All permissions of the environments plugin. */
export const environmentsPermissions = [
  environmentReadPermission,
  environmentDetailReadPermission,
];

import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of objectives in permission decisions; refs are objective ids. */
export const RESOURCE_TYPE_SLO_OBJECTIVE = 'slo-objective';

/** See an objective, its numbers and its evidence. */
export const sloObjectiveReadPermission = createPermission({
  name: 'slo.objective.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_SLO_OBJECTIVE,
});

/** All permissions of the SLO plugin. */
export const sloPermissions = [sloObjectiveReadPermission];

import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { TIERS, type Tier } from '@chat2sql/plugin-platform-common';
import { RESOURCE_TYPE_SLO_OBJECTIVE } from '@chat2sql/plugin-slo-common';
import { z } from 'zod';

/** What permission rules see of an objective. */
export interface ObjectiveResource {
  /** Undefined for an objective that belongs to no environment. */
  tier?: Tier;
}

/** Objectives in permission decisions. */
export const objectiveResourceRef = createPermissionResourceRef<
  ObjectiveResource,
  { tiers: Tier[] }
>().with({ pluginId: 'slo', resourceType: RESOURCE_TYPE_SLO_OBJECTIVE });

/** Objectives of environments of the given tiers. */
export const inTiersRule = createPermissionRule({
  name: 'IN_TIERS',
  description: 'Allow objectives of environments of the given tiers',
  resourceRef: objectiveResourceRef,
  paramsSchema: z.object({ tiers: z.array(z.enum(TIERS)) }),
  apply: (resource, { tiers }) =>
    resource.tier !== undefined && tiers.includes(resource.tier),
  toQuery: ({ tiers }) => ({ tiers }),
});

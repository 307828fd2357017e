import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_ENVIRONMENT } from '@chat2sql/plugin-environments-common';
import { TIERS, type Tier } from '@chat2sql/plugin-platform-common';
import { z } from 'zod';

/** What permission rules may look at. */
export interface EnvironmentResource {
  id: string;
  tier: Tier;
}

/** Lists are filtered in memory, so conditions are never turned into a query. */
export type EnvironmentQuery = (environment: EnvironmentResource) => boolean;

/** Environments in permission decisions. */
export const environmentResourceRef = createPermissionResourceRef<
  EnvironmentResource,
  EnvironmentQuery
>().with({ pluginId: 'environments', resourceType: RESOURCE_TYPE_ENVIRONMENT });

/** Allows environments of the given tiers. */
export const inTiers = createPermissionRule({
  name: 'IN_TIERS',
  description: 'Environments of the given tiers',
  resourceRef: environmentResourceRef,
  paramsSchema: z.object({
    tiers: z.array(z.enum(TIERS)).describe('Tiers to allow'),
  }),
  apply: (environment, { tiers }) => tiers.includes(environment.tier),
  toQuery:
    ({ tiers }) =>
    environment =>
      tiers.includes(environment.tier),
});

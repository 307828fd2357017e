import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { createPermissionRule } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_GITOPS_CHANGE } from '@chat2sql/plugin-gitops-common';
import { TIERS, type Tier } from '@chat2sql/plugin-platform-common';
import { z } from 'zod';

/** What permission rules see of a plan or change. */
export interface ChangeResource {
  tier: Tier;
}

/** Plans and changes in permission decisions. */
export const changeResourceRef = createPermissionResourceRef<
  ChangeResource,
  { tiers: Tier[] }
>().with({ pluginId: 'gitops', resourceType: RESOURCE_TYPE_GITOPS_CHANGE });

/** Plans and changes of the given tiers. */
export const inTiersRule = createPermissionRule({
  name: 'IN_TIERS',
  description: 'Allow plans and changes of the given tiers',
  resourceRef: changeResourceRef,
  paramsSchema: z.object({ tiers: z.array(z.enum(TIERS)) }),
  apply: (resource, { tiers }) => tiers.includes(resource.tier),
  toQuery: ({ tiers }) => ({ tiers }),
});

/** Reads a resource ref, `change:<tier>:<number>` or `plan:<tier>`. */
export function resourceFromRef(ref: string): ChangeResource | undefined {
  const match = /^(?:change:([a-z]+):\d+|plan:([a-z]+))$/.exec(ref);
  const tier = TIERS.find(t => t === (match?.[1] ?? match?.[2]));
  return tier && { tier };
}

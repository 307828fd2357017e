import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_COMPLIANCE_RESULT,
  type ComplianceEnvironment,
} from '@chat2sql/plugin-compliance-common';
import { TIERS, type Tier } from '@chat2sql/plugin-platform-common';
import { z } from 'zod';

/** Results in permission decisions: they are as readable as their environment. */
export const resultResourceRef = createPermissionResourceRef<
  Pick<ComplianceEnvironment, 'id' | 'tier'>,
  { tiers: Tier[] }
>().with({
  pluginId: 'compliance',
  resourceType: RESOURCE_TYPE_COMPLIANCE_RESULT,
});

/** Results of environments of the given tiers. */
export const inTiersRule = createPermissionRule({
  name: 'IN_TIERS',
  description: 'Allow results of environments of the given tiers',
  resourceRef: resultResourceRef,
  paramsSchema: z.object({ tiers: z.array(z.enum(TIERS)) }),
  apply: (environment, { tiers }) => tiers.includes(environment.tier),
  toQuery: ({ tiers }) => ({ tiers }),
});

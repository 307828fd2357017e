import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { formatUnifiedDiff } from '@chat2sql/plugin-gitops-common';
import type { GitOpsBackendClient } from '../GitOpsBackendClient';
import { requireRendered } from './requireRendered';

/**
 * Opens a pull request from a stored plan, as the user who started the task.
 * A task that runs again gets the same change.
 */
export function createRequestEnvironmentAction(options: {
  client: GitOpsBackendClient;
}) {
  const { client } = options;
  return createTemplateAction({
    id: 'chat2sql:environment:request',
    description:
      'Opens a pull request from a stored plan. The same plan is the same change.',
    supportsDryRun: true,
    schema: {
      input: {
        planId: z => z.string().describe('Id of a plan the user was shown'),
        tier: z =>
          z
            .enum(['dev', 'test', 'staging', 'prod'])
            .describe('Tier of the plan; refused when it differs'),
      },
      output: {
        changeNumber: z => z.number(),
        changeUrl: z => z.string(),
      },
    },
    async handler(ctx) {
      requireRendered(ctx.input);
      const { planId, tier } = ctx.input;
      if (!/^[0-9a-f]{64}$/.test(planId)) {
        throw new InputError('planId is not the id of a plan');
      }
      const credentials = await ctx.getInitiatorCredentials();
      if (ctx.isDryRun) {
        const plan = await client.getPlan(planId, credentials, ctx.signal);
        if (plan.tier !== tier) {
          throw new InputError(`the plan is for the tier ${plan.tier}`);
        }
        if (plan.blocked) throw new ConflictError('checks do not pass');
        ctx.logger.info(
          `Would open "${plan.title}":\n${formatUnifiedDiff(plan.files)}`,
        );
        ctx.output('changeNumber', plan.changeNumber ?? 0);
        ctx.output('changeUrl', '/changes');
        return;
      }
      const number = await ctx.checkpoint({
        key: 'open-change',
        fn: async () => {
          const change = await client.openChange(
            { planId, tier },
            credentials,
            ctx.signal,
          );
          return change.number;
        },
      });
      ctx.logger.info(`Change ${number} is open and waits for a reviewer.`);
      ctx.output('changeNumber', number);
      ctx.output('changeUrl', `/changes/${number}`);
    },
  });
}

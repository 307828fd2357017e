import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { formatUnifiedDiff } from '@chat2sql/plugin-gitops-common';
import type { GitOpsBackendClient } from '../GitOpsBackendClient';
import { requireRendered } from './requireRendered';

/** Plans a new environment: exact files and checks, nothing is proposed yet. */
export function createPlanEnvironmentAction(options: {
  client: GitOpsBackendClient;
}) {
  return createTemplateAction({
    id: 'chat2sql:environment:plan',
    description:
      'Plans a new environment and tells its files and checks. Proposes nothing.',
    supportsDryRun: true,
    schema: {
      input: {
        tier: z => z.enum(['dev', 'test', 'staging', 'prod']),
        name: z => z.string().describe('Lower-case letters, digits, hyphens'),
        owner: z => z.string().describe('Entity ref of a group or user'),
        purpose: z => z.string(),
        size: z => z.enum(['small', 'medium', 'large']).optional(),
        days: z =>
          z.number().optional().describe('Length of the lease on dev and test'),
      },
      output: {
        planId: z => z.string(),
        blocked: z => z.boolean().describe('A check that blocks did not pass'),
        diff: z => z.string().describe('The files in unified format'),
      },
    },
    async handler(ctx) {
      requireRendered(ctx.input);
      const plan = await options.client.plan(
        ctx.input,
        await ctx.getInitiatorCredentials(),
        ctx.signal,
      );
      for (const check of plan.checks) {
        ctx.logger.info(`${check.status}: ${check.title}. ${check.message}`);
      }
      ctx.output('planId', plan.id);
      ctx.output('blocked', plan.blocked);
      ctx.output('diff', formatUnifiedDiff(plan.files));
    },
  });
}

import { InputError } from '@backstage/errors';
import { PLAN_OPERATIONS } from '@chat2sql/plugin-gitops-common';
import { TIERS } from '@chat2sql/plugin-platform-common';
import { z } from 'zod';
import { STATE_FILTERS } from '../service/ChangeService';

const flag = z.enum(['true', 'false']).transform(value => value === 'true');
const sha = z.string().regex(/^[0-9a-f]{40}$/, 'a commit id');

/** Bodies and queries the API accepts. */
export const schemas = {
  plan: z.strictObject({
    op: z.enum(PLAN_OPERATIONS),
    /** Read by the operation's own rules. */
    answers: z.record(z.string().max(100), z.unknown()),
  }),
  open: z.strictObject({
    planId: z.string().regex(/^[0-9a-f]{64}$/, 'a plan id'),
    tier: z.enum(TIERS).optional(),
  }),
  list: z.strictObject({
    state: z.enum(STATE_FILTERS).default('open'),
    tier: z.enum(TIERS).optional(),
    mine: flag.optional(),
    waitingForMe: flag.optional(),
  }),
  comment: z.strictObject({ text: z.string().trim().min(1).max(5_000) }),
  merge: z.strictObject({ expectedHead: sha }),
  close: z.strictObject({ reason: z.string().trim().max(1_000).optional() }),
  number: z.coerce.number().int().min(1).max(2_147_483_647),
  planId: z.string().regex(/^[0-9a-f]{64}$/, 'a plan id'),
};

/** @throws InputError naming each field */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new InputError(z.prettifyError(result.error));
}

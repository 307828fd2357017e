import {
  ENVIRONMENT_NAME,
  TIERS,
  type Problem,
} from '@chat2sql/plugin-platform-common';
import { z } from 'zod';
import { ENVIRONMENT_SIZES, LEASE_OF_TIER, SIZES_OF_TIER } from './sizes';

/** Names that would read like a tier or a system namespace. */
export const RESERVED_NAMES: readonly string[] = [
  ...TIERS,
  'production',
  'default',
  'kube-system',
  'main',
];

const answersSchema = z.strictObject({
  tier: z.enum(TIERS),
  name: z
    .string()
    .regex(
      ENVIRONMENT_NAME,
      'lower-case letters, digits and hyphens, starting with a letter, ending with a letter or digit, at most 39 characters',
    ),
  owner: z
    .string()
    .max(200)
    .regex(
      /^(group|user):[a-z0-9-]+\/[a-z0-9._-]+$/,
      'a group or user of the catalog such as group:default/chat2sql-dev',
    ),
  purpose: z
    .string()
    .trim()
    .min(1)
    .max(500)
    // eslint-disable-next-line no-control-regex
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'one line without control characters'),
  size: z.enum(ENVIRONMENT_SIZES).optional(),
  days: z.number().int().min(1).max(365).optional(),
});

/** What a person fills in to get an environment. */
export type CreateEnvironmentAnswers = z.infer<typeof answersSchema>;

/** Answers with everything decided that the person left open. */
export type DecidedAnswers = Required<
  Omit<CreateEnvironmentAnswers, 'days'>
> & {
  /** Lease in days; absent on tiers without a lease. */
  days?: number;
};

/** Result of reading answers: what was decided, or why not. */
export type AnswersResult =
  | { answers: DecidedAnswers; problems: [] }
  | { answers: undefined; problems: Problem[] };

/**
 * Reads the answers of the create-environment form and decides what was left
 * open by the tier's defaults. The same rules guard the form, the API and the
 * command line.
 *
 * @param input - anything; never throws
 */
export function readCreateEnvironmentAnswers(input: unknown): AnswersResult {
  const result = answersSchema.safeParse(input);
  if (!result.success) {
    return {
      answers: undefined,
      problems: result.error.issues.map(issue => ({
        file: 'answers',
        path: issue.path.join('.'),
        message: issue.message,
      })),
    };
  }
  const { tier, name, owner, purpose, size, days } = result.data;
  const problems: Problem[] = [];
  const refuse = (path: string, message: string, allowed?: string) =>
    problems.push({ file: 'answers', path, message, allowed });
  if (RESERVED_NAMES.includes(name)) {
    refuse('name', `the name "${name}" is reserved`);
  }
  if (name.includes('--')) {
    refuse('name', 'two hyphens in a row are not allowed');
  }
  const sizes = SIZES_OF_TIER[tier];
  if (size !== undefined && !sizes.includes(size)) {
    refuse('size', `the tier ${tier} has no size ${size}`, sizes.join(', '));
  }
  const lease = LEASE_OF_TIER[tier];
  if (days !== undefined && !lease) {
    refuse('days', `environments of the tier ${tier} have no lease`);
  }
  if (days !== undefined && lease && days > lease.maxDays) {
    refuse(
      'days',
      `a lease of ${days} days is too long for the tier ${tier}`,
      `at most ${lease.maxDays}`,
    );
  }
  if (problems.length > 0) return { answers: undefined, problems };
  const decidedDays = lease ? days ?? lease.defaultDays : undefined;
  return {
    answers: {
      tier,
      name,
      owner,
      purpose,
      size: size ?? sizes[0],
      ...(decidedDays !== undefined && { days: decidedDays }),
    },
    problems: [],
  };
}

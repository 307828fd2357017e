import {
  LEASE_OF_TIER,
  type CreateEnvironmentAnswers,
} from '@chat2sql/plugin-gitops-common';
import { TIERS } from '@chat2sql/plugin-platform-common';

const FIELDS = ['tier', 'name', 'owner', 'purpose', 'size', 'days'] as const;
const REQUIRED = ['tier', 'name', 'owner', 'purpose'] as const;

/**
 * Answers of the create-environment form, taken from all of the form's data.
 * A lease that was filled in before the tier changed to one without leases is
 * left behind, as the form hides it then.
 *
 * @returns undefined while a required answer is missing
 */
export function planAnswersOf(
  formData: Record<string, unknown> | undefined,
): Partial<CreateEnvironmentAnswers> | undefined {
  const answers: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const value = formData?.[field];
    if (value !== undefined && value !== '') answers[field] = value;
  }
  if (REQUIRED.some(field => answers[field] === undefined)) return undefined;
  const tier = TIERS.find(t => t === answers.tier);
  if (!tier || !LEASE_OF_TIER[tier]) delete answers.days;
  return answers as Partial<CreateEnvironmentAnswers>;
}

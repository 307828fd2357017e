import type { Tier } from '@chat2sql/plugin-platform-common';

/**
 * Whether a user may merge a change of this author: on staging and prod never
 * one's own, on dev and test only where config allows it. The permission to
 * merge at all is asked for separately.
 *
 * @returns undefined when allowed, else the reason in words
 */
export function refuseOwnMerge(options: {
  tier: Tier;
  author: string;
  user: string;
  /** Tiers whose authors may merge their own changes; staging and prod are ignored. */
  selfMergeTiers: readonly Tier[];
}): string | undefined {
  const { tier, author, user, selfMergeTiers } = options;
  if (author !== user) return undefined;
  if (tier === 'staging' || tier === 'prod') {
    return `Changes of ${tier} are merged by somebody other than their author.`;
  }
  return selfMergeTiers.includes(tier)
    ? undefined
    : 'Changes are merged by somebody other than their author.';
}

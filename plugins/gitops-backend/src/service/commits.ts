import { parseEntityRef } from '@backstage/catalog-model';
import type { GitIdentity } from '@chat2sql/plugin-gitops-node';
import type { StoredChange } from '../database/changeRow';
import type { StoredPlan } from '../database/PlanStore';

/** Git identity of a portal user. The address names the user and reaches nobody. */
export function identityOf(userRef: string): GitIdentity {
  const { namespace, name } = parseEntityRef(userRef);
  return { name, email: `${namespace}.${name}@portal.chat2sql.invalid` };
}

function changeTrailer(changeId: string): string {
  return `Change-Id: ${changeId}`;
}

/** Message of the commit that carries a plan. */
export function planCommitMessage(
  change: Pick<StoredChange, 'changeId' | 'author' | 'title'>,
  plan: StoredPlan,
): string {
  return [
    change.title,
    '',
    String(plan.body.answers.purpose ?? ''),
    '',
    changeTrailer(change.changeId),
    `Plan-Sha256: ${plan.contentHash.replace('sha256:', '')}`,
    `Requested-by: ${change.author}`,
  ].join('\n');
}

/** Message of the merge commit. */
export function mergeCommitMessage(
  change: StoredChange,
  mergedBy: string,
): string {
  return [
    `Merge change ${change.number}: ${change.title}`,
    '',
    changeTrailer(change.changeId),
    `Requested-by: ${change.author}`,
    `Merged-by: ${mergedBy}`,
  ].join('\n');
}

/** True when a commit message carries the change's trailer. */
export function belongsToChange(message: string, changeId: string): boolean {
  return message.split('\n').includes(changeTrailer(changeId));
}

import type { Check, CheckFinding } from '@chat2sql/plugin-gitops-common';
import type { GitHost } from '@chat2sql/plugin-gitops-node';
import { environmentDirectory } from '@chat2sql/plugin-platform-common';
import type { StoredChange } from '../database/changeRow';
import type { StoredPlan } from '../database/PlanStore';

/** Compares a change's branch with the plan people confirmed. */
export async function checkAsPlanned(
  host: GitHost,
  change: StoredChange,
  plan: StoredPlan | undefined,
  mergeBase: string,
  head: string,
): Promise<Check> {
  const { provider, repo } = host;
  const check = {
    id: 'as-planned',
    title: 'The branch holds what was planned',
    blocking: true,
  };
  if (!plan) {
    return {
      ...check,
      status: 'not-verified',
      message: 'The plan is not stored any more.',
      findings: [],
    };
  }
  if (head === change.plannedSha) {
    return {
      ...check,
      status: 'pass',
      message: `${plan.body.edits.length} files, byte for byte.`,
      findings: [],
    };
  }
  const planned = new Map(
    plan.body.edits.map(edit => [edit.path, edit.content]),
  );
  const own = `${environmentDirectory(change)}/`;
  const findings: CheckFinding[] = [];
  let outside = 0;
  for (const file of await provider.diff(repo, mergeBase, head)) {
    const bytes = file.after && (await provider.readBlob(repo, file.after));
    const text = bytes && Buffer.from(bytes).toString('utf8');
    if (text !== undefined && planned.get(file.path) === text) {
      planned.delete(file.path);
      continue;
    }
    planned.delete(file.path);
    if (!file.path.startsWith(own)) outside += 1;
    findings.push({
      file: file.path,
      message: `${file.status} by a commit that is not the portal's`,
    });
  }
  for (const path of planned.keys()) {
    findings.push({ file: path, message: 'planned, but not in the branch' });
  }
  if (outside > 0) {
    return {
      ...check,
      status: 'fail',
      message: `${outside} files outside ${own} were changed as well.`,
      findings,
    };
  }
  return {
    ...check,
    status: findings.length > 0 ? 'warn' : 'pass',
    message:
      findings.length > 0
        ? `People changed ${findings.length} files since; they are checked below.`
        : 'More commits, same content.',
    findings,
  };
}

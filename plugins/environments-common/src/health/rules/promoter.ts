import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { currentConditions, fromCondition, waiting } from '../conditions';
import { read, readRecords, readString } from '../read';
import type { Verdict } from '../types';
import { degraded, healthy, progressing } from '../verdict';

function judgeReady(
  object: KubeObject,
  types: readonly string[],
): { ready: boolean; verdict: Verdict } {
  const conditions = currentConditions(object).filter(c =>
    types.includes(c.type),
  );
  const failed = conditions.find(c => c.status === 'False');
  if (failed)
    return {
      ready: false,
      verdict: fromCondition('Degraded', 'promoter.ready', failed),
    };
  const ready = conditions.find(c => c.status === 'True');
  if (ready)
    return {
      ready: true,
      verdict: fromCondition('Healthy', 'promoter.ready', ready, {
        fallback: 'Reconciled.',
      }),
    };
  const [open] = conditions;
  return {
    ready: false,
    verdict: open
      ? fromCondition('Progressing', 'promoter.ready', open)
      : waiting('promoter', 'The object'),
  };
}

function proposedDrySha(environment: unknown): string | undefined {
  return (
    readString(environment, 'proposed.note.drySha') ??
    readString(environment, 'proposed.dry.sha')
  );
}

function rollingOut(message: string, field: string): Verdict {
  return progressing({
    rule: 'promoter.promotion',
    reason: 'PromotionInProgress',
    message,
    fields: [field],
  });
}

function judgeCommits(
  environment: unknown,
  where: string,
  path: string,
): Verdict | undefined {
  const active = readString(environment, 'active.dry.sha');
  const proposed = readString(environment, 'proposed.dry.sha');
  if (active === undefined)
    return rollingOut(`The active commit${where} is not known yet.`, path);
  if (proposedDrySha(environment) === undefined)
    return rollingOut(`The proposed commit${where} is not known yet.`, path);
  if (proposed !== undefined && proposed !== active) {
    return rollingOut(
      `Promoting ${active.slice(0, 7)} to ${proposed.slice(0, 7)}${where}.`,
      path,
    );
  }
  return undefined;
}

/** Health of a GitOps Promoter object that is only ready or not. */
export function promoterReadyRule(object: KubeObject): Verdict {
  return judgeReady(object, ['Ready']).verdict;
}

/** Health of a GitOps Promoter PullRequest. */
export function promoterPullRequestRule(object: KubeObject): Verdict {
  return judgeReady(object, ['Ready', 'Reconciled']).verdict;
}

/** Health of a ChangeTransferPolicy: ready, and its environment on the proposed commit. */
export function changeTransferPolicyRule(object: KubeObject): Verdict {
  const { ready, verdict } = judgeReady(object, ['Ready']);
  if (!ready) return verdict;
  return judgeCommits(object.status, '', 'status.proposed') ?? verdict;
}

/** Health of a PromotionStrategy: ready, with every environment on one commit. */
export function promotionStrategyRule(object: KubeObject): Verdict {
  const { ready, verdict } = judgeReady(object, ['Ready']);
  if (!ready) return verdict;
  const environments = readRecords(object, 'status.environments');
  const path = 'status.environments';
  if (environments.length === 0) {
    return degraded({
      rule: 'promoter.no-environments',
      reason: 'NoEnvironments',
      message: 'The strategy has no environment.',
      fields: [path],
    });
  }
  const missingCommit = environments.find(
    e =>
      readString(e, 'active.dry.sha') === undefined ||
      proposedDrySha(e) === undefined,
  );
  const nameOf = (e: unknown) => readString(e, 'branch') ?? 'an environment';
  if (missingCommit) {
    return rollingOut(
      `A commit of ${nameOf(missingCommit)} is not known yet.`,
      path,
    );
  }
  const proposals = new Set(environments.map(proposedDrySha));
  if (proposals.size > 1) {
    return rollingOut(
      'The environments are not all proposed the same commit yet.',
      path,
    );
  }
  for (const environment of environments) {
    const open = judgeCommits(environment, ` in ${nameOf(environment)}`, path);
    if (open) return open;
  }
  return verdict;
}

/** Health of a gate of GitOps Promoter: ready, and open for every environment. */
export function promoterGateRule(object: KubeObject): Verdict {
  const { ready, verdict } = judgeReady(object, ['Ready']);
  if (!ready) return verdict;
  const environments = readRecords(object, 'status.environments');
  const branches = (wanted: (phase: string) => boolean) =>
    environments
      .filter(e => wanted(readString(e, 'phase') ?? 'pending'))
      .map(e => readString(e, 'branch') ?? 'an environment')
      .join(', ');
  const fields = ['status.environments'];
  const failed = branches(phase => phase === 'failure');
  if (failed)
    return degraded({
      rule: 'promoter.gate',
      reason: 'GateFailed',
      message: `The gate failed for ${failed}.`,
      fields,
    });
  const pending = branches(phase => phase !== 'success');
  if (pending)
    return progressing({
      rule: 'promoter.gate',
      reason: 'GatePending',
      message: `The gate is pending for ${pending}.`,
      fields,
    });
  return verdict;
}

/** Health of an ArgoCDCommitStatus: ready, and watching at least one application. */
export function argoCommitStatusRule(object: KubeObject): Verdict {
  const { ready, verdict } = judgeReady(object, ['Ready']);
  if (!ready) return verdict;
  const selected = read(object, 'status.applicationsSelected');
  const count = Array.isArray(selected) ? selected.length : 0;
  const fields = ['status.applicationsSelected'];
  return count === 0
    ? degraded({
        rule: 'promoter.no-applications',
        reason: 'NoApplications',
        message: 'No application matches.',
        fields,
      })
    : healthy({
        rule: 'promoter.applications',
        reason: 'Ready',
        message: `Watches ${count} applications.`,
        fields,
      });
}

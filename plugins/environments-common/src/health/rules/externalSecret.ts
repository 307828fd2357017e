import type {
  KubeCondition,
  KubeObject,
} from '@chat2sql/plugin-platform-common';
import {
  READY_LINES,
  conditionRule,
  currentConditions,
  fromCondition,
  judgeByConditions,
  waiting,
} from '../conditions';
import { readRecords, readString, readTime } from '../read';
import { parseGoDuration } from '../schedule';
import type { HealthContext, Verdict } from '../types';
import { clusterText, degraded, healthy } from '../verdict';

/** Refresh interval of an ExternalSecret that names none. */
const DEFAULT_REFRESH = '1h';
/** A refresh counts as late after this many intervals. */
const LATE_AFTER_INTERVALS = 2;

/** Health of an ExternalSecret or PushSecret; a refresh that is overdue is a risk. */
export function externalSecretRule(
  object: KubeObject,
  { now }: HealthContext,
): Verdict {
  const verdict =
    judgeByConditions(object, 'externalsecret', READY_LINES) ??
    waiting('externalsecret', 'The secret');
  if (verdict.status !== 'Healthy') return verdict;
  const refreshed = readTime(object, 'status.refreshTime');
  const interval = parseGoDuration(
    readString(object, 'spec.refreshInterval') ?? DEFAULT_REFRESH,
  );
  const once = ['OnChange', 'CreatedOnce'].includes(
    readString(object, 'spec.refreshPolicy') ?? '',
  );
  if (once || refreshed === undefined || !interval) return verdict;
  if (now.getTime() - refreshed <= interval * LATE_AFTER_INTERVALS)
    return verdict;
  return healthy({
    rule: 'externalsecret.refresh-overdue',
    reason: 'RefreshOverdue',
    message: `Last refreshed at ${new Date(
      refreshed,
    ).toISOString()}, although it is to be refreshed every ${
      readString(object, 'spec.refreshInterval') ?? DEFAULT_REFRESH
    }.`,
    fields: ['status.refreshTime', 'spec.refreshInterval'],
    warning: true,
  });
}

/** Health of a SecretStore or ClusterSecretStore. */
export const secretStoreRule = conditionRule(
  'secretstore',
  'The secret store',
  READY_LINES,
);

/**
 * Health of a ClusterExternalSecret. The operator appends conditions and keeps
 * old ones, so the newest decides: by time, or by order where no time is given.
 * A namespace that failed is a fault whatever the conditions say.
 */
export function clusterExternalSecretRule(object: KubeObject): Verdict {
  const conditions = currentConditions(object);
  const failed = readRecords(object, 'status.failedNamespaces');
  const holding = conditions.filter(
    c => c.status === 'True' || c.type === 'Ready',
  );
  let newest: KubeCondition | undefined;
  for (const condition of holding) {
    const older =
      newest &&
      Date.parse(condition.lastTransitionTime ?? '') <
        Date.parse(newest.lastTransitionTime ?? '');
    if (!older) newest = condition;
  }
  if (newest && !(newest.type === 'Ready' && newest.status === 'True'))
    return fromCondition('Degraded', 'clusterexternalsecret.failed', newest);
  if (failed.length > 0) {
    return degraded({
      rule: 'clusterexternalsecret.failed-namespaces',
      reason: 'NamespacesFailed',
      message: `Failed in ${failed.length} namespaces, first ${
        readString(failed[0], 'namespace') ?? '(no name)'
      }: ${clusterText(failed[0].reason, 'no reason given')}.`,
      fields: ['status.failedNamespaces'],
    });
  }
  return newest
    ? fromCondition('Healthy', 'clusterexternalsecret.ready', newest)
    : waiting('clusterexternalsecret', 'The secret');
}

import {
  conditionsOf,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
import { isStatusEmpty, read, readString, readTime } from '../read';
import type { HealthStatus, Verdict } from '../types';
import {
  clusterText,
  degraded,
  progressing,
  reasonWord,
  unknown,
  verdictOf,
} from '../verdict';
import { waiting } from '../conditions';

const WORDS: Record<string, HealthStatus> = {
  Healthy: 'Healthy',
  Progressing: 'Progressing',
  Suspended: 'Suspended',
  Degraded: 'Degraded',
  Missing: 'Missing',
  Unknown: 'Unknown',
};

/**
 * True when the health word of an Application is older than its last operation:
 * the controller has applied something and not compared since.
 */
function isHealthOutdated(object: KubeObject): boolean {
  const finished = readTime(object, 'status.operationState.finishedAt');
  if (finished === undefined) return false;
  const reconciled = readTime(object, 'status.reconciledAt');
  return reconciled === undefined || reconciled < finished;
}

/**
 * Health of an Argo CD Application. Sync alone never raises or lowers it; a
 * failed operation and a condition that reports an error do.
 */
export function argoApplicationRule(object: KubeObject): Verdict {
  if (isStatusEmpty(object)) return waiting('application', 'The application');
  const phase = readString(object, 'status.operationState.phase');
  if (phase === 'Failed' || phase === 'Error') {
    return degraded({
      rule: 'application.operation-failed',
      reason: `Operation${phase}`,
      message: clusterText(
        read(object, 'status.operationState.message'),
        'The last sync failed.',
      ),
      fields: ['status.operationState.phase'],
    });
  }
  const errors = conditionsOf(object).filter(c => c.type.endsWith('Error'));
  const comparison = errors.find(c => c.type === 'ComparisonError');
  const fault = errors.find(c => c.type !== 'ComparisonError');
  if (fault) {
    return degraded({
      rule: 'application.error-condition',
      reason: reasonWord(fault.type, 'Error'),
      message: clusterText(fault.message, 'The application reports an error.'),
      fields: [`status.conditions[${fault.type}]`],
    });
  }
  const word = readString(object, 'status.health.status');
  const reported = word === undefined ? undefined : WORDS[word];
  if (comparison && reported !== 'Degraded') {
    return unknown({
      rule: 'application.comparison-error',
      reason: 'ComparisonError',
      message: clusterText(
        comparison.message,
        'Git and cluster could not be compared.',
      ),
      fields: ['status.conditions[ComparisonError]'],
    });
  }
  if (phase === 'Running' || phase === 'Terminating') {
    return progressing({
      rule: 'application.operation-running',
      reason: `Operation${phase}`,
      message: clusterText(
        read(object, 'status.operationState.message'),
        'A sync is going on.',
      ),
      fields: ['status.operationState.phase'],
    });
  }
  if (isHealthOutdated(object)) {
    return unknown({
      rule: 'application.untrusted',
      reason: 'HealthOutdated',
      message: `Argo CD has not compared since its last operation ended; it said ${
        word ?? 'nothing'
      } before.`,
      fields: ['status.operationState.finishedAt', 'status.reconciledAt'],
    });
  }
  if (reported === undefined) {
    return unknown({
      rule: 'application.no-health',
      reason: 'NoHealth',
      message: 'Argo CD has given no health for this application.',
      fields: ['status.health.status'],
    });
  }
  const sync = readString(object, 'status.sync.status');
  return verdictOf(reported, {
    rule: 'application.health',
    reason: reported,
    message: clusterText(
      read(object, 'status.health.message'),
      `Argo CD reports ${reported}${sync ? `, ${sync}` : ''}.`,
    ),
    fields: ['status.health.status', 'status.sync.status'],
  });
}

import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { conditionIn, currentConditions, fromCondition } from '../conditions';
import { readCount, readFlag, readNumber, readString } from '../read';
import type { Verdict } from '../types';
import { degraded, healthy, progressing, suspended } from '../verdict';

/** Health of a JobSet: ended, switched off, or under way with its restarts. */
export function jobSetRule(object: KubeObject): Verdict {
  const conditions = currentConditions(object);
  const end = readString(object, 'status.terminalState');
  const failed = conditionIn(conditions, 'Failed');
  if (end === 'Failed' || failed?.status === 'True') {
    return failed
      ? fromCondition('Degraded', 'jobset.failed', failed)
      : degraded({
          rule: 'jobset.failed',
          reason: 'Failed',
          message: 'The job set has failed.',
          fields: ['status.terminalState'],
        });
  }
  const completed = conditionIn(conditions, 'Completed');
  if (end === 'Completed' || completed?.status === 'True') {
    return healthy({
      rule: 'jobset.completed',
      reason: 'Completed',
      message: 'All jobs have finished.',
      fields: ['status.terminalState', 'status.conditions[Completed]'],
    });
  }
  const held = conditionIn(conditions, 'Suspended');
  if (readFlag(object, 'spec.suspend') || held?.status === 'True') {
    return suspended({
      rule: 'jobset.suspended',
      reason: 'Suspended',
      message: 'The job set is suspended.',
      fields: ['spec.suspend', 'status.conditions[Suspended]'],
    });
  }
  const restarts = readCount(object, 'status.restarts');
  const limit = readNumber(object, 'spec.failurePolicy.maxRestarts');
  return progressing({
    rule: 'jobset.running',
    reason: restarts > 0 ? 'RestartingJobSet' : 'Running',
    message: `Under way${
      restarts > 0
        ? `, ${restarts}${
            limit === undefined ? '' : ` of at most ${limit}`
          } restarts`
        : ''
    }.`,
    fields: ['status.terminalState', 'status.restarts'],
  });
}

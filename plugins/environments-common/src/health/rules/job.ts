import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { conditionIn, currentConditions } from '../conditions';
import { readCount, readFlag, readNumber, readTime } from '../read';
import type { HealthContext, Verdict } from '../types';
import {
  clusterText,
  degraded,
  healthy,
  progressing,
  reasonWord,
  suspended,
} from '../verdict';

/** Seconds past its deadline that the controller gets to end a Job. */
const DEADLINE_SLACK_S = 60;

/** Health of a Job: finished, failed, switched off, or under way. */
export function jobRule(object: KubeObject, { now }: HealthContext): Verdict {
  const conditions = currentConditions(object);
  const failed = ['Failed', 'FailureTarget']
    .map(type => conditionIn(conditions, type))
    .find(c => c?.status === 'True');
  if (failed) {
    return degraded({
      rule: 'job.failed',
      reason: reasonWord(failed.reason, 'JobFailed'),
      message: clusterText(
        failed.message,
        `Failed after ${readCount(object, 'status.failed')} failed pods.`,
      ),
      fields: [`status.conditions[${failed.type}]`],
    });
  }
  const succeeded = readCount(object, 'status.succeeded');
  const complete = conditionIn(conditions, 'Complete');
  if (complete?.status === 'True') {
    return healthy({
      rule: 'job.complete',
      reason: reasonWord(complete.reason, 'JobComplete'),
      message: clusterText(
        complete.message,
        `Finished: ${succeeded} pods succeeded.`,
      ),
      fields: ['status.conditions[Complete]'],
    });
  }
  const held = conditionIn(conditions, 'Suspended');
  if (readFlag(object, 'spec.suspend') || held?.status === 'True') {
    return suspended({
      rule: 'job.suspended',
      reason: 'JobSuspended',
      message: clusterText(held?.message, 'The job is suspended.'),
      fields: ['spec.suspend', 'status.conditions[Suspended]'],
    });
  }
  const started = readTime(object, 'status.startTime');
  const limit = readNumber(object, 'spec.activeDeadlineSeconds');
  if (
    started !== undefined &&
    limit !== undefined &&
    now.getTime() > started + (limit + DEADLINE_SLACK_S) * 1000
  ) {
    return degraded({
      rule: 'job.over-deadline',
      reason: 'ActiveDeadlineExceeded',
      message: `Runs longer than its limit of ${limit} seconds.`,
      fields: ['status.startTime', 'spec.activeDeadlineSeconds'],
    });
  }
  if (started === undefined) {
    return progressing({
      rule: 'job.not-started',
      reason: 'JobNotStarted',
      message: 'The job has not started.',
      fields: ['status.startTime'],
    });
  }
  const failures = readCount(object, 'status.failed');
  return progressing({
    rule: 'job.running',
    reason: 'JobRunning',
    message: `Running: ${readCount(
      object,
      'status.active',
    )} pods active, ${succeeded} succeeded${
      failures > 0 ? `, ${failures} failed so far` : ''
    }.`,
    fields: ['status.active', 'status.succeeded', 'status.failed'],
  });
}

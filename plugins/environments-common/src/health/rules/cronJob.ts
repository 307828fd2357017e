import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { SCHEDULE_GRACE_MS } from '../limits';
import { read, readFlag, readString, readTime } from '../read';
import { readSchedule, type ScheduleReading } from '../schedule';
import type { HealthContext, Verdict } from '../types';
import { degraded, healthy, progressing, suspended } from '../verdict';

/** A CronJob or another schedule that is switched off by its spec. */
export function cronJobSuspended(object: KubeObject): Verdict | undefined {
  if (!readFlag(object, 'spec.suspend')) return undefined;
  return suspended({
    rule: 'cronjob.suspended',
    reason: 'CronJobSuspended',
    message: 'The schedule is suspended: no run is started.',
    fields: ['spec.suspend'],
  });
}

function missedRuns(
  object: KubeObject,
  now: Date,
): ScheduleReading | undefined {
  const schedule = readString(object, 'spec.schedule');
  const since =
    readTime(object, 'status.lastScheduleTime') ??
    readTime(object, 'metadata.creationTimestamp');
  if (schedule === undefined || since === undefined) return undefined;
  return readSchedule({
    schedule,
    timeZone: readString(object, 'spec.timeZone'),
    since: new Date(since),
    until: new Date(now.getTime() - SCHEDULE_GRACE_MS),
  });
}

/**
 * Health of a CronJob: its last run, and whether it was started at all when its
 * schedule and time zone asked for it. One missed run is a warning, two are a fault.
 */
export function cronJobRule(
  object: KubeObject,
  { now }: HealthContext,
): Verdict {
  const scheduled = readTime(object, 'status.lastScheduleTime');
  const succeeded = readTime(object, 'status.lastSuccessfulTime');
  const activeList = read(object, 'status.active');
  const active = Array.isArray(activeList) ? activeList.length : 0;

  if (
    active === 0 &&
    scheduled !== undefined &&
    succeeded !== undefined &&
    succeeded < scheduled
  ) {
    return degraded({
      rule: 'cronjob.last-run-failed',
      reason: 'LastRunFailed',
      message: 'The last run did not finish successfully.',
      fields: ['status.lastScheduleTime', 'status.lastSuccessfulTime'],
    });
  }

  const reading = missedRuns(object, now);
  const scheduleFields = [
    'spec.schedule',
    'spec.timeZone',
    'status.lastScheduleTime',
  ];
  // A running job with concurrencyPolicy Forbid makes the controller skip runs on purpose.
  const skips =
    active > 0 && readString(object, 'spec.concurrencyPolicy') === 'Forbid';
  if (reading && reading.due > 0 && !skips) {
    const many = reading.due >= 10 ? '10 or more' : String(reading.due);
    const parts = {
      rule: 'cronjob.missed-runs',
      reason: 'MissedRuns',
      message: `${many} ${
        reading.due === 1 ? 'run was' : 'runs were'
      } due since ${reading.firstDue?.toISOString()} and not started.`,
      fields: scheduleFields,
    };
    return reading.due === 1
      ? healthy({ ...parts, warning: true })
      : degraded(parts);
  }
  if (scheduled === undefined) {
    const next = reading?.next?.toISOString();
    if (next === undefined) {
      return progressing({
        rule: 'cronjob.not-scheduled',
        reason: 'NeverScheduled',
        message:
          'No run has been started, and the schedule does not tell when one is due.',
        fields: scheduleFields,
      });
    }
    return healthy({
      rule: 'cronjob.not-due',
      reason: 'NotDueYet',
      message: `No run was due so far; the first is due at ${next}.`,
      fields: scheduleFields,
    });
  }
  if (active > 0) {
    return healthy({
      rule: 'cronjob.running',
      reason: 'RunActive',
      message: `${active} ${active === 1 ? 'run is' : 'runs are'} active.`,
      fields: ['status.active'],
    });
  }
  if (succeeded === undefined) {
    return healthy({
      rule: 'cronjob.never-succeeded',
      reason: 'NeverSucceeded',
      message: 'No run has finished successfully so far.',
      fields: ['status.lastScheduleTime', 'status.lastSuccessfulTime'],
      warning: true,
    });
  }
  return healthy({
    rule: 'cronjob.last-run-succeeded',
    reason: 'LastRunSucceeded',
    message: 'The last run finished successfully.',
    fields: ['status.lastScheduleTime', 'status.lastSuccessfulTime'],
  });
}

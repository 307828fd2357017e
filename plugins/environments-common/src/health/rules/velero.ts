import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { SCHEDULE_GRACE_MS } from '../limits';
import { judgeByPhase, phaseRule } from '../phases';
import { readFlag, readString, readTime } from '../read';
import { readSchedule } from '../schedule';
import type { HealthContext, HealthStatus, Verdict } from '../types';
import { degraded, healthy, suspended } from '../verdict';

const RUN_PHASES: Record<string, HealthStatus> = {
  New: 'Progressing',
  Queued: 'Progressing',
  ReadyToStart: 'Progressing',
  InProgress: 'Progressing',
  WaitingForPluginOperations: 'Progressing',
  WaitingForPluginOperationsPartiallyFailed: 'Progressing',
  Finalizing: 'Progressing',
  FinalizingPartiallyFailed: 'Progressing',
  Deleting: 'Progressing',
  Completed: 'Healthy',
  PartiallyFailed: 'Degraded',
  Failed: 'Degraded',
  FailedValidation: 'Degraded',
};

/** Health of a Velero Backup. */
export const backupRule = phaseRule({
  id: 'backup',
  what: 'The backup',
  messagePath: 'status.failureReason',
  table: RUN_PHASES,
});

/** Health of a Velero Restore. */
export const restoreRule = phaseRule({
  id: 'restore',
  what: 'The restore',
  messagePath: 'status.failureReason',
  table: RUN_PHASES,
});

/** Health of a Velero BackupStorageLocation. */
export const backupLocationRule = phaseRule({
  id: 'backupstoragelocation',
  what: 'The backup location',
  table: { Available: 'Healthy', Unavailable: 'Degraded' },
});

/** A Velero Schedule that is switched off. */
export function schedulePaused(object: KubeObject): Verdict | undefined {
  if (!readFlag(object, 'spec.paused')) return undefined;
  return suspended({
    rule: 'schedule.paused',
    reason: 'Paused',
    message: 'The schedule is paused: no backup is taken.',
    fields: ['spec.paused'],
  });
}

/** Health of a Velero Schedule: valid, and its last backup no older than the schedule asks for. */
export function scheduleRule(
  object: KubeObject,
  { now }: HealthContext,
): Verdict {
  const byPhase = judgeByPhase(object, {
    id: 'schedule',
    what: 'The schedule',
    table: {
      New: 'Progressing',
      Enabled: 'Healthy',
      FailedValidation: 'Degraded',
    },
  });
  if (byPhase.status !== 'Healthy') return byPhase;
  const cron = readString(object, 'spec.schedule');
  const last = readTime(object, 'status.lastBackup');
  const since = last ?? readTime(object, 'metadata.creationTimestamp');
  if (cron === undefined || since === undefined) return byPhase;
  const reading = readSchedule({
    schedule: cron,
    since: new Date(since),
    until: new Date(now.getTime() - SCHEDULE_GRACE_MS),
  });
  if (!reading || reading.due === 0) return byPhase;
  const parts = {
    rule: 'schedule.backup-overdue',
    reason: 'BackupOverdue',
    message: `${
      last === undefined
        ? 'No backup has been taken'
        : `The last backup is of ${new Date(last).toISOString()}`
    }; one was due at ${reading.firstDue?.toISOString()}.`,
    fields: ['spec.schedule', 'status.lastBackup'],
  };
  return reading.due === 1
    ? healthy({ ...parts, warning: true })
    : degraded(parts);
}

import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterView, Controller } from '../cluster/types';
import { between, fraction, kubeTime } from '../names';
import { CronSchedule } from './schedule';
import { parseDuration } from './secrets';

const DAY_MS = 86_400_000;
/** Backups older than this are left out of the cluster to keep it small. */
const SHOWN_MS = 15 * DAY_MS;
/** In the scenario "backup-stale" runs of the last days failed in part. */
const STALE_MS = 3 * DAY_MS;

function stamp(time: Date): string {
  return time.toISOString().replace(/[-:T]/g, '').slice(0, 14);
}

function backupStatus(
  cluster: ClusterView,
  backup: { name: string; ttl: number },
  start: Date,
  now: Date,
): Record<string, unknown> {
  const { seed } = cluster.context;
  const seconds = between(140, 420, seed, backup.name, 'duration');
  const total = Math.round(between(310, 360, seed, backup.name, 'items'));
  const end = start.getTime() + seconds * 1000;
  const base = {
    version: 1,
    formatVersion: '1.1.0',
    startTimestamp: kubeTime(start),
    expiration: kubeTime(start.getTime() + backup.ttl),
  };
  if (end > now.getTime()) {
    const share = (now.getTime() - start.getTime()) / (seconds * 1000);
    return {
      ...base,
      phase: 'InProgress',
      progress: { totalItems: total, itemsBackedUp: Math.floor(total * share) },
    };
  }
  const done = { ...base, completionTimestamp: kubeTime(end) };
  const scenario = cluster.context.scenario();
  const failed =
    scenario.name === 'backup-stale' &&
    cluster.name === 'prod' &&
    start.getTime() > scenario.since.getTime() - STALE_MS;
  return failed
    ? {
        ...done,
        phase: 'PartiallyFailed',
        errors: 2,
        warnings: 1,
        failureReason: '',
        progress: { totalItems: total, itemsBackedUp: total - 2 },
      }
    : {
        ...done,
        phase: 'Completed',
        progress: { totalItems: total, itemsBackedUp: total },
      };
}

function backupOf(schedule: KubeObject, name: string): KubeObject {
  return {
    apiVersion: 'velero.io/v1',
    kind: 'Backup',
    metadata: {
      name,
      namespace: schedule.metadata.namespace,
      labels: {
        'velero.io/schedule-name': schedule.metadata.name!,
        'velero.io/storage-location': 'default',
      },
      annotations: { 'velero.io/source-cluster-k8s-gitversion': 'v1.31.2' },
    },
    spec: schedule.spec.template,
  };
}

/** Runs the backup schedules, with the runs of the last two weeks already there. */
export const veleroController: Controller = (cluster, now) => {
  const { store, context } = cluster;
  for (const schedule of store.list('velero.io', 'Schedule')) {
    const ttl = parseDuration(schedule.spec.template?.ttl) ?? 30 * DAY_MS;
    const wanted = new Set<string>();
    let last: Date | undefined;
    for (const time of CronSchedule.parse(schedule.spec.schedule).between(
      new Date(now.getTime() - SHOWN_MS),
      now,
    )) {
      const start = new Date(time.getTime() + 2000);
      if (start > now) continue;
      const name = `${schedule.metadata.name}-${stamp(start)}`;
      wanted.add(name);
      last = start;
      const backup =
        store.get('velero.io', 'Backup', schedule.metadata.namespace, name) ??
        store.create(backupOf(schedule, name), start);
      store.setStatus(backup, backupStatus(cluster, { name, ttl }, start, now));
    }
    for (const backup of store.list(
      'velero.io',
      'Backup',
      schedule.metadata.namespace,
    )) {
      const name = backup.metadata.name!;
      if (
        backup.metadata.labels?.['velero.io/schedule-name'] ===
          schedule.metadata.name &&
        !wanted.has(name)
      )
        store.delete(backup);
    }
    store.setStatus(schedule, {
      phase: 'Enabled',
      ...(last ? { lastBackup: kubeTime(last) } : {}),
    });
  }
  for (const location of store.list('velero.io', 'BackupStorageLocation')) {
    // Velero validates once a minute, each location in its own second.
    const offset = fraction(context.seed, location.metadata.uid) * 60_000;
    const at = Math.floor((now.getTime() - offset) / 60_000) * 60_000 + offset;
    store.setStatus(location, {
      phase: 'Available',
      lastValidationTime: kubeTime(at),
      lastSyncedTime: kubeTime(at),
    });
  }
  ensureDrill(cluster, now);
};

/** The monthly restore drill: the newest one is between two and four weeks old. */
function ensureDrill(cluster: ClusterView, now: Date): void {
  const { store, context } = cluster;
  if (
    store.list('velero.io', 'Restore').length > 0 ||
    store.list('velero.io', 'Schedule').length === 0
  )
    return;
  const days = 14 + Math.floor(fraction(context.seed, cluster.name) * 12);
  const start = new Date(
    Math.floor((now.getTime() - days * DAY_MS) / DAY_MS) * DAY_MS +
      10 * 3_600_000,
  );
  const restore = store.create(
    {
      apiVersion: 'velero.io/v1',
      kind: 'Restore',
      metadata: {
        name: `drill-${stamp(start).slice(0, 8)}`,
        namespace: 'velero',
        labels: { 'chat2sql.io/purpose': 'drill' },
      },
      spec: {
        backupName: `chat2sql-daily-${stamp(
          new Date(start.getTime() - 7 * 3_600_000 + 2000),
        )}`,
        includedNamespaces: [
          cluster.name === 'prod' ? 'chat2sql-prod' : 'chat2sql-staging',
        ],
      },
    },
    start,
  );
  store.setStatus(restore, {
    phase: 'Completed',
    startTimestamp: kubeTime(start),
    completionTimestamp: kubeTime(start.getTime() + 21 * 60_000),
    progress: { totalItems: 148, itemsRestored: 148 },
    warnings: 1,
  });
}

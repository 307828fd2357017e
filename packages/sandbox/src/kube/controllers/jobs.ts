import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { Controller } from '../cluster/types';
import { between, kubeTime } from '../names';
import { CronSchedule } from './schedule';

const DAY_MS = 86_400_000;

/**
 * CronJobs and their Jobs. Runs are Jobs without pods: the pods of a finished
 * run are gone in a cluster too, and a run here takes one to three minutes.
 */
export const cronJobController: Controller = (cluster, now) => {
  const { store, context } = cluster;
  for (const cron of store.list('batch', 'CronJob')) {
    if (cron.spec.suspend) continue;
    const created = Date.parse(cron.metadata.creationTimestamp!);
    const keep: number = cron.spec.successfulJobsHistoryLimit ?? 3;
    const times = CronSchedule.parse(cron.spec.schedule)
      .between(new Date(Math.max(created, now.getTime() - 9 * DAY_MS)), now)
      .slice(-keep);
    const jobs = store.ownedBy(cron.metadata.uid!, 'Job');
    const names = new Set<string>();
    let lastSuccess: string | undefined;
    const active: object[] = [];
    for (const time of times) {
      const name = `${cron.metadata.name}-${Math.floor(
        time.getTime() / 60_000,
      )}`;
      names.add(name);
      const seconds = between(60, 180, context.seed, name);
      const finished = time.getTime() + seconds * 1000;
      const done = finished <= now.getTime();
      const job =
        store.get('batch', 'Job', cron.metadata.namespace, name) ??
        store.create(jobOf(cron, name, time), time);
      store.setStatus(job, jobStatus(time, done ? finished : undefined));
      if (done) lastSuccess = kubeTime(finished);
      else
        active.push({
          apiVersion: 'batch/v1',
          kind: 'Job',
          name,
          namespace: cron.metadata.namespace,
          uid: job.metadata.uid,
        });
    }
    for (const job of jobs) {
      if (!names.has(job.metadata.name!)) store.delete(job);
    }
    const last = times[times.length - 1];
    store.setStatus(cron, {
      ...(active.length > 0 ? { active } : {}),
      ...(last ? { lastScheduleTime: kubeTime(last) } : {}),
      ...(lastSuccess ? { lastSuccessfulTime: lastSuccess } : {}),
    });
  }
};

function jobOf(cron: KubeObject, name: string, time: Date): KubeObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: cron.metadata.namespace,
      labels: cron.spec.jobTemplate.spec.template.metadata?.labels,
      annotations: {
        'batch.kubernetes.io/cronjob-scheduled-timestamp': kubeTime(time),
      },
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name: cron.metadata.name!,
          uid: cron.metadata.uid!,
          controller: true,
        },
      ],
    },
    spec: { completions: 1, parallelism: 1, ...cron.spec.jobTemplate.spec },
  };
}

function jobStatus(start: Date, finished: number | undefined) {
  if (finished === undefined)
    return { startTime: kubeTime(start), active: 1, ready: 1 };
  const at = kubeTime(finished);
  return {
    startTime: kubeTime(start),
    completionTime: at,
    succeeded: 1,
    ready: 0,
    conditions: [
      {
        type: 'SuccessCriteriaMet',
        status: 'True',
        reason: 'CompletionsReached',
        lastProbeTime: at,
        lastTransitionTime: at,
      },
      {
        type: 'Complete',
        status: 'True',
        reason: 'CompletionsReached',
        lastProbeTime: at,
        lastTransitionTime: at,
      },
    ],
  };
}

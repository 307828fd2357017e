import { unit } from '../model/hash';
import {
  constant,
  spansInside,
  spansOutside,
  stepped,
  switched,
} from '../model/makeSeries';
import type { Episode } from '../model/ScenarioTimeline';
import type { Environment } from '../model/topology';
import { DAY_MS } from '../model/Traffic';
import type { LiveEnvironment, World } from '../model/World';
import type { Series } from '../promql/Series';
import type { Family } from './Family';
import {
  certificateEnd,
  dailyRunsBetween,
  lastDailyRun,
  renewalsBetween,
} from './schedules';

const MINUTE_MS = 60_000;
const VELERO_HOUR = 3;
const DUMP_HOUR = 2;

function perEnvironment(
  name: string,
  help: string,
  make: (environment: LiveEnvironment, world: World) => Series[],
): Family {
  return {
    name,
    type: 'gauge',
    help,
    series: world => world.environments.flatMap(e => make(e, world)),
  };
}

function stuckOf(world: World, { name }: Environment): Episode[] {
  return name === 'prod' ? world.timeline.of('certificate-expiring') : [];
}

function certificate(
  name: string,
  value: (endMs: number) => number,
): (environment: LiveEnvironment, world: World) => Series[] {
  return (environment, world) => {
    const { namespace, cluster } = environment;
    const stuck = stuckOf(world, environment);
    const phase = Math.floor(60 * unit(world.seed, namespace, 'tls')) * DAY_MS;
    return [
      stepped(
        {
          __name__: name,
          job: 'cert-manager',
          instance: 'cert-manager.cert-manager.svc:9402',
          cluster,
          namespace,
          name: 'chat2sql-tls',
          issuer_name: 'chat2sql-ca',
          issuer_kind: 'ClusterIssuer',
        },
        t => value(certificateEnd(t, phase, stuck)),
        (from, to) => renewalsBetween(from, to, phase, stuck),
      ),
    ];
  };
}

function backupTime(
  labels: Record<string, string>,
  hour: number,
  durationMs: number,
  broken: readonly Episode[],
): Series {
  return stepped(
    labels,
    t => lastDailyRun(t, hour, durationMs, broken) / 1000,
    (from, to) => dailyRunsBetween(from, to, hour, durationMs, broken),
  );
}

interface ApplicationState {
  sync: string;
  health: string;
  episodes: Episode[];
}

/** Argo CD's verdicts on an environment's application, and when they hold. */
function applicationStates(
  { name }: Environment,
  { timeline }: World,
): ApplicationState[] {
  const drift = {
    sync: 'OutOfSync',
    health: 'Healthy',
    episodes: timeline.of('drift'),
  };
  if (name === 'prod') {
    return [drift, ...failedRollouts(timeline.of('prod-incident'))];
  }
  return name === 'staging' ? failedRollouts(timeline.of('rollout-stuck')) : [];
}

/** A rollout counts as failed when its progress deadline of ten minutes is over. */
function failedRollouts(episodes: readonly Episode[]): ApplicationState[] {
  return episodes.flatMap(episode => {
    const deadline = Math.min(episode.fromMs + 10 * MINUTE_MS, episode.toMs);
    const early = { ...episode, toMs: deadline };
    const late = { ...episode, fromMs: deadline };
    return [
      { sync: 'Synced', health: 'Progressing', episodes: [early] },
      { sync: 'Synced', health: 'Degraded', episodes: [late] },
    ];
  });
}

function applications(environment: LiveEnvironment, world: World): Series[] {
  const states = applicationStates(environment, world);
  const info = (sync: string, health: string) => ({
    __name__: 'argocd_app_info',
    job: 'argocd-metrics',
    instance: 'argocd-metrics.argocd.svc:8082',
    cluster: environment.cluster,
    namespace: 'argocd',
    name: environment.namespace,
    project: 'chat2sql',
    dest_namespace: environment.namespace,
    sync_status: sync,
    health_status: health,
  });
  const troubled = states
    .flatMap(({ episodes }) => episodes)
    .sort((a, b) => a.fromMs - b.fromMs);
  const byVerdict = new Map<string, Episode[]>();
  for (const { sync, health, episodes } of states) {
    const key = JSON.stringify(info(sync, health));
    byVerdict.set(key, [...(byVerdict.get(key) ?? []), ...episodes]);
  }
  return [
    constant(info('Synced', 'Healthy'), 1, spansOutside(troubled)),
    ...[...byVerdict].map(([labels, episodes]) =>
      constant(
        JSON.parse(labels),
        1,
        spansInside(episodes.sort((a, b) => a.fromMs - b.fromMs)),
      ),
    ),
  ].filter(({ spans }) => spans && spans.length > 0);
}

/** Certificates, backups and Argo CD. */
export const PLATFORM: Family[] = [
  perEnvironment(
    'certmanager_certificate_expiration_timestamp_seconds',
    'When the certificate ends, in Unix time.',
    certificate(
      'certmanager_certificate_expiration_timestamp_seconds',
      end => end / 1000,
    ),
  ),
  perEnvironment(
    'certmanager_certificate_renewal_timestamp_seconds',
    'When the certificate is due for renewal, in Unix time.',
    certificate(
      'certmanager_certificate_renewal_timestamp_seconds',
      end => (end - 30 * DAY_MS) / 1000,
    ),
  ),
  perEnvironment(
    'certmanager_certificate_ready_status',
    'Whether the certificate is ready.',
    (environment, world) =>
      ['True', 'False', 'Unknown'].map(condition =>
        switched(
          {
            __name__: 'certmanager_certificate_ready_status',
            job: 'cert-manager',
            instance: 'cert-manager.cert-manager.svc:9402',
            cluster: environment.cluster,
            namespace: environment.namespace,
            name: 'chat2sql-tls',
            issuer_name: 'chat2sql-ca',
            issuer_kind: 'ClusterIssuer',
            condition,
          },
          stuckOf(world, environment),
          Number(condition === 'False'),
          Number(condition === 'True'),
        ),
      ),
  ),
  {
    name: 'velero_backup_last_successful_timestamp',
    type: 'gauge',
    help: 'Last time a backup ran successfully, in Unix time.',
    series: ({ timeline }) =>
      (['nonprod', 'prod'] as const).map(cluster =>
        backupTime(
          {
            __name__: 'velero_backup_last_successful_timestamp',
            job: 'velero',
            instance: 'velero.velero.svc:8085',
            cluster,
            namespace: 'velero',
            schedule: 'chat2sql-daily',
          },
          VELERO_HOUR,
          6 * MINUTE_MS,
          cluster === 'prod' ? timeline.of('backup-stale') : [],
        ),
      ),
  },
  perEnvironment(
    'kube_cronjob_status_last_successful_time',
    'Last time the job of the schedule completed, in Unix time.',
    ({ name, namespace, cluster }, { timeline }) => [
      backupTime(
        {
          __name__: 'kube_cronjob_status_last_successful_time',
          job: 'kube-state-metrics',
          instance: 'kube-state-metrics.monitoring.svc:8080',
          cluster,
          namespace,
          cronjob: 'chat2sql-postgresql-backup',
        },
        DUMP_HOUR,
        4 * MINUTE_MS,
        name === 'prod' ? timeline.of('backup-stale') : [],
      ),
    ],
  ),
  perEnvironment(
    'argocd_app_info',
    'Information about an application.',
    applications,
  ),
];

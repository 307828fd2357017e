import { constant, gauge, switched } from '../model/makeSeries';
import type { Environment } from '../model/topology';
import { workloadOf } from '../model/topology';
import type { LiveEnvironment, World } from '../model/World';
import type { Series } from '../promql/Series';
import { backendTarget, eachBackend } from './backendRequests';
import type { Family } from './Family';
import { wobbleOf } from './waves';

/** `max_connections` of the database. */
const MAX_CONNECTIONS = 200;

function targetOf(
  environment: Environment,
  workload: 'chat2sql-postgresql' | 'chat2sql-redis',
  port: number,
): Record<string, string> {
  const [pod] = workloadOf(environment, workload).pods;
  return {
    job: workload,
    service: workload,
    namespace: environment.namespace,
    cluster: environment.cluster,
    pod: pod.name,
    instance: `${pod.ip}:${port}`,
  };
}

function postgresql(environment: Environment): Record<string, string> {
  return targetOf(environment, 'chat2sql-postgresql', 9187);
}

function redis(environment: Environment): Record<string, string> {
  return targetOf(environment, 'chat2sql-redis', 9121);
}

function family(
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

function activity(environment: LiveEnvironment, world: World): Series[] {
  const { load, namespace } = environment;
  const pods = workloadOf(environment, 'chat2sql-backend').pods.length;
  return (
    [
      // Every backend pod keeps a pool of ten; the rest follows the load.
      ['idle', 10 * pods, 0.2],
      ['active', 1, 0.5],
      ['idle in transaction', 0, 0.05],
    ] as const
  ).map(([state, base, perRate]) => {
    const noise = wobbleOf(world.seed, namespace, 'activity', state);
    return gauge(
      {
        __name__: 'pg_stat_activity_count',
        ...postgresql(environment),
        datname: 'chat2sql',
        state,
      },
      t =>
        Math.max(
          0,
          Math.round(base + perRate * load.rate(t) * (1 + 0.5 * noise(t))),
        ),
    );
  });
}

function up(world: World): Series[] {
  const clusters = ['nonprod', 'prod'] as const;
  const silent = world.timeline.of('cluster-silent');
  const one = (labels: Record<string, string>) =>
    constant({ __name__: 'up', ...labels }, 1);
  return [
    ...eachBackend(world, (environment, pod) => [
      one(backendTarget(environment, pod)),
    ]),
    ...world.environments.flatMap(environment => [
      one(postgresql(environment)),
      one(redis(environment)),
    ]),
    ...clusters.flatMap(cluster => [
      one({
        job: 'kube-state-metrics',
        instance: 'kube-state-metrics.monitoring.svc:8080',
        cluster,
        namespace: 'monitoring',
      }),
      switched(
        {
          __name__: 'up',
          job: 'apiserver',
          instance: cluster === 'prod' ? '10.0.16.10:6443' : '10.0.8.10:6443',
          cluster,
          namespace: 'default',
        },
        cluster === 'prod' ? silent : [],
        0,
        1,
      ),
    ]),
  ];
}

/** The exporters of database and Redis, and the health of all targets. */
export const EXPORTERS: Family[] = [
  {
    name: 'up',
    type: 'gauge',
    help: 'Whether the last scrape worked.',
    series: up,
  },
  family('pg_up', 'Whether the database answers.', environment => [
    constant({ __name__: 'pg_up', ...postgresql(environment) }, 1),
  ]),
  family('pg_stat_activity_count', 'Connections in this state.', activity),
  family(
    'pg_settings_max_connections',
    'The setting max_connections.',
    environment => [
      constant(
        { __name__: 'pg_settings_max_connections', ...postgresql(environment) },
        MAX_CONNECTIONS,
      ),
    ],
  ),
  family('redis_up', 'Whether Redis answers.', environment => [
    constant({ __name__: 'redis_up', ...redis(environment) }, 1),
  ]),
];

import type { Cumulative } from '../model/Load';
import { constant, endlessCounter, gauge } from '../model/makeSeries';
import type { Pod, Workload, WorkloadName } from '../model/topology';
import { EPOCH_MS } from '../model/Traffic';
import type { LiveEnvironment, World } from '../model/World';
import type { Series } from '../promql/Series';
import type { Family } from './Family';
import { wobbleOf } from './waves';

/** CPU of a workload: idle share of a core, and seconds a request costs it. */
const CPU: Record<WorkloadName, { idle: number; perRequest: number }> = {
  'chat2sql-backend': { idle: 0.02, perRequest: 0.011 },
  'chat2sql-frontend': { idle: 0.004, perRequest: 0.001 },
  'chat2sql-ollama': { idle: 0.05, perRequest: 0.06 },
  'chat2sql-postgresql': { idle: 0.03, perRequest: 0.014 },
  'chat2sql-redis': { idle: 0.008, perRequest: 0.0004 },
};

/** Working set as a share of the limit: usual value and how much it moves. */
const MEMORY: Record<WorkloadName, [usual: number, moves: number]> = {
  'chat2sql-backend': [0.17, 0.03],
  'chat2sql-frontend': [0.21, 0.02],
  'chat2sql-ollama': [0.62, 0.02],
  'chat2sql-postgresql': [0.54, 0.04],
  'chat2sql-redis': [0.12, 0.01],
};
/** The model of staging is larger than its share. */
const STAGING_OLLAMA: [usual: number, moves: number] = [0.94, 0.012];

function labelsOf(
  { namespace, cluster }: LiveEnvironment,
  pod: Pod,
  container: string,
  name: string,
): Record<string, string> {
  return {
    __name__: name,
    job: 'kubelet',
    metrics_path: '/metrics/cadvisor',
    cluster,
    namespace,
    pod: pod.name,
    container,
    node: `${cluster}-worker-${pod.ip.split('.')[2]}`,
  };
}

function family(
  name: string,
  type: Family['type'],
  help: string,
  make: (
    environment: LiveEnvironment,
    workload: Workload,
    pod: Pod,
    world: World,
  ) => Series,
): Family {
  return {
    name,
    type,
    help,
    series: world =>
      world.environments.flatMap(environment =>
        environment.workloads.flatMap(workload =>
          workload.pods.map(pod => make(environment, workload, pod, world)),
        ),
      ),
  };
}

function cpuSeconds({ load }: LiveEnvironment, workload: Workload): Cumulative {
  const { idle, perRequest } = CPU[workload.name];
  const each = perRequest / workload.pods.length;
  return t =>
    (idle * (t - EPOCH_MS)) / 1000 + each * (load.sound(t) + load.failed(t));
}

/** What the kubelet says about the containers. */
export const CADVISOR: Family[] = [
  family(
    'container_cpu_usage_seconds_total',
    'counter',
    'Cumulative cpu time consumed',
    (environment, workload, pod) =>
      endlessCounter(
        {
          ...labelsOf(
            environment,
            pod,
            workload.container,
            'container_cpu_usage_seconds_total',
          ),
          cpu: 'total',
        },
        cpuSeconds(environment, workload),
        false,
      ),
  ),
  family(
    'container_memory_working_set_bytes',
    'gauge',
    'Current working set of the container in bytes',
    (environment, workload, pod, world) => {
      const [usual, moves] =
        environment.name === 'staging' && workload.name === 'chat2sql-ollama'
          ? STAGING_OLLAMA
          : MEMORY[workload.name];
      const noise = wobbleOf(world.seed, environment.name, pod.name, 'memory');
      return gauge(
        labelsOf(
          environment,
          pod,
          workload.container,
          'container_memory_working_set_bytes',
        ),
        t => Math.round(workload.memoryLimit * (usual + moves * noise(t))),
      );
    },
  ),
  family(
    'container_spec_memory_limit_bytes',
    'gauge',
    'Memory limit of the container',
    (environment, workload, pod) =>
      constant(
        labelsOf(
          environment,
          pod,
          workload.container,
          'container_spec_memory_limit_bytes',
        ),
        workload.memoryLimit,
      ),
  ),
];

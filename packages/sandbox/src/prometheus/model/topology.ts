import { hash32, nameSuffix } from './hash';

/** Environments that have metrics. */
export type EnvironmentName = 'dev' | 'test' | 'staging' | 'prod';

/** Workloads of an environment. */
export type WorkloadName =
  | 'chat2sql-backend'
  | 'chat2sql-frontend'
  | 'chat2sql-ollama'
  | 'chat2sql-postgresql'
  | 'chat2sql-redis';

/** One pod of a workload. */
export interface Pod {
  name: string;
  ip: string;
  ordinal: number;
}

/** A workload and its pods. */
export interface Workload {
  name: WorkloadName;
  kind: 'Deployment' | 'StatefulSet';
  /** Name of the application's container. */
  container: string;
  pods: Pod[];
  /** Limits of the application's container. */
  cpuLimit: number;
  memoryLimit: number;
}

/** An environment as the metrics see it. */
export interface Environment {
  name: EnvironmentName;
  namespace: string;
  cluster: 'nonprod' | 'prod';
  /** Mean API requests a second over the week. */
  requestsPerSecond: number;
  workloads: Workload[];
}

const MIB = 2 ** 20;
const GIB = 2 ** 30;

const WORKLOADS = [
  ['chat2sql-backend', 'Deployment', 'backend', 1, 2 * GIB],
  ['chat2sql-frontend', 'Deployment', 'frontend', 0.2, 256 * MIB],
  ['chat2sql-ollama', 'Deployment', 'ollama', 4, 16 * GIB],
  ['chat2sql-postgresql', 'StatefulSet', 'postgresql', 2, 4 * GIB],
  ['chat2sql-redis', 'StatefulSet', 'redis', 0.5, 512 * MIB],
] as const;

/** Replicas as the platform repository has them; one where nothing is named. */
const REPLICAS: Record<
  EnvironmentName,
  Partial<Record<WorkloadName, number>>
> = {
  dev: {},
  test: {},
  staging: { 'chat2sql-backend': 2, 'chat2sql-frontend': 2 },
  prod: { 'chat2sql-backend': 5, 'chat2sql-frontend': 2 },
};

const REQUESTS_PER_SECOND: Record<EnvironmentName, number> = {
  dev: 0.03,
  test: 0.15,
  staging: 0.6,
  prod: 24,
};

function podOf(
  seed: number,
  namespace: string,
  workload: WorkloadName,
  kind: Workload['kind'],
  ordinal: number,
): Pod {
  const template = nameSuffix(9, seed, namespace, workload);
  const suffix = nameSuffix(5, seed, namespace, workload, ordinal);
  const host = hash32(seed, namespace, workload, ordinal, 'ip');
  return {
    name:
      kind === 'StatefulSet'
        ? `${workload}-${ordinal}`
        : `${workload}-${template}-${suffix}`,
    ip: `10.244.${1 + (host % 6)}.${10 + ((host >>> 8) % 240)}`,
    ordinal,
  };
}

/** The environments, their workloads and pods, named by the seed. */
export function buildTopology(seed: number): Environment[] {
  return (['dev', 'test', 'staging', 'prod'] as const).map(name => {
    const namespace = `chat2sql-${name}`;
    return {
      name,
      namespace,
      cluster: name === 'prod' ? 'prod' : 'nonprod',
      requestsPerSecond: REQUESTS_PER_SECOND[name],
      workloads: WORKLOADS.map(
        ([workload, kind, container, cpuLimit, memoryLimit]) => ({
          name: workload,
          kind,
          container,
          cpuLimit,
          memoryLimit,
          pods: Array.from(
            { length: REPLICAS[name][workload] ?? 1 },
            (_, ordinal) => podOf(seed, namespace, workload, kind, ordinal),
          ),
        }),
      ),
    };
  });
}

/** Whether requests of an environment ever fail; the quiet ones see too few for that. */
export function seesFailures({ name }: Pick<Environment, 'name'>): boolean {
  return name === 'prod' || name === 'staging';
}

/** The workload of an environment by name. */
export function workloadOf(
  environment: Environment,
  name: WorkloadName,
): Workload {
  return environment.workloads.find(workload => workload.name === name)!;
}

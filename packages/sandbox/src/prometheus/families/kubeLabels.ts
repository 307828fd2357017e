import { hexText } from '../model/hash';
import type { Environment, Pod, Workload } from '../model/topology';
import type { LiveEnvironment, World } from '../model/World';
import type { Series } from '../promql/Series';
import type { Family } from './Family';

/** Labels by name. */
export type LabelEntries = Record<string, string>;

/** Labels of the exporter's own target in a cluster. */
export function target({ cluster, namespace }: Environment): LabelEntries {
  return {
    job: 'kube-state-metrics',
    instance: 'kube-state-metrics.monitoring.svc:8080',
    cluster,
    namespace,
  };
}

/** A family made environment by environment. */
export function family(
  name: string,
  help: string,
  make: (environment: LiveEnvironment, world: World) => Series[],
  type: Family['type'] = 'gauge',
): Family {
  return {
    name,
    type,
    help,
    series: world =>
      world.environments.flatMap(environment => make(environment, world)),
  };
}

/** Labels of a series about a pod. */
export function podLabels(
  world: World,
  environment: Environment,
  pod: Pod,
  name: string,
): LabelEntries {
  return {
    __name__: name,
    ...target(environment),
    pod: pod.name,
    uid: uidOf(world.seed, environment.namespace, pod.name),
  };
}

function uidOf(...parts: (string | number)[]): string {
  const hex = hexText(32, 'uid', ...parts);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Series for every pod of an environment. */
export function eachPod(
  environment: LiveEnvironment,
  make: (pod: Pod, workload: Workload) => Series[],
): Series[] {
  return environment.workloads.flatMap(workload =>
    workload.pods.flatMap(pod => make(pod, workload)),
  );
}

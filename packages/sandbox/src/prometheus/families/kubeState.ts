import { constant, switched } from '../model/makeSeries';
import type { Workload } from '../model/topology';
import type { LiveEnvironment, World } from '../model/World';
import { crashingPods } from '../model/World';
import type { Series } from '../promql/Series';
import type { Family } from './Family';
import { eachPod, family, podLabels, target } from './kubeLabels';
import { KUBE_PODS } from './kubePods';

function replicas(
  name: string,
  kind: Workload['kind'],
  available: boolean,
): (environment: LiveEnvironment, world: World) => Series[] {
  return (environment, world) => {
    const crashing = crashingPods(environment, world.timeline);
    return environment.workloads
      .filter(workload => workload.kind === kind)
      .map(workload => {
        const count = workload.pods.length;
        const down = workload.pods.filter(pod => crashing.has(pod.name));
        const episodes = available && down[0] && crashing.get(down[0].name);
        return switched(
          {
            __name__: name,
            ...target(environment),
            [kind.toLowerCase()]: workload.name,
          },
          episodes || [],
          count - down.length,
          count,
        );
      });
  };
}

function resources(
  name: string,
  factor: (resource: 'cpu' | 'memory') => number,
) {
  return (environment: LiveEnvironment, world: World): Series[] =>
    eachPod(environment, (pod, { container, cpuLimit, memoryLimit }) =>
      (
        [
          ['cpu', 'core', cpuLimit],
          ['memory', 'byte', memoryLimit],
        ] as const
      ).map(([resource, resourceUnit, limit]) =>
        constant(
          {
            ...podLabels(world, environment, pod, name),
            container,
            resource,
            unit: resourceUnit,
          },
          limit * factor(resource),
        ),
      ),
    );
}

/** What kube-state-metrics says about the pods and workloads. */
export const KUBE_STATE: Family[] = [
  ...KUBE_PODS,
  family(
    'kube_deployment_spec_replicas',
    'Wanted replicas of the deployment.',
    replicas('kube_deployment_spec_replicas', 'Deployment', false),
  ),
  family(
    'kube_deployment_status_replicas_available',
    'Available replicas of the deployment.',
    replicas('kube_deployment_status_replicas_available', 'Deployment', true),
  ),
  family(
    'kube_statefulset_replicas',
    'Wanted replicas of the stateful set.',
    replicas('kube_statefulset_replicas', 'StatefulSet', false),
  ),
  family(
    'kube_statefulset_status_replicas_ready',
    'Ready replicas of the stateful set.',
    replicas('kube_statefulset_status_replicas_ready', 'StatefulSet', true),
  ),
  family(
    'kube_pod_container_resource_limits',
    'Limits of the container.',
    resources('kube_pod_container_resource_limits', () => 1),
  ),
  family(
    'kube_pod_container_resource_requests',
    'Requests of the container.',
    resources('kube_pod_container_resource_requests', () => 0.5),
  ),
];

import { nameSuffix } from '../model/hash';
import { constant, spansInside, stepped, switched } from '../model/makeSeries';
import type { Environment, Pod } from '../model/topology';
import { workloadOf } from '../model/topology';
import type { LiveEnvironment, World } from '../model/World';
import { crashingPods } from '../model/World';
import type { Series } from '../promql/Series';
import type { Family } from './Family';
import { eachPod, family, podLabels } from './kubeLabels';

/** The pod of a rollout that cannot pull its image. */
function stuckPod(seed: number, { namespace }: Environment): Pod {
  const template = nameSuffix(9, seed, namespace, 'stuck set');
  const suffix = nameSuffix(5, seed, namespace, 'stuck pod');
  return {
    name: `chat2sql-backend-${template}-${suffix}`,
    ip: '',
    ordinal: 0,
  };
}

function stuckEpisodes(world: World, { name }: Environment) {
  return name === 'staging' ? world.timeline.of('rollout-stuck') : [];
}

function ready(environment: LiveEnvironment, world: World): Series[] {
  const crashing = crashingPods(environment, world.timeline);
  const stuck = spansInside(stuckEpisodes(world, environment));
  const stuckOne = stuckPod(world.seed, environment);
  return ['true', 'false', 'unknown'].flatMap(condition => {
    const good = Number(condition === 'true');
    const bad = Number(condition === 'false');
    const labels = (pod: Pod) => ({
      ...podLabels(world, environment, pod, 'kube_pod_status_ready'),
      condition,
    });
    return [
      ...eachPod(environment, pod => [
        switched(labels(pod), crashing.get(pod.name) ?? [], bad, good),
      ]),
      ...(stuck.length > 0 ? [constant(labels(stuckOne), bad, stuck)] : []),
    ];
  });
}

function phases(environment: LiveEnvironment, world: World): Series[] {
  const stuck = spansInside(stuckEpisodes(world, environment));
  const stuckOne = stuckPod(world.seed, environment);
  return ['Running', 'Pending', 'Failed', 'Succeeded', 'Unknown'].flatMap(
    phase => {
      const labels = (pod: Pod) => ({
        ...podLabels(world, environment, pod, 'kube_pod_status_phase'),
        phase,
      });
      return [
        ...eachPod(environment, pod => [
          constant(labels(pod), Number(phase === 'Running')),
        ]),
        ...(stuck.length > 0
          ? [constant(labels(stuckOne), Number(phase === 'Pending'), stuck)]
          : []),
      ];
    },
  );
}

function restarts(environment: LiveEnvironment, world: World): Series[] {
  return eachPod(environment, (pod, workload) => {
    const labels = {
      ...podLabels(
        world,
        environment,
        pod,
        'kube_pod_container_status_restarts_total',
      ),
      container: workload.container,
    };
    if (workload.name !== 'chat2sql-backend') return [constant(labels, 0)];
    const starts = environment.startsOf(pod);
    return [
      stepped(
        labels,
        t => starts.crashCount(t),
        (from, to) => starts.crashes(from, to),
      ),
    ];
  });
}

function waiting(environment: LiveEnvironment, world: World): Series[] {
  const name = 'kube_pod_container_status_waiting_reason';
  const { container } = workloadOf(environment, 'chat2sql-backend');
  const stuck = stuckEpisodes(world, environment);
  const stuckOne = stuckPod(world.seed, environment);
  return [
    ...[...crashingPods(environment, world.timeline)].map(([pod, episodes]) =>
      constant(
        {
          ...podLabels(world, environment, { ...stuckOne, name: pod }, name),
          container,
          reason: 'CrashLoopBackOff',
        },
        1,
        spansInside(episodes),
      ),
    ),
    ...(stuck.length > 0
      ? [
          constant(
            {
              ...podLabels(world, environment, stuckOne, name),
              container,
              reason: 'ImagePullBackOff',
            },
            1,
            spansInside(stuck),
          ),
        ]
      : []),
  ].filter(({ spans }) => spans && spans.length > 0);
}

/** What kube-state-metrics says about the pods. */
export const KUBE_PODS: Family[] = [
  family('kube_pod_status_ready', 'Whether the pod is ready.', ready),
  family('kube_pod_status_phase', 'The phase of the pod.', phases),
  family(
    'kube_pod_container_status_restarts_total',
    'The number of container restarts.',
    restarts,
    'counter',
  ),
  family(
    'kube_pod_container_status_waiting_reason',
    'Why the container is waiting.',
    waiting,
  ),
];

import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterView } from '../cluster/types';
import { parseQuantity } from '../controllers/quota';
import { fraction, kubeTime } from '../names';
import { resourceOfKind } from '../store/resources';
import { METRICS_GROUP } from './discovery';
import { scopeOf } from './list';
import { StatusError } from './status';

/** Share of its request a container uses: steady per container, with a slow wave. */
function usageShare(cluster: ClusterView, key: string, now: Date): number {
  const base = 0.35 + 0.4 * fraction(cluster.context.seed, key);
  const wave = Math.sin(now.getTime() / 300_000 + base * 40) * 0.08;
  return base + wave;
}

function containerUsage(
  cluster: ClusterView,
  pod: KubeObject,
  container: any,
  now: Date,
) {
  const share = usageShare(
    cluster,
    `${pod.metadata.uid}/${container.name}`,
    now,
  );
  const requests = container.resources?.requests ?? {};
  const cpu = parseQuantity(requests.cpu ?? '50m') * share;
  const memory = parseQuantity(requests.memory ?? '64Mi') * (0.4 + share / 2);
  return {
    name: container.name,
    usage: {
      cpu: `${Math.round(cpu * 1e9)}n`,
      memory: `${Math.round(memory / 1024)}Ki`,
    },
  };
}

const cpuOf = (usage: { cpu: string }) => Number.parseInt(usage.cpu, 10);
const memoryOf = (usage: { memory: string }) =>
  Number.parseInt(usage.memory, 10);

/** `PodMetrics` of a running pod; undefined for one that runs nothing. */
function podMetrics(
  cluster: ClusterView,
  pod: KubeObject,
  now: Date,
): Record<string, unknown> | undefined {
  if (pod.status?.phase !== 'Running') return undefined;
  const sidecars = (pod.spec.initContainers ?? []).filter(
    (c: any) => c.restartPolicy === 'Always',
  );
  return {
    kind: 'PodMetrics',
    apiVersion: 'metrics.k8s.io/v1beta1',
    metadata: {
      name: pod.metadata.name,
      namespace: pod.metadata.namespace,
      labels: pod.metadata.labels,
      creationTimestamp: kubeTime(now),
    },
    timestamp: kubeTime(Math.floor(now.getTime() / 15_000) * 15_000),
    window: '15s',
    containers: [...pod.spec.containers, ...sidecars].map((c: any) =>
      containerUsage(cluster, pod, c, now),
    ),
  };
}

/** `NodeMetrics` of a node: the sum over its pods and a share of its own. */
function nodeMetrics(
  cluster: ClusterView,
  node: KubeObject,
  now: Date,
): Record<string, unknown> {
  let cpu = 0.25e9;
  let memory = 1.5 * 2 ** 20;
  for (const pod of cluster.store.list('', 'Pod')) {
    if (pod.spec.nodeName !== node.metadata.name) continue;
    const metrics = podMetrics(cluster, pod, now) as
      | { containers: Array<{ usage: { cpu: string; memory: string } }> }
      | undefined;
    for (const container of metrics?.containers ?? []) {
      cpu += cpuOf(container.usage);
      memory += memoryOf(container.usage);
    }
  }
  return {
    kind: 'NodeMetrics',
    apiVersion: 'metrics.k8s.io/v1beta1',
    metadata: {
      name: node.metadata.name,
      labels: node.metadata.labels,
      creationTimestamp: kubeTime(now),
    },
    timestamp: kubeTime(Math.floor(now.getTime() / 15_000) * 15_000),
    window: '20s',
    usage: { cpu: `${Math.round(cpu)}n`, memory: `${Math.round(memory)}Ki` },
  };
}

/**
 * Answers the resource metrics API.
 *
 * @returns the body, or undefined when the path belongs to another API
 * @throws StatusError 404 for a path or object it does not have
 */
export function metricsAnswer(
  cluster: ClusterView,
  parts: string[],
  query: URLSearchParams,
): unknown {
  if (
    parts[0] !== 'apis' ||
    parts[1] !== METRICS_GROUP ||
    parts[2] !== 'v1beta1'
  )
    return undefined;
  const now = cluster.context.now();
  const rest = parts.slice(3);
  const namespace = rest[0] === 'namespaces' ? rest[1] : undefined;
  const [plural, name, ...more] =
    namespace === undefined ? rest : rest.slice(2);
  const kind = { nodes: 'Node', pods: 'Pod' }[plural ?? ''];
  if (!kind || more.length > 0) throw StatusError.unknownPath();
  const resource = resourceOfKind('', kind)!;
  const scope = scopeOf(resource, namespace, query);
  const items = cluster.store
    .list('', kind, namespace)
    .filter(o => scope.selects(o) && (!name || o.metadata.name === name))
    .map(o =>
      kind === 'Node'
        ? nodeMetrics(cluster, o, now)
        : podMetrics(cluster, o, now),
    )
    .filter(item => item !== undefined);
  if (!name)
    return {
      kind: `${kind}MetricsList`,
      apiVersion: 'metrics.k8s.io/v1beta1',
      metadata: {},
      items,
    };
  if (items.length === 0)
    throw StatusError.notFound(plural, METRICS_GROUP, name);
  return items[0];
}

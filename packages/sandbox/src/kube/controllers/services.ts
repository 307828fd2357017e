import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterView, Controller } from '../cluster/types';
import { fraction, kubeTime, suffix } from '../names';
import { labelSelectorOf } from '../store/selectors';
import { countOf } from './deployments';
import { isPodReady } from './podFactory';

function portNumber(pod: KubeObject, target: unknown): number | undefined {
  if (typeof target === 'number') return target;
  for (const container of pod.spec.containers) {
    for (const port of container.ports ?? []) {
      if (port.name === target) return port.containerPort;
    }
  }
  return undefined;
}

function selectedPods(cluster: ClusterView, service: KubeObject): KubeObject[] {
  const selects = labelSelectorOf({ matchLabels: service.spec.selector });
  return cluster.store
    .list('', 'Pod', service.metadata.namespace)
    .filter(pod => selects(pod) && pod.status?.podIP);
}

/** Gives Services an address and keeps one EndpointSlice for each that selects pods. */
export const serviceController: Controller = (cluster, now) => {
  const { store, context } = cluster;
  for (const object of store.list('', 'Service')) {
    let service = object;
    if (service.spec.clusterIP === undefined) {
      const lot = fraction(
        context.seed,
        cluster.name,
        service.metadata.namespace,
        service.metadata.name,
      );
      const address = `10.${96 + Math.floor(lot * 16)}.${
        Math.floor(lot * 4096) % 256
      }.${(Math.floor(lot * 1e6) % 250) + 2}`;
      service = store.update({
        ...service,
        spec: { ...service.spec, clusterIP: address },
      });
    }
    const { clusterIP } = service.spec;
    if (service.spec.ipFamilies === undefined) {
      service = store.update({
        ...service,
        spec: {
          sessionAffinity: 'None',
          internalTrafficPolicy: 'Cluster',
          ipFamilies: ['IPv4'],
          ipFamilyPolicy: 'SingleStack',
          clusterIPs: [clusterIP],
          ...service.spec,
        },
      });
    }
    if (service.status === undefined)
      store.setStatus(service, { loadBalancer: {} });
    if (!service.spec.selector) continue;
    const pods = selectedPods(cluster, service);
    const name = `${service.metadata.name}-${suffix(
      5,
      context.seed,
      service.metadata.uid,
    )}`;
    const slice: KubeObject = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name,
        generateName: `${service.metadata.name}-`,
        namespace: service.metadata.namespace,
        labels: {
          ...service.metadata.labels,
          'endpointslice.kubernetes.io/managed-by':
            'endpointslice-controller.k8s.io',
          'kubernetes.io/service-name': service.metadata.name!,
        },
        ownerReferences: [
          {
            apiVersion: 'v1',
            kind: 'Service',
            name: service.metadata.name!,
            uid: service.metadata.uid!,
            controller: true,
          },
        ],
      },
      addressType: 'IPv4',
      endpoints: pods.map(pod => ({
        addresses: [pod.status.podIP],
        conditions: {
          ready: isPodReady(pod),
          serving: isPodReady(pod),
          terminating: pod.metadata.deletionTimestamp !== undefined,
        },
        nodeName: pod.spec.nodeName,
        targetRef: {
          kind: 'Pod',
          namespace: pod.metadata.namespace,
          name: pod.metadata.name,
          uid: pod.metadata.uid,
        },
      })),
      ports: (service.spec.ports ?? []).map((port: any) => ({
        name: port.name ?? '',
        port: pods[0]
          ? portNumber(pods[0], port.targetPort ?? port.port)
          : port.port,
        protocol: port.protocol ?? 'TCP',
      })),
    };
    const known = store.get(
      'discovery.k8s.io',
      'EndpointSlice',
      service.metadata.namespace,
      name,
    );
    if (known) store.update(slice);
    else store.create(slice, now);
  }
};

/** Counts what each PodDisruptionBudget allows. */
export const disruptionController: Controller = (cluster, now) => {
  const { store } = cluster;
  for (const budget of store.list('policy', 'PodDisruptionBudget')) {
    const selects = labelSelectorOf(budget.spec.selector);
    const pods = store
      .list('', 'Pod', budget.metadata.namespace)
      .filter(pod => selects(pod) && !pod.metadata.deletionTimestamp);
    const healthy = pods.filter(isPodReady).length;
    const desired =
      budget.spec.minAvailable !== undefined
        ? countOf(budget.spec.minAvailable, pods.length, true)
        : pods.length - countOf(budget.spec.maxUnavailable, pods.length, true);
    const allowed = Math.max(0, healthy - desired);
    const status = allowed > 0 ? 'True' : 'False';
    const known = budget.status?.conditions?.[0];
    store.setStatus(budget, {
      observedGeneration: budget.metadata.generation,
      currentHealthy: healthy,
      desiredHealthy: Math.max(0, desired),
      expectedPods: pods.length,
      disruptionsAllowed: allowed,
      conditions: [
        {
          type: 'DisruptionAllowed',
          status,
          reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
          message: '',
          observedGeneration: budget.metadata.generation,
          lastTransitionTime:
            known?.status === status ? known.lastTransitionTime : kubeTime(now),
        },
      ],
    });
  }
};

/** Gives namespaces their name label and phase, and the service account every namespace has. */
export const namespaceController: Controller = (cluster, now) => {
  const { store } = cluster;
  for (const namespace of store.list('', 'Namespace')) {
    const { name, labels } = namespace.metadata;
    if (!store.get('', 'ServiceAccount', name, 'default')) {
      store.create(
        {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: 'default', namespace: name },
        },
        now,
      );
    }
    if (labels?.['kubernetes.io/metadata.name'] === name) continue;
    store.update({
      ...namespace,
      metadata: {
        ...namespace.metadata,
        labels: { ...labels, 'kubernetes.io/metadata.name': name! },
      },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
  }
};

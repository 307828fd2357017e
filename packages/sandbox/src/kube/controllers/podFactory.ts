import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterView } from '../cluster/types';

const ISTIO_PROXY_IMAGE =
  'ghcr.io/chat2sql/mirror/istio-proxyv2:1.24.2@sha256:445156b5f4a780242d079a47b7d2199647c2165d8ead52ea6a1d5b7b9d1a2fb1';

/** The mesh's proxy as a native sidecar, as the injector of Istio 1.24 writes it. */
function istioProxy(): Record<string, unknown> {
  return {
    name: 'istio-proxy',
    image: ISTIO_PROXY_IMAGE,
    imagePullPolicy: 'IfNotPresent',
    restartPolicy: 'Always',
    args: [
      'proxy',
      'sidecar',
      '--domain',
      '$(POD_NAMESPACE).svc.cluster.local',
    ],
    ports: [{ name: 'http-envoy-prom', containerPort: 15090, protocol: 'TCP' }],
    resources: {
      requests: { cpu: '10m', memory: '64Mi' },
      limits: { cpu: '500m', memory: '256Mi' },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 1337,
      runAsGroup: 1337,
      capabilities: { drop: ['ALL'] },
    },
    startupProbe: {
      httpGet: { path: '/healthz/ready', port: 15021 },
      periodSeconds: 1,
      failureThreshold: 600,
    },
    readinessProbe: {
      httpGet: { path: '/healthz/ready', port: 15021 },
      periodSeconds: 15,
    },
  };
}

function injects(
  cluster: ClusterView,
  namespace: string | undefined,
  template: { metadata?: KubeObject['metadata'] },
): boolean {
  const labels =
    cluster.store.get('', 'Namespace', undefined, namespace ?? '')?.metadata
      .labels ?? {};
  const wish =
    template.metadata?.labels?.['sidecar.istio.io/inject'] ??
    template.metadata?.annotations?.['sidecar.istio.io/inject'];
  return labels['istio-injection'] === 'enabled' && wish !== 'false';
}

function containerDefaults(container: any): any {
  return {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: 'IfNotPresent',
    resources: {},
    ...container,
  };
}

/** A pod of a workload's template, after defaulting and sidecar injection. */
export function podFromTemplate(
  cluster: ClusterView,
  owner: KubeObject,
  name: string,
  extraLabels: Record<string, string> = {},
): KubeObject {
  const { template } = owner.spec;
  const { namespace } = owner.metadata;
  const injected = injects(cluster, namespace, template);
  const initContainers = [
    ...(injected ? [istioProxy()] : []),
    ...(template.spec.initContainers ?? []),
  ];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${owner.metadata.name}-`,
      namespace,
      labels: {
        ...template.metadata?.labels,
        ...(injected ? { 'security.istio.io/tlsMode': 'istio' } : {}),
        ...extraLabels,
      },
      annotations: {
        ...template.metadata?.annotations,
        ...(injected
          ? {
              'sidecar.istio.io/status':
                '{"initContainers":["istio-proxy"],"containers":null,"revision":"default"}',
            }
          : {}),
      },
      ownerReferences: [
        {
          apiVersion: owner.apiVersion,
          kind: owner.kind,
          name: owner.metadata.name!,
          uid: owner.metadata.uid!,
          controller: true,
          ...({ blockOwnerDeletion: true } as object),
        },
      ],
    },
    spec: {
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      terminationGracePeriodSeconds: 30,
      enableServiceLinks: true,
      securityContext: {},
      ...template.spec,
      ...(initContainers.length > 0
        ? { initContainers: initContainers.map(containerDefaults) }
        : {}),
      containers: template.spec.containers.map(containerDefaults),
    },
    status: { phase: 'Pending', qosClass: qosClass(template.spec) },
  };
}

function qosClass(spec: any): string {
  const containers: any[] = spec.containers;
  const some = containers.some(
    c => c.resources?.requests || c.resources?.limits,
  );
  if (!some) return 'BestEffort';
  const guaranteed = containers.every(
    c =>
      c.resources?.limits?.cpu !== undefined &&
      c.resources.limits.memory !== undefined &&
      (c.resources.requests?.cpu ?? c.resources.limits.cpu) ===
        c.resources.limits.cpu &&
      (c.resources.requests?.memory ?? c.resources.limits.memory) ===
        c.resources.limits.memory,
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

/** True when every container of a pod is ready and nothing deletes it. */
export function isPodReady(pod: KubeObject): boolean {
  return (
    !pod.metadata.deletionTimestamp &&
    Array.isArray(pod.status?.conditions) &&
    pod.status.conditions.some(
      (c: { type: string; status: string }) =>
        c.type === 'Ready' && c.status === 'True',
    )
  );
}

/** Pods an object controls, without those being deleted. */
export function activePods(
  cluster: ClusterView,
  owner: KubeObject,
): KubeObject[] {
  return cluster.store
    .ownedBy(owner.metadata.uid!, 'Pod')
    .filter(pod => !pod.metadata.deletionTimestamp)
    .sort((a, b) => (a.metadata.name! < b.metadata.name! ? -1 : 1));
}

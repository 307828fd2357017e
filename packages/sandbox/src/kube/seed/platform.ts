import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterView } from '../cluster/types';
import { sha256 } from '../names';
import { clusterObjects } from './clusterObjects';
import { PLATFORM, type PlatformWorkload } from './platformWorkloads';

function labelsOf(workload: PlatformWorkload, namespace: string) {
  return {
    'app.kubernetes.io/name': workload.name,
    'app.kubernetes.io/part-of': namespace,
    'app.kubernetes.io/version': workload.image.split(':')[1],
    'app.kubernetes.io/managed-by': 'Helm',
    ...workload.labels,
  };
}

function workloadObject(
  workload: PlatformWorkload,
  namespace: string,
): KubeObject {
  const labels = labelsOf(workload, namespace);
  const selector = {
    matchLabels: { 'app.kubernetes.io/name': workload.name },
  };
  const security = workload.privileged
    ? { privileged: true }
    : {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        capabilities: { drop: ['ALL'] },
      };
  const template = {
    metadata: { labels },
    spec: {
      serviceAccountName: workload.name,
      ...(workload.privileged
        ? { hostNetwork: true }
        : {
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 65532,
              seccompProfile: { type: 'RuntimeDefault' },
            },
          }),
      containers: [
        {
          name: workload.name,
          image: `${workload.image}@sha256:${sha256(workload.image)}`,
          ...(workload.port
            ? {
                ports: [
                  {
                    name: 'main',
                    containerPort: workload.port,
                    protocol: 'TCP',
                  },
                ],
              }
            : {}),
          resources: {
            requests: { cpu: '50m', memory: '128Mi' },
            limits: { cpu: '1', memory: '1Gi' },
          },
          securityContext: security,
        },
      ],
    },
  };
  return {
    apiVersion: 'apps/v1',
    kind: workload.kind,
    metadata: { name: workload.name, namespace, labels },
    spec:
      workload.kind === 'DaemonSet'
        ? { selector, template, updateStrategy: { type: 'RollingUpdate' } }
        : {
            replicas: workload.replicas ?? 1,
            selector,
            template,
            ...(workload.kind === 'StatefulSet'
              ? {
                  serviceName: workload.name,
                  updateStrategy: { type: 'RollingUpdate' },
                }
              : {
                  progressDeadlineSeconds: 600,
                  strategy: {
                    type: 'RollingUpdate',
                    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
                  },
                }),
          },
  };
}

/** Creates the platform's namespaces, workloads and cluster-wide objects. */
export function createPlatform(cluster: ClusterView, now: Date): void {
  const { store } = cluster;
  for (const name of ['default', ...Object.keys(PLATFORM)]) {
    store.create(
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name,
          labels: {
            'kubernetes.io/metadata.name': name,
            'pod-security.kubernetes.io/enforce': 'privileged',
          },
        },
        spec: { finalizers: ['kubernetes'] },
        status: { phase: 'Active' },
      },
      now,
    );
  }
  for (const [namespace, workloads] of Object.entries(PLATFORM)) {
    for (const workload of workloads) {
      store.create(workloadObject(workload, namespace), now);
      const labels = labelsOf(workload, namespace);
      store.create(
        {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: workload.name, namespace, labels },
        },
        now,
      );
      if (workload.port === undefined) continue;
      store.create(
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: workload.name, namespace, labels },
          spec: {
            type: 'ClusterIP',
            selector: { 'app.kubernetes.io/name': workload.name },
            ports: [
              {
                name: 'main',
                port: workload.port,
                targetPort: 'main',
                protocol: 'TCP',
              },
            ],
          },
        },
        now,
      );
    }
  }
  for (const object of clusterObjects()) store.create(object, now);
}

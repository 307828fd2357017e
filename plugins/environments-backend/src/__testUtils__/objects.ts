import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { FakeInventory } from './FakeInventory';

export const COMPONENTS = [
  'chat2sql-backend',
  'chat2sql-frontend',
  'chat2sql-ollama',
  'chat2sql-postgresql',
  'chat2sql-redis',
];

const CREATED = '2026-11-25T08:00:00Z';

const labelsOf = (component: string) => ({
  'app.kubernetes.io/name': component,
  'app.kubernetes.io/part-of': 'chat2sql',
});

/** A Deployment with everything below it, ready but for `broken` pods that crash. */
export function workload(options: {
  namespace: string;
  component: string;
  replicas?: number;
  broken?: number;
  image?: string;
}): KubeObject[] {
  const { namespace, component, replicas = 2, broken = 0 } = options;
  const image = options.image ?? `ghcr.io/chat2sql/${component}:1.4.0`;
  const labels = labelsOf(component);
  const ready = replicas - broken;
  const uid = `${namespace}/${component}`;
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'main', image }] },
  };
  const deployment: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: component,
      namespace,
      uid,
      generation: 1,
      labels,
      creationTimestamp: CREATED,
    },
    spec: { replicas, selector: { matchLabels: labels }, template },
    status: {
      observedGeneration: 1,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: ready,
      availableReplicas: ready,
      conditions: [
        {
          type: 'Available',
          status: broken === 0 ? 'True' : 'False',
          reason: 'MinimumReplicasAvailable',
        },
        {
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetAvailable',
        },
      ],
    },
  };
  const replicaSet: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${component}-5d9`,
      namespace,
      uid: `${uid}/rs`,
      generation: 1,
      labels,
      creationTimestamp: CREATED,
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: component,
          uid,
          controller: true,
        },
      ],
    },
    spec: { replicas, template },
    status: {
      observedGeneration: 1,
      replicas,
      readyReplicas: ready,
      availableReplicas: ready,
      fullyLabeledReplicas: replicas,
    },
  };
  const pods = Array.from({ length: replicas }, (_, i): KubeObject => {
    const crashes = i < broken;
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${component}-5d9-${i}`,
        namespace,
        uid: `${uid}/pod-${i}`,
        labels,
        creationTimestamp: CREATED,
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'ReplicaSet',
            name: `${component}-5d9`,
            uid: `${uid}/rs`,
            controller: true,
          },
        ],
      },
      spec: {
        nodeName: 'n1',
        restartPolicy: 'Always',
        containers: [{ name: 'main', image }],
      },
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: crashes ? 'False' : 'True' }],
        containerStatuses: [
          {
            name: 'main',
            image,
            imageID: `${image}@sha256:${'a'.repeat(64)}`,
            ready: !crashes,
            restartCount: crashes ? 9 : 0,
            state: crashes
              ? {
                  waiting: {
                    reason: 'CrashLoopBackOff',
                    message: 'back-off 5m0s restarting failed container',
                  },
                }
              : { running: { startedAt: CREATED } },
          },
        ],
      },
    };
  });
  return [deployment, replicaSet, ...pods];
}

/** An Argo CD application that asks for the given components. */
export function application(
  name: string,
  more: { components?: string[]; status?: object; spec?: object } = {},
): KubeObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd', uid: `app/${name}` },
    spec: {
      destination: { namespace: name },
      syncPolicy: { automated: {} },
      ...more.spec,
    },
    status: {
      sync: { status: 'Synced', revision: 'abc123' },
      health: { status: 'Healthy' },
      reconciledAt: '2026-11-25T09:59:00Z',
      operationState: {
        phase: 'Succeeded',
        finishedAt: '2026-11-25T09:58:00Z',
      },
      resources: (more.components ?? []).map(component => ({
        group: 'apps',
        kind: 'Deployment',
        name: component,
        namespace: name,
        status: 'Synced',
      })),
      ...more.status,
    },
  };
}

/** Fills an inventory with all components of an environment. */
export function deployAll(
  inventory: FakeInventory,
  cluster: string,
  namespace: string,
): void {
  for (const component of COMPONENTS) {
    inventory.put(cluster, ...workload({ namespace, component }));
  }
}

import type {
  KubeCondition,
  KubeObject,
} from '@chat2sql/plugin-platform-common';

/** Time at which the tests judge. */
export const NOW = new Date('2026-11-25T12:00:00Z');

/** RFC 3339 time some seconds before {@link NOW}. */
export function ago(seconds: number): string {
  return new Date(NOW.getTime() - seconds * 1000).toISOString();
}

/** A condition with a time long past unless another is given. */
export function condition(
  type: string,
  status: string,
  rest: Partial<KubeCondition> = {},
): KubeCondition {
  return { type, status, lastTransitionTime: ago(86_400), ...rest };
}

/** An object of any kind; metadata is merged over a plausible default. */
export function object(
  apiVersion: string,
  kind: string,
  parts: Record<string, any> = {},
): KubeObject {
  const { metadata, ...rest } = parts;
  return {
    apiVersion,
    kind,
    metadata: {
      name: 'app',
      namespace: 'chat2sql-dev',
      uid: `uid-${kind}`,
      generation: 1,
      creationTimestamp: ago(86_400),
      ...metadata,
    },
    ...rest,
  };
}

/** A Deployment with all pods ready, changed by status and spec. */
export function deployment(
  status: Record<string, any> = {},
  spec: Record<string, any> = {},
  metadata: Record<string, any> = {},
): KubeObject {
  return object('apps/v1', 'Deployment', {
    metadata,
    spec: {
      replicas: 3,
      progressDeadlineSeconds: 600,
      template: {
        spec: {
          containers: [{ name: 'app', image: 'registry/chat2sql:1.4.0' }],
        },
      },
      ...spec,
    },
    status: {
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      conditions: [
        condition('Available', 'True', { reason: 'MinimumReplicasAvailable' }),
        condition('Progressing', 'True', { reason: 'NewReplicaSetAvailable' }),
      ],
      ...status,
    },
  });
}

/** A running, ready pod, changed by status and spec. */
export function pod(
  name: string,
  status: Record<string, any> = {},
  spec: Record<string, any> = {},
  metadata: Record<string, any> = {},
): KubeObject {
  return object('v1', 'Pod', {
    metadata: { name, uid: `uid-${name}`, ...metadata },
    spec: {
      restartPolicy: 'Always',
      containers: [{ name: 'app', image: 'registry/chat2sql:1.4.0' }],
      ...spec,
    },
    status: {
      phase: 'Running',
      conditions: [condition('Ready', 'True')],
      containerStatuses: [
        { name: 'app', ready: true, restartCount: 0, state: { running: {} } },
      ],
      ...status,
    },
  });
}

/** Status of a pod whose container cannot start. */
export function stuckStatus(
  reason: string,
  list = 'containerStatuses',
): Record<string, any> {
  return {
    conditions: [condition('Ready', 'False')],
    containerStatuses: [],
    [list]: [
      {
        name: 'app',
        ready: false,
        restartCount: 4,
        state: { waiting: { reason, message: `${reason}: see the log` } },
      },
    ],
  };
}

/** Owner references to a controller. */
export function ownedBy(kind: string, uid: string) {
  return {
    ownerReferences: [
      { apiVersion: 'apps/v1', kind, name: kind, uid, controller: true },
    ],
  };
}

import type { KubeObject } from '@chat2sql/plugin-platform-common';

/** A container that level restricted allows. */
export function safeContainer(name = 'app'): Record<string, any> {
  return {
    name,
    image: `registry.example.com/app:1.0@sha256:${'a'.repeat(64)}`,
    resources: {
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { cpu: '1', memory: '256Mi' },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    },
  };
}

/** A pod spec that level restricted allows in every version. */
export function safeSpec(): Record<string, any> {
  return {
    automountServiceAccountToken: false,
    serviceAccountName: 'app',
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65534,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    initContainers: [safeContainer('init')],
    containers: [safeContainer('app')],
    ephemeralContainers: [safeContainer('debug')],
    volumes: [{ name: 'tmp', emptyDir: {} }],
  };
}

/** Where each kind keeps its pod template. */
export const WRAPPERS: Record<
  string,
  (template: Record<string, unknown>) => KubeObject
> = {
  Pod: template => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'app', ...(template.metadata as object) },
    spec: template.spec,
  }),
  PodTemplate: template => ({
    apiVersion: 'v1',
    kind: 'PodTemplate',
    metadata: { name: 'app' },
    template,
  }),
  CronJob: template => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'app' },
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } } },
  }),
  ...Object.fromEntries(
    [
      ['Deployment', 'apps/v1'],
      ['StatefulSet', 'apps/v1'],
      ['DaemonSet', 'apps/v1'],
      ['ReplicaSet', 'apps/v1'],
      ['Job', 'batch/v1'],
      ['ReplicationController', 'v1'],
      ['Rollout', 'argoproj.io/v1alpha1'],
    ].map(([kind, apiVersion]) => [
      kind,
      (template: Record<string, unknown>): KubeObject => ({
        apiVersion,
        kind,
        metadata: { name: 'app' },
        spec: { template },
      }),
    ]),
  ),
};

/** An object of a kind with the given pod template. */
export function wrapPod(
  kind: string,
  template: Record<string, unknown>,
): KubeObject {
  return WRAPPERS[kind](template);
}

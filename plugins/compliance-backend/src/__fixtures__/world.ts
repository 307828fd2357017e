import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { FakeInventory } from './FakeInventory';
import { FakeRepository } from './FakeRepository';

const DIGEST = `sha256:${'a'.repeat(64)}`;

/** Record of an environment, as the repository holds it. */
export function environmentFile(tier: string, cluster: string) {
  return {
    [`environments/${tier}/${tier}/environment.yaml`]: `apiVersion: portal.chat2sql.io/v1
kind: EnvironmentRecord
name: ${tier}
tier: ${tier}
cluster: ${cluster}
owner: group:default/sre
purpose: Test.
`,
  };
}

/** A framework file of the real platform repository. */
export function frameworkFile(name: string) {
  const path = `compliance/frameworks/${name}.yaml`;
  const file = resolvePackagePath(
    '@chat2sql/plugin-compliance-backend',
    '../../platform-repo',
    path,
  );
  return { [path]: readFileSync(file, 'utf8') };
}

/** A pod spec that all checks allow. */
export function safeSpec(): Record<string, any> {
  return {
    serviceAccountName: 'app',
    automountServiceAccountToken: false,
    securityContext: {
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: 'app',
        image: `registry.example.com/app:1@${DIGEST}`,
        env: [{ name: 'TOKEN' }],
        resources: {
          requests: { cpu: '100m', memory: '128Mi' },
          limits: { cpu: '1', memory: '256Mi' },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
        },
      },
    ],
  };
}

let version = 0;

/** An object with identity in a namespace. */
export function object(
  apiVersion: string,
  kind: string,
  namespace: string | undefined,
  name: string,
  body: Record<string, unknown> = {},
): KubeObject {
  version += 1;
  const { labels, ...rest } = body as { labels?: Record<string, string> };
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      labels,
      uid: `${namespace}-${kind}-${name}`,
      resourceVersion: String(version),
    },
    ...rest,
  };
}

/** A Deployment of the backend in a namespace. */
export function backend(
  namespace: string,
  change: (spec: any) => void = () => {},
): KubeObject {
  const spec = safeSpec();
  change(spec);
  return object('apps/v1', 'Deployment', namespace, 'chat2sql-backend', {
    labels: { 'app.kubernetes.io/name': 'chat2sql-backend' },
    spec: { template: { metadata: {}, spec } },
  });
}

/** All an environment needs to pass every check. */
export function safeNamespace(namespace: string): KubeObject[] {
  return [
    object('v1', 'Namespace', undefined, namespace, {
      labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
    }),
    backend(namespace),
    object('v1', 'ServiceAccount', namespace, 'default', {
      automountServiceAccountToken: false,
    }),
    object('networking.k8s.io/v1', 'NetworkPolicy', namespace, 'default-deny', {
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    }),
  ];
}

/** Two clusters, environments dev and prod, both frameworks, everything in order. */
export function createWorld() {
  const inventory = new FakeInventory(['nonprod', 'prod']);
  const plugin = () =>
    object('apps/v1', 'DaemonSet', 'kube-system', 'calico-node', {
      spec: { template: { spec: safeSpec() } },
      status: { desiredNumberScheduled: 2, numberReady: 2 },
    });
  inventory.put('nonprod', plugin(), ...safeNamespace('chat2sql-dev'));
  inventory.put('prod', plugin(), ...safeNamespace('chat2sql-prod'));
  const repository = new FakeRepository({
    ...environmentFile('dev', 'nonprod'),
    ...environmentFile('prod', 'prod'),
    ...frameworkFile('cis-kubernetes-1.12'),
    ...frameworkFile('chat2sql-baseline-1'),
  });
  return { inventory, repository };
}

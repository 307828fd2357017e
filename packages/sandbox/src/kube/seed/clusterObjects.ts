import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { PLATFORM } from './platformWorkloads';

/** Cluster-wide objects of the platform: storage, gateway class, issuer, mesh and admission. */
export function clusterObjects(): KubeObject[] {
  const owner = { 'chat2sql.io/owner': 'group:default/platform' };
  return [
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name: 'chat2sql-ssd',
        annotations: {
          ...owner,
          'storageclass.kubernetes.io/is-default-class': 'true',
        },
      },
      provisioner: 'ebs.csi.aws.com',
      parameters: {
        type: 'gp3',
        encrypted: 'true',
        iops: '3000',
        throughput: '125',
      },
      reclaimPolicy: 'Retain',
      allowVolumeExpansion: true,
      volumeBindingMode: 'WaitForFirstConsumer',
    },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      metadata: { name: 'istio', annotations: owner },
      spec: { controllerName: 'istio.io/gateway-controller' },
      status: {
        conditions: [
          {
            type: 'Accepted',
            status: 'True',
            reason: 'Accepted',
            message: 'Handled by Istio controller',
            observedGeneration: 1,
          },
        ],
      },
    },
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'ClusterIssuer',
      metadata: { name: 'chat2sql-ca', annotations: owner },
      spec: { ca: { secretName: 'chat2sql-ca' } },
      status: {
        conditions: [
          {
            type: 'Ready',
            status: 'True',
            reason: 'KeyPairVerified',
            message: 'Signing CA verified',
            observedGeneration: 1,
          },
        ],
      },
    },
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: {
        name: 'default',
        namespace: 'istio-system',
        annotations: owner,
      },
      spec: { mtls: { mode: 'STRICT' } },
    },
    {
      apiVersion: 'constraints.gatekeeper.sh/v1beta1',
      kind: 'K8sRequiredLabels',
      metadata: { name: 'workloads-are-labelled', annotations: owner },
      spec: {
        enforcementAction: 'deny',
        match: {
          kinds: [
            {
              apiGroups: ['apps'],
              kinds: ['Deployment', 'StatefulSet', 'DaemonSet'],
            },
          ],
        },
        parameters: {
          labels: [
            { key: 'app.kubernetes.io/name' },
            { key: 'app.kubernetes.io/part-of' },
          ],
        },
      },
    },
    {
      apiVersion: 'constraints.gatekeeper.sh/v1beta1',
      kind: 'K8sAllowedRepos',
      metadata: { name: 'images-from-trusted-registries', annotations: owner },
      spec: {
        enforcementAction: 'deny',
        match: {
          kinds: [
            {
              apiGroups: ['apps'],
              kinds: ['Deployment', 'StatefulSet', 'DaemonSet'],
            },
          ],
          excludedNamespaces: Object.keys(PLATFORM),
        },
        parameters: {
          repos: [
            'ghcr.io/chat2sql/',
            'registry.k8s.io/',
            'docker.io/library/',
          ],
        },
      },
    },
  ];
}

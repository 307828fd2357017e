import { apiGroup } from '@chat2sql/plugin-platform-common';
import { isRecord, type ComposedObject } from './types';

/** Kinds without a namespace, by API group. */
const CLUSTER_SCOPED: Record<string, readonly string[]> = {
  '': ['Namespace', 'Node', 'PersistentVolume', 'ComponentStatus'],
  'rbac.authorization.k8s.io': ['ClusterRole', 'ClusterRoleBinding'],
  'storage.k8s.io': [
    'StorageClass',
    'CSIDriver',
    'CSINode',
    'VolumeAttachment',
  ],
  'admissionregistration.k8s.io': [
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
    'MutatingWebhookConfiguration',
  ],
  'apiextensions.k8s.io': ['CustomResourceDefinition'],
  'apiregistration.k8s.io': ['APIService'],
  'scheduling.k8s.io': ['PriorityClass'],
  'node.k8s.io': ['RuntimeClass'],
  'networking.k8s.io': ['IngressClass'],
  'certificates.k8s.io': ['CertificateSigningRequest'],
  'flowcontrol.apiserver.k8s.io': ['FlowSchema', 'PriorityLevelConfiguration'],
  'gateway.networking.k8s.io': ['GatewayClass'],
  'cert-manager.io': ['ClusterIssuer'],
  'external-secrets.io': ['ClusterSecretStore', 'ClusterExternalSecret'],
};

/** True for kinds that live outside namespaces; unknown custom kinds count as namespaced. */
export function isClusterScoped(apiVersion: string, kind: string): boolean {
  const group = apiGroup(apiVersion);
  return (
    (CLUSTER_SCOPED[group]?.includes(kind) ?? false) ||
    group === 'constraints.gatekeeper.sh' ||
    group === 'templates.gatekeeper.sh'
  );
}

/** Puts objects into a namespace, and points the subjects of role bindings there, in place. */
export function applyNamespace(
  entries: readonly ComposedObject[],
  namespace: string,
): void {
  const accounts = new Set<string | undefined>(['default']);
  for (const { object } of entries) {
    if (object.kind === 'ServiceAccount' && apiGroup(object.apiVersion) === '')
      accounts.add(object.metadata.name);
  }
  for (const entry of entries) {
    const { object } = entry;
    const group = apiGroup(object.apiVersion);
    if (group === '' && object.kind === 'Namespace') {
      object.metadata.name = namespace;
    } else if (!isClusterScoped(object.apiVersion, object.kind)) {
      object.metadata.namespace = namespace;
      entry.namespaces.push(namespace);
    }
    if (
      group === 'rbac.authorization.k8s.io' &&
      /^(Cluster)?RoleBinding$/.test(object.kind) &&
      Array.isArray(object.subjects)
    ) {
      for (const subject of object.subjects) {
        if (
          isRecord(subject) &&
          subject.kind === 'ServiceAccount' &&
          accounts.has(subject.name as string) &&
          (subject.namespace === undefined || subject.name === 'default')
        )
          subject.namespace = namespace;
      }
    }
  }
}

import type { KindId } from './types';

function kind(
  group: string,
  name: string,
  plural: string,
  namespaced: boolean = true,
): KindId {
  return { group, kind: name, plural, namespaced };
}

/**
 * What the portal observes. `deploy/rbac.yaml` grants exactly these; a test
 * keeps the two equal. Secrets and ConfigMaps are left out on purpose: no page
 * needs them, so the portal's account need not be able to read them.
 */
export const OBSERVED_KINDS: readonly KindId[] = [
  kind('', 'Pod', 'pods'),
  kind('apps', 'Deployment', 'deployments'),
  kind('apps', 'StatefulSet', 'statefulsets'),
  kind('apps', 'DaemonSet', 'daemonsets'),
  kind('apps', 'ReplicaSet', 'replicasets'),
  kind('batch', 'Job', 'jobs'),
  kind('batch', 'CronJob', 'cronjobs'),
  kind('autoscaling', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers'),
  kind('policy', 'PodDisruptionBudget', 'poddisruptionbudgets'),
  kind('', 'Service', 'services'),
  kind('discovery.k8s.io', 'EndpointSlice', 'endpointslices'),
  kind('networking.k8s.io', 'Ingress', 'ingresses'),
  kind('networking.k8s.io', 'NetworkPolicy', 'networkpolicies'),
  kind('', 'Namespace', 'namespaces', false),
  kind('', 'Node', 'nodes', false),
  kind('', 'ResourceQuota', 'resourcequotas'),
  kind('', 'PersistentVolumeClaim', 'persistentvolumeclaims'),
  kind('', 'ServiceAccount', 'serviceaccounts'),
  kind('', 'Event', 'events'),
  kind('rbac.authorization.k8s.io', 'RoleBinding', 'rolebindings'),
  kind(
    'rbac.authorization.k8s.io',
    'ClusterRoleBinding',
    'clusterrolebindings',
    false,
  ),
  kind('gateway.networking.k8s.io', 'Gateway', 'gateways'),
  kind('gateway.networking.k8s.io', 'HTTPRoute', 'httproutes'),
  kind('security.istio.io', 'PeerAuthentication', 'peerauthentications'),
  kind('security.istio.io', 'AuthorizationPolicy', 'authorizationpolicies'),
  kind('networking.istio.io', 'VirtualService', 'virtualservices'),
  kind('networking.istio.io', 'DestinationRule', 'destinationrules'),
  kind('keda.sh', 'ScaledObject', 'scaledobjects'),
  kind('autoscaling.k8s.io', 'VerticalPodAutoscaler', 'verticalpodautoscalers'),
  kind('cert-manager.io', 'Certificate', 'certificates'),
  kind('external-secrets.io', 'ExternalSecret', 'externalsecrets'),
  kind('external-secrets.io', 'SecretStore', 'secretstores'),
  kind('argoproj.io', 'Application', 'applications'),
  kind('velero.io', 'Backup', 'backups'),
  kind('velero.io', 'Schedule', 'schedules'),
  kind('velero.io', 'BackupStorageLocation', 'backupstoragelocations'),
  kind('velero.io', 'Restore', 'restores'),
  kind('aquasecurity.github.io', 'VulnerabilityReport', 'vulnerabilityreports'),
  kind('aquasecurity.github.io', 'ConfigAuditReport', 'configauditreports'),
  kind('wgpolicyk8s.io', 'PolicyReport', 'policyreports'),
];

/** Kinds that are never observed, whatever the config asks. */
const REFUSED = new Set(['/secrets', '/configmaps']);

/** True when a kind may be observed. */
export function isObservable(candidate: KindId): boolean {
  return !REFUSED.has(`${candidate.group}/${candidate.plural}`);
}

/** Key of a kind inside one cluster. */
export function kindKey(id: Pick<KindId, 'group' | 'plural'>): string {
  return id.group ? `${id.plural}.${id.group}` : id.plural;
}

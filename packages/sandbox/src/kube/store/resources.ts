/** One resource the API server serves. */
export interface ResourceDefinition {
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  namespaced: boolean;
  shortNames?: string[];
  categories?: string[];
  /** `generation` counts changes of the spec; core kinds other than workloads have none. */
  generation: boolean;
  /** Served with a `status` subresource. */
  status: boolean;
}

type Row = [
  kind: string,
  plural: string,
  shortNames?: string,
  flags?: { cluster?: true; plain?: true; all?: true },
];

function group(
  name: string,
  version: string,
  rows: Row[],
): ResourceDefinition[] {
  return rows.map(([kind, plural, shortNames, flags = {}]) => ({
    group: name,
    version,
    kind,
    plural,
    singular: kind.toLowerCase(),
    namespaced: !flags.cluster,
    shortNames: shortNames ? shortNames.split(' ') : undefined,
    categories: flags.all ? ['all'] : undefined,
    generation: !flags.plain && name !== '',
    status: !flags.plain,
  }));
}

const cluster = true as const;
const plain = true as const;
const all = true as const;

/** Everything both clusters serve, in discovery order. */
export const RESOURCES: readonly ResourceDefinition[] = [
  ...group('', 'v1', [
    ['ConfigMap', 'configmaps', 'cm', { plain }],
    ['Event', 'events', 'ev', { plain }],
    ['LimitRange', 'limitranges', 'limits', { plain }],
    ['Namespace', 'namespaces', 'ns', { cluster }],
    ['Node', 'nodes', 'no', { cluster }],
    ['PersistentVolumeClaim', 'persistentvolumeclaims', 'pvc'],
    ['Pod', 'pods', 'po', { all }],
    ['ResourceQuota', 'resourcequotas', 'quota'],
    ['Secret', 'secrets', undefined, { plain }],
    ['ServiceAccount', 'serviceaccounts', 'sa', { plain }],
    ['Service', 'services', 'svc', { all }],
  ]),
  ...group('apps', 'v1', [
    ['DaemonSet', 'daemonsets', 'ds', { all }],
    ['Deployment', 'deployments', 'deploy', { all }],
    ['ReplicaSet', 'replicasets', 'rs', { all }],
    ['StatefulSet', 'statefulsets', 'sts', { all }],
  ]),
  ...group('batch', 'v1', [
    ['CronJob', 'cronjobs', 'cj', { all }],
    ['Job', 'jobs', undefined, { all }],
  ]),
  ...group('autoscaling', 'v2', [
    ['HorizontalPodAutoscaler', 'horizontalpodautoscalers', 'hpa', { all }],
  ]),
  ...group('policy', 'v1', [
    ['PodDisruptionBudget', 'poddisruptionbudgets', 'pdb'],
  ]),
  ...group('networking.k8s.io', 'v1', [
    ['Ingress', 'ingresses', 'ing'],
    ['NetworkPolicy', 'networkpolicies', 'netpol'],
  ]),
  ...group('discovery.k8s.io', 'v1', [
    ['EndpointSlice', 'endpointslices', undefined, { plain }],
  ]),
  ...group('rbac.authorization.k8s.io', 'v1', [
    ['ClusterRole', 'clusterroles', undefined, { cluster, plain }],
    [
      'ClusterRoleBinding',
      'clusterrolebindings',
      undefined,
      { cluster, plain },
    ],
    ['Role', 'roles', undefined, { plain }],
    ['RoleBinding', 'rolebindings', undefined, { plain }],
  ]),
  ...group('storage.k8s.io', 'v1', [
    ['StorageClass', 'storageclasses', 'sc', { cluster, plain }],
  ]),
  ...group('admissionregistration.k8s.io', 'v1', [
    [
      'ValidatingAdmissionPolicy',
      'validatingadmissionpolicies',
      undefined,
      { cluster },
    ],
    [
      'ValidatingAdmissionPolicyBinding',
      'validatingadmissionpolicybindings',
      undefined,
      { cluster, plain },
    ],
  ]),
  ...group('argoproj.io', 'v1alpha1', [
    ['Application', 'applications', 'app apps'],
    ['ApplicationSet', 'applicationsets', 'appset appsets'],
    ['AppProject', 'appprojects', 'appproj appprojs'],
  ]),
  ...group('security.istio.io', 'v1', [
    ['AuthorizationPolicy', 'authorizationpolicies', 'ap'],
    ['PeerAuthentication', 'peerauthentications', 'pa'],
  ]),
  ...group('networking.istio.io', 'v1', [
    ['DestinationRule', 'destinationrules', 'dr'],
    ['ServiceEntry', 'serviceentries', 'se'],
    ['VirtualService', 'virtualservices', 'vs'],
  ]),
  ...group('gateway.networking.k8s.io', 'v1', [
    ['GatewayClass', 'gatewayclasses', 'gc', { cluster }],
    ['Gateway', 'gateways', 'gtw'],
    ['HTTPRoute', 'httproutes'],
  ]),
  ...group('keda.sh', 'v1alpha1', [['ScaledObject', 'scaledobjects', 'so']]),
  ...group('autoscaling.k8s.io', 'v1', [
    ['VerticalPodAutoscaler', 'verticalpodautoscalers', 'vpa'],
  ]),
  ...group('cert-manager.io', 'v1', [
    ['Certificate', 'certificates', 'cert certs'],
    ['ClusterIssuer', 'clusterissuers', undefined, { cluster }],
  ]),
  ...group('external-secrets.io', 'v1', [
    ['ExternalSecret', 'externalsecrets', 'es'],
    ['SecretStore', 'secretstores', 'ss'],
  ]),
  ...group('velero.io', 'v1', [
    ['Backup', 'backups'],
    ['BackupStorageLocation', 'backupstoragelocations', 'bsl'],
    ['Restore', 'restores'],
    ['Schedule', 'schedules'],
  ]),
  ...group('aquasecurity.github.io', 'v1alpha1', [
    ['ConfigAuditReport', 'configauditreports', 'configaudit', { plain }],
    ['VulnerabilityReport', 'vulnerabilityreports', 'vuln vulns', { plain }],
  ]),
  ...group('wgpolicyk8s.io', 'v1alpha2', [
    ['PolicyReport', 'policyreports', 'polr', { plain }],
  ]),
  ...group('constraints.gatekeeper.sh', 'v1beta1', [
    ['K8sAllowedRepos', 'k8sallowedrepos', undefined, { cluster }],
    ['K8sRequiredLabels', 'k8srequiredlabels', undefined, { cluster }],
  ]),
  ...group('monitoring.coreos.com', 'v1', [
    ['PrometheusRule', 'prometheusrules', 'promrule'],
    ['ServiceMonitor', 'servicemonitors', 'smon'],
  ]),
];

/** Key of a resource inside the store: `group/Kind`. */
export function kindKey(groupName: string, kind: string): string {
  return `${groupName}/${kind}`;
}

const BY_KIND = new Map(
  RESOURCES.map(resource => [kindKey(resource.group, resource.kind), resource]),
);

/** The definition of a kind; undefined when the clusters do not serve it. */
export function resourceOfKind(
  groupName: string,
  kind: string,
): ResourceDefinition | undefined {
  return BY_KIND.get(kindKey(groupName, kind));
}

/** The definition behind a URL; undefined when the clusters do not serve it. */
export function resourceOfPath(
  groupName: string,
  version: string,
  plural: string,
): ResourceDefinition | undefined {
  return RESOURCES.find(
    resource =>
      resource.group === groupName &&
      resource.version === version &&
      resource.plural === plural,
  );
}

/** `apiVersion` of a resource. */
export function apiVersionOf(resource: {
  group: string;
  version: string;
}): string {
  return resource.group === ''
    ? resource.version
    : `${resource.group}/${resource.version}`;
}

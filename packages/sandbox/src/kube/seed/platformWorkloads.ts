/** One workload of the platform. */
export interface PlatformWorkload {
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  name: string;
  image: string;
  replicas?: number;
  port?: number;
  /** Labels other objects select by. */
  labels?: Record<string, string>;
  /** Needs host access, like a network or runtime agent. */
  privileged?: boolean;
}

/** The platform's own workloads by namespace: what Chat2SQL relies on. */
export const PLATFORM: Record<string, PlatformWorkload[]> = {
  argocd: [
    {
      kind: 'StatefulSet',
      name: 'argocd-application-controller',
      image: 'quay.io/argoproj/argocd:v2.13.2',
    },
    {
      kind: 'Deployment',
      name: 'argocd-applicationset-controller',
      image: 'quay.io/argoproj/argocd:v2.13.2',
    },
    {
      kind: 'Deployment',
      name: 'argocd-repo-server',
      image: 'quay.io/argoproj/argocd:v2.13.2',
      port: 8081,
    },
    {
      kind: 'Deployment',
      name: 'argocd-server',
      image: 'quay.io/argoproj/argocd:v2.13.2',
      port: 8080,
    },
  ],
  'cert-manager': [
    {
      kind: 'Deployment',
      name: 'cert-manager',
      image: 'quay.io/jetstack/cert-manager-controller:v1.16.2',
    },
    {
      kind: 'Deployment',
      name: 'cert-manager-webhook',
      image: 'quay.io/jetstack/cert-manager-webhook:v1.16.2',
      port: 10250,
    },
  ],
  // Home of the portal's own account.
  'chat2sql-portal': [],
  'external-secrets': [
    {
      kind: 'Deployment',
      name: 'external-secrets',
      image: 'ghcr.io/external-secrets/external-secrets:v0.12.1',
    },
  ],
  falco: [
    {
      kind: 'DaemonSet',
      name: 'falco',
      image: 'docker.io/falcosecurity/falco-no-driver:0.39.2',
      privileged: true,
    },
  ],
  'gatekeeper-system': [
    {
      kind: 'Deployment',
      name: 'gatekeeper-audit',
      image: 'docker.io/openpolicyagent/gatekeeper:v3.18.1',
    },
    {
      kind: 'Deployment',
      name: 'gatekeeper-controller-manager',
      image: 'docker.io/openpolicyagent/gatekeeper:v3.18.1',
      port: 8443,
    },
  ],
  'istio-system': [
    {
      kind: 'Deployment',
      name: 'istiod',
      image: 'docker.io/istio/pilot:1.24.2',
      port: 15012,
      labels: { app: 'istiod' },
    },
    {
      kind: 'Deployment',
      name: 'istio-ingressgateway',
      image: 'docker.io/istio/proxyv2:1.24.2',
      replicas: 2,
      port: 8443,
      labels: { app: 'istio-ingressgateway' },
    },
  ],
  keda: [
    {
      kind: 'Deployment',
      name: 'keda-operator',
      image: 'ghcr.io/kedacore/keda:2.16.1',
      port: 9666,
    },
  ],
  'kube-system': [
    {
      kind: 'Deployment',
      name: 'coredns',
      image: 'registry.k8s.io/coredns/coredns:v1.11.3',
      replicas: 2,
      port: 53,
      labels: { 'k8s-app': 'kube-dns' },
    },
    {
      kind: 'DaemonSet',
      name: 'cilium',
      image: 'quay.io/cilium/cilium:v1.16.5',
      privileged: true,
    },
  ],
  monitoring: [
    {
      kind: 'StatefulSet',
      name: 'prometheus',
      image: 'quay.io/prometheus/prometheus:v2.55.1',
      replicas: 2,
      port: 9090,
    },
    {
      kind: 'StatefulSet',
      name: 'alertmanager',
      image: 'quay.io/prometheus/alertmanager:v0.27.0',
      port: 9093,
    },
    {
      kind: 'Deployment',
      name: 'grafana',
      image: 'docker.io/grafana/grafana:11.4.0',
      port: 3000,
    },
    {
      kind: 'Deployment',
      name: 'kube-state-metrics',
      image: 'registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.14.0',
      port: 8080,
    },
    {
      kind: 'DaemonSet',
      name: 'node-exporter',
      image: 'quay.io/prometheus/node-exporter:v1.8.2',
    },
  ],
  'trivy-system': [
    {
      kind: 'Deployment',
      name: 'trivy-operator',
      image: 'ghcr.io/aquasecurity/trivy-operator:0.24.1',
    },
  ],
  'vault-system': [
    {
      kind: 'StatefulSet',
      name: 'vault',
      image: 'docker.io/hashicorp/vault:1.18.2',
      replicas: 3,
      port: 8200,
    },
  ],
  velero: [
    {
      kind: 'Deployment',
      name: 'velero',
      image: 'docker.io/velero/velero:v1.15.1',
    },
  ],
};

import type { KubeObject } from '@chat2sql/plugin-platform-common';
import * as argoApplication from './rules/argoApplication';
import * as argoProject from './rules/argoProject';
import * as argoRollout from './rules/argoRollout';
import { apiServiceRule } from './rules/apiService';
import { certificateRule } from './rules/certificate';
import { certificateRequestRule } from './rules/certificateRequest';
import { cronJobRule, cronJobSuspended } from './rules/cronJob';
import { crdRule } from './rules/customResourceDefinition';
import { daemonSetRule } from './rules/daemonSet';
import { deploymentPaused, deploymentRule } from './rules/deployment';
import * as externalSecret from './rules/externalSecret';
import * as flux from './rules/flux';
import { gatewayRule } from './rules/gateway';
import { hpaRule } from './rules/horizontalPodAutoscaler';
import { ingressRule } from './rules/ingress';
import { istioOperatorRule, istioRule } from './rules/istio';
import { jobRule } from './rules/job';
import { jobSetRule } from './rules/jobSet';
import * as keda from './rules/keda';
import { namespaceRule } from './rules/namespace';
import { nodeRule } from './rules/node';
import * as operators from './rules/operators';
import { pvcRule } from './rules/persistentVolumeClaim';
import { podRule } from './rules/pod';
import { pdbRule } from './rules/podDisruptionBudget';
import * as postgres from './rules/postgresCluster';
import * as promoter from './rules/promoter';
import { replicaSetRule } from './rules/replicaSet';
import { backendTlsPolicyRule, routeRule } from './rules/route';
import { serviceRule } from './rules/service';
import { statefulSetRule } from './rules/statefulSet';
import * as velero from './rules/velero';
import { vpaRule } from './rules/verticalPodAutoscaler';
import { READY_LINES, conditionRule } from './conditions';
import { STATIC_KINDS, judgeStatic } from './staticKinds';
import type { HealthRule, Verdict } from './types';

/** How one kind is judged. */
export interface KindRules {
  rule: HealthRule;
  /** Switched off by spec or annotation; asked before the rule. */
  suspended?: (object: KubeObject) => Verdict | undefined;
  /**
   * How `observedGeneration` is read: `required` when a missing one means that
   * nobody looked; `own` when the kind has its own check; default: compared where present.
   */
  generation?: 'required' | 'own';
  /** Replaces the generic check when `generation` is `own`. */
  notObserved?: (object: KubeObject) => Verdict | undefined;
  /** The pods of this workload have a say. */
  pods?: boolean;
}

const workload = (rule: HealthRule, extra: Partial<KindRules> = {}) => ({
  rule,
  generation: 'required' as const,
  pods: true,
  ...extra,
});

const fluxKind = (rule: HealthRule = flux.fluxRule): KindRules => ({
  rule,
  suspended: flux.fluxSuspended,
});

const issuer = conditionRule('issuer', 'The issuer', READY_LINES);

const RULES: Record<string, KindRules> = {
  '/Pod': { rule: podRule },
  '/Service': { rule: serviceRule },
  '/PersistentVolumeClaim': { rule: pvcRule },
  '/Namespace': { rule: namespaceRule },
  '/Node': { rule: nodeRule },
  'apps/Deployment': workload(deploymentRule, { suspended: deploymentPaused }),
  'apps/StatefulSet': workload(statefulSetRule),
  'apps/DaemonSet': workload(daemonSetRule),
  'apps/ReplicaSet': workload(replicaSetRule),
  'batch/Job': { rule: jobRule, pods: true },
  'batch/CronJob': { rule: cronJobRule, suspended: cronJobSuspended },
  'autoscaling/HorizontalPodAutoscaler': { rule: hpaRule },
  'autoscaling.k8s.io/VerticalPodAutoscaler': { rule: vpaRule },
  'policy/PodDisruptionBudget': { rule: pdbRule },
  'networking.k8s.io/Ingress': { rule: ingressRule },
  'apiextensions.k8s.io/CustomResourceDefinition': { rule: crdRule },
  'apiregistration.k8s.io/APIService': { rule: apiServiceRule },

  'gateway.networking.k8s.io/Gateway': { rule: gatewayRule },
  'gateway.networking.k8s.io/GatewayClass': {
    rule: conditionRule('gatewayclass', 'The class', [
      ['Accepted', 'False', 'Degraded'],
      ['Accepted', 'True', 'Healthy'],
      ['Accepted', 'Unknown', 'Progressing'],
    ]),
  },
  'gateway.networking.k8s.io/HTTPRoute': { rule: routeRule },
  'gateway.networking.k8s.io/GRPCRoute': { rule: routeRule },
  'gateway.networking.k8s.io/TCPRoute': { rule: routeRule },
  'gateway.networking.k8s.io/TLSRoute': { rule: routeRule },
  'gateway.networking.k8s.io/UDPRoute': { rule: routeRule },
  'gateway.networking.k8s.io/BackendTLSPolicy': { rule: backendTlsPolicyRule },
  'install.istio.io/IstioOperator': { rule: istioOperatorRule },

  'keda.sh/ScaledObject': {
    rule: keda.scaledObjectRule,
    suspended: keda.kedaPaused,
  },
  'keda.sh/ScaledJob': { rule: keda.scaledJobRule, suspended: keda.kedaPaused },

  'cert-manager.io/Certificate': { rule: certificateRule },
  'cert-manager.io/CertificateRequest': { rule: certificateRequestRule },
  'cert-manager.io/Issuer': { rule: issuer },
  'cert-manager.io/ClusterIssuer': { rule: issuer },

  'external-secrets.io/ExternalSecret': {
    rule: externalSecret.externalSecretRule,
  },
  'external-secrets.io/PushSecret': { rule: externalSecret.externalSecretRule },
  'external-secrets.io/SecretStore': { rule: externalSecret.secretStoreRule },
  'external-secrets.io/ClusterSecretStore': {
    rule: externalSecret.secretStoreRule,
  },
  'external-secrets.io/ClusterExternalSecret': {
    rule: externalSecret.clusterExternalSecretRule,
  },
  'bitnami.com/SealedSecret': { rule: operators.sealedSecretRule },

  'argoproj.io/Application': { rule: argoApplication.argoApplicationRule },
  'argoproj.io/ApplicationSet': { rule: argoProject.applicationSetRule },
  'argoproj.io/AnalysisRun': { rule: argoProject.analysisRunRule },
  'argoproj.io/Experiment': { rule: argoProject.experimentRule },
  'argoproj.io/Workflow': { rule: argoProject.workflowRule },
  'argoproj.io/Rollout': {
    rule: argoRollout.rolloutRule,
    suspended: argoRollout.rolloutPaused,
    generation: 'own',
    notObserved: argoRollout.rolloutNotObserved,
    pods: true,
  },

  'kustomize.toolkit.fluxcd.io/Kustomization': fluxKind(),
  'helm.toolkit.fluxcd.io/HelmRelease': fluxKind(flux.helmReleaseRule),
  'source.toolkit.fluxcd.io/GitRepository': fluxKind(),
  'source.toolkit.fluxcd.io/OCIRepository': fluxKind(),
  'source.toolkit.fluxcd.io/Bucket': fluxKind(),
  'source.toolkit.fluxcd.io/HelmChart': fluxKind(),
  'source.toolkit.fluxcd.io/HelmRepository': fluxKind(flux.helmRepositoryRule),
  'image.toolkit.fluxcd.io/ImagePolicy': fluxKind(),
  'image.toolkit.fluxcd.io/ImageRepository': fluxKind(),
  'image.toolkit.fluxcd.io/ImageUpdateAutomation': fluxKind(),
  'notification.toolkit.fluxcd.io/Receiver': fluxKind(),

  'jobset.x-k8s.io/JobSet': { rule: jobSetRule, pods: true },
  'velero.io/Backup': { rule: velero.backupRule },
  'velero.io/Restore': { rule: velero.restoreRule },
  'velero.io/Schedule': {
    rule: velero.scheduleRule,
    suspended: velero.schedulePaused,
  },
  'velero.io/BackupStorageLocation': { rule: velero.backupLocationRule },
  'snapshot.storage.k8s.io/VolumeSnapshot': {
    rule: operators.volumeSnapshotRule,
  },
  'snapshot.storage.k8s.io/VolumeSnapshotContent': {
    rule: operators.volumeSnapshotRule,
  },

  'flagger.app/Canary': { rule: operators.canaryRule },
  'grafana.integreatly.org/Grafana': { rule: operators.grafanaRule },
  'jaegertracing.io/Jaeger': { rule: operators.jaegerRule },
  'kiali.io/Kiali': { rule: operators.kialiRule },
  'kyverno.io/Policy': { rule: operators.kyvernoPolicyRule },
  'kyverno.io/ClusterPolicy': { rule: operators.kyvernoPolicyRule },
  'monitoring.coreos.com/Prometheus': { rule: operators.prometheusRule },
  'monitoring.coreos.com/Alertmanager': { rule: operators.prometheusRule },
  'opentelemetry.io/OpenTelemetryCollector': {
    rule: operators.otelCollectorRule,
  },
  'postgresql.cnpg.io/Cluster': {
    rule: postgres.postgresClusterRule,
    suspended: postgres.postgresClusterSuspended,
  },

  'promoter.argoproj.io/PromotionStrategy': {
    rule: promoter.promotionStrategyRule,
  },
  'promoter.argoproj.io/ChangeTransferPolicy': {
    rule: promoter.changeTransferPolicyRule,
  },
  'promoter.argoproj.io/PullRequest': {
    rule: promoter.promoterPullRequestRule,
  },
  'promoter.argoproj.io/ArgoCDCommitStatus': {
    rule: promoter.argoCommitStatusRule,
  },
};

for (const kind of [
  'CommitStatus',
  'GitRepository',
  'ScmProvider',
  'ClusterScmProvider',
])
  RULES[`promoter.argoproj.io/${kind}`] = { rule: promoter.promoterReadyRule };
for (const kind of [
  'GitCommitStatus',
  'TimedCommitStatus',
  'WebRequestCommitStatus',
])
  RULES[`promoter.argoproj.io/${kind}`] = { rule: promoter.promoterGateRule };

const ISTIO_GROUPS = new Set([
  'networking.istio.io',
  'security.istio.io',
  'telemetry.istio.io',
  'extensions.istio.io',
]);

/** Groups whose kinds moved elsewhere long ago. */
const OLD_GROUPS: Record<string, readonly string[]> = {
  extensions: ['apps', 'networking.k8s.io'],
  'certmanager.k8s.io': ['cert-manager.io'],
};

/** Every kind with a rule of its own, as `group/Kind`. */
export function knownKinds(): string[] {
  return [...Object.keys(RULES), ...STATIC_KINDS];
}

const STATIC: KindRules = { rule: judgeStatic };
const ISTIO: KindRules = { rule: istioRule };

/** The rules of a kind, or undefined when only conventions can judge it. */
export function rulesFor(group: string, kind: string): KindRules | undefined {
  for (const candidate of [group, ...(OLD_GROUPS[group] ?? [])]) {
    const key = `${candidate}/${kind}`;
    if (Object.prototype.hasOwnProperty.call(RULES, key)) return RULES[key];
    if (STATIC_KINDS.has(key)) return STATIC;
  }
  return ISTIO_GROUPS.has(group) ? ISTIO : undefined;
}

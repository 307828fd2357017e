import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { NOW, ago, condition, object } from '../__fixtures__/objects';
import { assessHealth } from './assessHealth';

type Row = [name: string, o: KubeObject, expected: string];

const when = (type: string, status: string, rest: object = {}) =>
  condition(type, status, rest);
const on = (apiVersion: string, kind: string) => {
  const make = (status: object, rest: object = {}) =>
    object(apiVersion, kind, { status, ...rest });
  return Object.assign(make, {
    with: (...conditions: object[]) => make({ conditions }),
  });
};

const crd = on('apiextensions.k8s.io/v1', 'CustomResourceDefinition');
const namespace = on('v1', 'Namespace');
const jobSet = on('jobset.x-k8s.io/v1alpha2', 'JobSet');
const kiali = on('kiali.io/v1alpha1', 'Kiali');
const grafana = on('grafana.integreatly.org/v1beta1', 'Grafana');
const istioOperator = on('install.istio.io/v1alpha1', 'IstioOperator');
const prometheus = on('monitoring.coreos.com/v1', 'Prometheus');
const otel = on('opentelemetry.io/v1beta1', 'OpenTelemetryCollector');
const snapshot = on('snapshot.storage.k8s.io/v1', 'VolumeSnapshot');
const sealed = on('bitnami.com/v1alpha1', 'SealedSecret');
const policy = on('kyverno.io/v1', 'ClusterPolicy');
const thing = on('example.org/v1', 'Thing');
const set = on('argoproj.io/v1alpha1', 'ApplicationSet');
const run = on('argoproj.io/v1alpha1', 'AnalysisRun');
const gatewayClass = on('gateway.networking.k8s.io/v1', 'GatewayClass');
const tls = on('gateway.networking.k8s.io/v1', 'BackendTLSPolicy');
const store = on('external-secrets.io/v1', 'SecretStore');
const source = on('source.toolkit.fluxcd.io/v1', 'OCIRepository');
const promoter = (kind: string, status: object) =>
  object('promoter.argoproj.io/v1alpha1', kind, {
    status: { conditions: [when('Ready', 'True')], ...status },
  });
const commits = (active?: string, proposed?: string) => ({
  active: { dry: { sha: active } },
  proposed: { dry: { sha: proposed } },
});
const replicaSet = on('apps/v1', 'ReplicaSet');

const pvc = on('v1', 'PersistentVolumeClaim');
const pdb = on('policy/v1', 'PodDisruptionBudget');
const gateway = on('gateway.networking.k8s.io/v1', 'Gateway');
const rollout = on('argoproj.io/v1alpha1', 'Rollout');
const hpa = on('autoscaling/v2', 'HorizontalPodAutoscaler');

const ROWS: Row[] = [
  [
    'claim that cannot grow',
    pvc({ phase: 'Bound', conditions: [when('NodeResizeError', 'True')] }),
    'Healthy pvc.resize-failed',
  ],
  [
    'claim that could grow',
    pvc({ phase: 'Bound', conditions: [when('NodeResizeError', 'False')] }),
    'Healthy pvc.bound',
  ],
  [
    'budget failed',
    pdb.with(when('DisruptionAllowed', 'False', { reason: 'SyncFailed' })),
    'Degraded pdb.failed',
  ],
  [
    'budget tight for a moment',
    pdb({
      expectedPods: 2,
      conditions: [
        when('DisruptionAllowed', 'False', {
          reason: 'InsufficientPods',
          lastTransitionTime: ago(60),
        }),
      ],
    }),
    'Healthy pdb.computed',
  ],
  [
    'gateway not programmed',
    gateway.with(when('Accepted', 'True'), when('Programmed', 'False')),
    'Progressing gateway.programmed',
  ],
  [
    'gateway programmed',
    gateway.with(when('Accepted', 'True'), when('Programmed', 'True')),
    'Healthy gateway.programmed',
  ],
  [
    'gateway listener refused',
    gateway({
      conditions: [when('Programmed', 'True')],
      listeners: [
        { name: 'http', conditions: [when('ResolvedRefs', 'False')] },
      ],
    }),
    'Degraded gateway.resolved-refs',
  ],
  [
    'rollout of one by default',
    rollout({ currentPodHash: 'a', stableRS: 'a' }),
    'Progressing rollout.rolling-out',
  ],
  [
    'autoscaler of one to one',
    hpa(
      {
        conditions: [
          when('AbleToScale', 'True'),
          when('ScalingLimited', 'True', { reason: 'TooManyReplicas' }),
        ],
      },
      { spec: { maxReplicas: 1 } },
    ),
    'Healthy hpa.able-to-scale',
  ],
  [
    'namespace without a failure',
    namespace({
      phase: 'Active',
      conditions: [when('NamespaceDeletionContentFailure', 'False')],
    }),
    'Healthy namespace.phase',
  ],
  [
    'canary failed',
    object('flagger.app/v1beta1', 'Canary', { status: { phase: 'Failed' } }),
    'Degraded canary.phase',
  ],
  [
    'canary ended',
    object('flagger.app/v1beta1', 'Canary', {
      status: { phase: 'Terminated' },
    }),
    'Suspended canary.phase',
  ],
  [
    'collector without a scale',
    otel({ version: '1' }),
    'Progressing otelcollector.waiting',
  ],
  [
    'secret never refreshed',
    object('external-secrets.io/v1', 'ExternalSecret', {
      status: { conditions: [when('Ready', 'True')] },
    }),
    'Healthy externalsecret.ready',
  ],
  [
    'CRD served',
    crd.with(when('Established', 'True'), when('NamesAccepted', 'True')),
    'Healthy crd.established',
  ],
  [
    'CRD names taken',
    crd.with(when('NamesAccepted', 'False'), when('Established', 'True')),
    'Degraded crd.names-accepted',
  ],
  [
    'CRD schema',
    crd.with(when('NonStructuralSchema', 'True'), when('Established', 'True')),
    'Degraded crd.schema',
  ],
  [
    'CRD installing',
    crd.with(when('Established', 'False', { reason: 'Installing' })),
    'Progressing crd.established',
  ],
  [
    'CRD not served',
    crd.with(when('Established', 'False', { reason: 'No' })),
    'Degraded crd.established',
  ],
  [
    'CRD without the condition',
    crd.with(when('NamesAccepted', 'True')),
    'Degraded crd.established',
  ],
  [
    'CRD going',
    crd.with(when('Terminating', 'True')),
    'Progressing crd.terminating',
  ],
  ['CRD new', crd({}), 'Progressing crd.waiting'],
  [
    'namespace stuck',
    namespace({
      phase: 'Active',
      conditions: [when('NamespaceDeletionContentFailure', 'True')],
    }),
    'Degraded namespace.failure',
  ],
  [
    'namespace going',
    namespace({ phase: 'Terminating' }),
    'Progressing namespace.phase',
  ],
  [
    'replica set of one',
    replicaSet({ observedGeneration: 1 }),
    'Progressing replicaset.scaling',
  ],
  [
    'replica set up',
    replicaSet({
      observedGeneration: 1,
      replicas: 1,
      fullyLabeledReplicas: 1,
      availableReplicas: 1,
      readyReplicas: 1,
    }),
    'Healthy replicaset.available',
  ],
  [
    'replica set too many',
    replicaSet({
      observedGeneration: 1,
      replicas: 2,
      fullyLabeledReplicas: 1,
      availableReplicas: 1,
      readyReplicas: 1,
    }),
    'Progressing replicaset.scaling',
  ],
  [
    'job set held by spec',
    jobSet({}, { spec: { suspend: true } }),
    'Suspended jobset.suspended',
  ],
  [
    'job set held by condition',
    jobSet.with(when('Suspended', 'True')),
    'Suspended jobset.suspended',
  ],
  [
    'job set done',
    jobSet({ terminalState: 'Completed' }),
    'Healthy jobset.completed',
  ],
  [
    'job set done by condition',
    jobSet.with(when('Completed', 'True')),
    'Healthy jobset.completed',
  ],
  [
    'job set failed by condition',
    jobSet.with(when('Failed', 'True')),
    'Degraded jobset.failed',
  ],
  [
    'Kiali failed',
    kiali.with(
      when('Failure', 'False'),
      when('Running', 'True'),
      when('Failure', 'True'),
    ),
    'Degraded kiali.failure',
  ],
  [
    'Kiali done',
    kiali.with(when('Running', 'True'), when('Successful', 'True')),
    'Healthy kiali.successful',
  ],
  [
    'Kiali running',
    kiali.with(when('Running', 'True')),
    'Progressing kiali.running',
  ],
  [
    'Grafana at a stage',
    grafana({ stage: 'deployment', stageStatus: 'success' }),
    'Progressing grafana.stage',
  ],
  [
    'Grafana failed',
    grafana({ stage: 'ingress', stageStatus: 'failed' }),
    'Degraded grafana.stage',
  ],
  [
    'Grafana complete',
    grafana({ stage: 'complete', stageStatus: 'success' }),
    'Healthy grafana.stage',
  ],
  ['Grafana new', grafana({}), 'Progressing grafana.waiting'],
  [
    'Istio in error',
    istioOperator({ status: 'ERROR' }),
    'Degraded istiooperator.phase',
  ],
  [
    'Istio in error by number',
    istioOperator({ status: 4 }),
    'Degraded istiooperator.phase',
  ],
  ['Istio fine', istioOperator({ status: 3 }), 'Healthy istiooperator.phase'],
  [
    'Istio absent',
    istioOperator({ status: 'NONE' }),
    'Unknown istiooperator.phase',
  ],
  [
    'Prometheus down',
    prometheus.with(when('Available', 'False', { reason: 'NoPodReady' })),
    'Degraded prometheus.available',
  ],
  [
    'Prometheus in part',
    prometheus.with(
      when('Available', 'Degraded', { reason: 'SomePodsNotReady' }),
    ),
    'Progressing prometheus.available',
  ],
  [
    'collector ready',
    otel({ scale: { statusReplicas: '2/2' } }),
    'Healthy otelcollector.replicas',
  ],
  [
    'collector in part',
    otel({ scale: { statusReplicas: '1/2' } }),
    'Progressing otelcollector.replicas',
  ],
  [
    'collector down',
    otel({ scale: { statusReplicas: '0/2' } }),
    'Degraded otelcollector.replicas',
  ],
  [
    'collector without nodes',
    otel({ scale: { statusReplicas: '0/0' } }, { spec: { mode: 'daemonset' } }),
    'Healthy otelcollector.replicas',
  ],
  [
    'collector of zero',
    otel({ scale: { statusReplicas: '0/0' } }),
    'Degraded otelcollector.replicas',
  ],
  [
    'collector as a sidecar',
    otel({ version: '1' }, { spec: { mode: 'sidecar' } }),
    'Healthy otelcollector.sidecar',
  ],
  [
    'collector unclear',
    otel({ scale: { statusReplicas: 'two' } }),
    'Progressing otelcollector.waiting',
  ],
  [
    'snapshot ready',
    snapshot({ readyToUse: true }),
    'Healthy volumesnapshot.ready',
  ],
  [
    'snapshot failed',
    snapshot({ readyToUse: false, error: { message: 'no' } }),
    'Degraded volumesnapshot.error',
  ],
  [
    'snapshot new',
    snapshot({ readyToUse: false }),
    'Progressing volumesnapshot.waiting',
  ],
  [
    'sealed secret bad',
    sealed.with(when('Synced', 'False')),
    'Degraded sealedsecret.synced',
  ],
  [
    'policy ready',
    policy.with(when('Ready', 'True')),
    'Healthy kyvernopolicy.ready',
  ],
  [
    'policy not ready',
    policy.with(when('Ready', 'False')),
    'Progressing kyvernopolicy.ready',
  ],
  [
    'failed by convention',
    thing.with(when('Failed', 'True'), when('Ready', 'True')),
    'Degraded generic.failed',
  ],
  [
    'degraded by convention',
    thing.with(when('Degraded', 'True'), when('Ready', 'True')),
    'Degraded generic.failed',
  ],
  [
    'failure ruled out',
    thing.with(when('Failed', 'False'), when('Ready', 'True')),
    'Healthy generic.ready',
  ],
  [
    'app set error',
    set.with(when('ResourcesUpToDate', 'True'), when('ErrorOccurred', 'True')),
    'Degraded applicationset.error-occurred',
  ],
  [
    'app set fine',
    set.with(when('ErrorOccurred', 'False'), when('ResourcesUpToDate', 'True')),
    'Healthy applicationset.resources-up-to-date',
  ],
  [
    'analysis undecided',
    run({ phase: 'Inconclusive' }),
    'Unknown analysisrun.phase',
  ],
  [
    'class refused',
    gatewayClass.with(when('Accepted', 'False')),
    'Degraded gatewayclass.accepted',
  ],
  [
    'TLS policy fine',
    tls({
      ancestors: [
        { ancestorRef: { name: 'g' }, conditions: [when('Accepted', 'True')] },
      ],
    }),
    'Healthy backendtlspolicy.accepted',
  ],
  [
    'TLS policy refused',
    tls({
      ancestors: [
        { ancestorRef: { name: 'g' }, conditions: [when('Accepted', 'False')] },
      ],
    }),
    'Degraded backendtlspolicy.accepted',
  ],
  ['TLS policy new', tls({}), 'Progressing backendtlspolicy.waiting'],
  [
    'store bad',
    store.with(when('Ready', 'False')),
    'Degraded secretstore.ready',
  ],
  [
    'source stalled',
    source.with(when('Stalled', 'True'), when('Ready', 'True')),
    'Degraded flux.stalled',
  ],
  [
    'source without artifact',
    source.with(when('Ready', 'True'), when('ArtifactInStorage', 'False')),
    'Degraded flux.no-artifact',
  ],
  [
    'source unknown',
    source.with(when('Ready', 'Unknown')),
    'Progressing flux.reconciling',
  ],
  [
    'OCI Helm repository',
    object('source.toolkit.fluxcd.io/v1', 'HelmRepository', {
      spec: { type: 'oci' },
    }),
    'Healthy static.exists',
  ],
  [
    'promoter without applications',
    promoter('ArgoCDCommitStatus', {}),
    'Degraded promoter.no-applications',
  ],
  [
    'promoter with applications',
    promoter('ArgoCDCommitStatus', { applicationsSelected: [{}] }),
    'Healthy promoter.applications',
  ],
  [
    'gate failed',
    promoter('TimedCommitStatus', {
      environments: [{ phase: 'failure' }, { phase: 'pending' }],
    }),
    'Degraded promoter.gate',
  ],
  [
    'gate pending',
    promoter('TimedCommitStatus', { environments: [{ phase: 'success' }, {}] }),
    'Progressing promoter.gate',
  ],
  [
    'gate open',
    promoter('TimedCommitStatus', { environments: [{ phase: 'success' }] }),
    'Healthy promoter.ready',
  ],
  [
    'promotion done',
    promoter('ChangeTransferPolicy', commits('a', 'a')),
    'Healthy promoter.ready',
  ],
  [
    'promotion under way',
    promoter('ChangeTransferPolicy', commits('a', 'b')),
    'Progressing promoter.promotion',
  ],
  [
    'promotion without a commit',
    promoter('ChangeTransferPolicy', commits(undefined, 'b')),
    'Progressing promoter.promotion',
  ],
  [
    'strategy without environments',
    promoter('PromotionStrategy', {}),
    'Degraded promoter.no-environments',
  ],
  [
    'strategy hydrating',
    promoter('PromotionStrategy', {
      environments: [commits('a', 'a'), commits('b', 'b')],
    }),
    'Progressing promoter.promotion',
  ],
  [
    'strategy done',
    promoter('PromotionStrategy', {
      environments: [commits('a', 'a'), commits('a', 'a')],
    }),
    'Healthy promoter.ready',
  ],
  [
    'policy of a promoter not ready',
    object('promoter.argoproj.io/v1alpha1', 'PullRequest', {
      status: { conditions: [when('Ready', 'False')] },
    }),
    'Degraded promoter.ready',
  ],
  [
    'database fine',
    object('postgresql.cnpg.io/v1', 'Cluster', {
      status: { phase: 'Cluster in healthy state' },
    }),
    'Healthy postgrescluster.phase',
  ],
  [
    'database left alone',
    object('postgresql.cnpg.io/v1', 'Cluster', {
      metadata: { annotations: { 'cnpg.io/reconciliationLoop': 'disabled' } },
    }),
    'Suspended postgrescluster.reconciliation-off',
  ],
  [
    'canary waits',
    object('flagger.app/v1beta1', 'Canary', {
      status: { phase: 'WaitingPromotion' },
    }),
    'Progressing canary.phase',
  ],
  [
    'certificate issuing',
    object('cert-manager.io/v1', 'Certificate', {
      status: {
        notAfter: ago(-9),
        conditions: [when('Issuing', 'True'), when('Ready', 'True')],
      },
    }),
    'Progressing certificate.issuing',
  ],
  [
    'request signed',
    object('cert-manager.io/v1', 'CertificateRequest', {
      status: { conditions: [when('Ready', 'True')] },
    }),
    'Healthy certificaterequest.ready',
  ],
  [
    'request failed',
    object('cert-manager.io/v1', 'CertificateRequest', {
      status: { conditions: [when('Ready', 'False', { reason: 'Failed' })] },
    }),
    'Degraded certificaterequest.ready',
  ],
];

describe('rules of operators and platforms', () => {
  it('tells that a release was rolled back', () => {
    const { status, message } = assessHealth(
      object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', {
        status: {
          conditions: [
            when('Ready', 'False', { message: 'upgrade failed' }),
            when('Remediated', 'True', { reason: 'RollbackSucceeded' }),
          ],
        },
      }),
      { now: NOW },
    );
    expect([status, message]).toEqual([
      'Degraded',
      'upgrade failed. Rolled back or uninstalled: RollbackSucceeded.',
    ]);
  });

  it.each(ROWS)('%s', (_name, o, expected) => {
    const { status, rule } = assessHealth(o, { now: NOW });
    expect(`${status} ${rule}`).toBe(expected);
  });
});

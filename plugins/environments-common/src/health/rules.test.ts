import type { KubeObject } from '@chat2sql/plugin-platform-common';
import {
  NOW,
  ago,
  condition,
  deployment,
  object,
  pod,
  stuckStatus,
} from '../__fixtures__/objects';
import { assessHealth } from './assessHealth';
import type { HealthContext } from './types';

function judge(o: KubeObject, context: Partial<HealthContext> = {}) {
  const { status, warning, rule } = assessHealth(o, { now: NOW, ...context });
  return `${status}${warning ? '+warning' : ''} ${rule}`;
}

/** Name, object, expected status and rule. */
type Row = [name: string, o: KubeObject, expected: string];

const conditions = (...list: object[]) => ({ status: { conditions: list } });
const of = (apiVersion: string, kind: string, parts: object = {}) =>
  object(apiVersion, kind, parts);

const GENERAL: Row[] = [
  [
    'deletion comes before everything',
    deployment({}, {}, { deletionTimestamp: ago(5) }),
    'Progressing generic.deletion',
  ],
  [
    'generation comes before the rule',
    deployment({ observedGeneration: 1 }, {}, { generation: 2 }),
    'Progressing generic.generation',
  ],
  [
    'a workload without observedGeneration was not looked at',
    deployment({ observedGeneration: undefined }),
    'Progressing generic.generation',
  ],
  [
    'Stalled',
    of(
      'x.org/v1',
      'Thing',
      conditions(condition('Stalled', 'True'), condition('Ready', 'True')),
    ),
    'Degraded generic.stalled',
  ],
  [
    'Reconciling',
    of('x.org/v1', 'Thing', conditions(condition('Reconciling', 'True'))),
    'Progressing generic.reconciling',
  ],
  [
    'Ready',
    of('x.org/v1', 'Thing', conditions(condition('Ready', 'True'))),
    'Healthy generic.ready',
  ],
  [
    'Ready but not synced',
    of(
      'x.org/v1',
      'Thing',
      conditions(condition('Ready', 'True'), condition('Synced', 'False')),
    ),
    'Degraded generic.not-synced',
  ],
  [
    'not ready for long',
    of('x.org/v1', 'Thing', conditions(condition('Ready', 'False'))),
    'Degraded generic.ready',
  ],
  [
    'not ready since a moment',
    of(
      'x.org/v1',
      'Thing',
      conditions(condition('Ready', 'False', { lastTransitionTime: ago(10) })),
    ),
    'Progressing generic.ready',
  ],
  [
    'not ready, time unknown',
    of(
      'x.org/v1',
      'Thing',
      conditions(
        condition('Ready', 'False', { lastTransitionTime: undefined }),
      ),
    ),
    'Progressing generic.ready',
  ],
  [
    'Ready of an older spec',
    of('x.org/v1', 'Thing', {
      metadata: { generation: 2 },
      ...conditions({ ...condition('Ready', 'True'), observedGeneration: 1 }),
    }),
    'Progressing generic.stale-conditions',
  ],
  [
    'a condition nobody knows',
    of('x.org/v1', 'Thing', conditions(condition('Shiny', 'True'))),
    'Unknown generic.not-judged',
  ],
  [
    'a policy report',
    of('wgpolicyk8s.io/v1alpha2', 'PolicyReport', { summary: { fail: 3 } }),
    'Unknown generic.not-judged',
  ],
];

const WORKLOADS: Row[] = [
  ['deployment, fine', deployment(), 'Healthy deployment.available'],
  [
    'deployment, deadline',
    deployment({
      conditions: [
        condition('Progressing', 'False', {
          reason: 'ProgressDeadlineExceeded',
        }),
      ],
    }),
    'Degraded deployment.progress-deadline',
  ],
  [
    'deployment, paused',
    deployment({}, { paused: true }),
    'Suspended deployment.paused',
  ],
  [
    'deployment, new version coming',
    deployment({ updatedReplicas: 1 }),
    'Progressing deployment.rolling-out',
  ],
  [
    'deployment, old pods left',
    deployment({ replicas: 4 }),
    'Progressing deployment.rolling-out',
  ],
  [
    'deployment, not available',
    deployment({ availableReplicas: 2 }),
    'Progressing deployment.rolling-out',
  ],
  [
    'deployment, replica count left to its default',
    deployment(
      {
        replicas: 1,
        updatedReplicas: 1,
        readyReplicas: 1,
        availableReplicas: 1,
      },
      { replicas: undefined },
    ),
    'Healthy deployment.available',
  ],
  [
    'deployment, going to zero',
    deployment({ replicas: 1 }, { replicas: 0 }),
    'Progressing deployment.scaling-to-zero',
  ],
  [
    'daemon set without nodes',
    of('apps/v1', 'DaemonSet', {
      status: { observedGeneration: 1, desiredNumberScheduled: 0 },
    }),
    'Healthy daemonset.no-nodes',
  ],
  [
    'daemon set, OnDelete',
    of('apps/v1', 'DaemonSet', {
      spec: { updateStrategy: { type: 'OnDelete' } },
      status: {
        observedGeneration: 1,
        desiredNumberScheduled: 1,
        currentNumberScheduled: 1,
        numberAvailable: 1,
        numberReady: 1,
      },
    }),
    'Healthy daemonset.ready',
  ],
  [
    'replica set of an old revision',
    of('apps/v1', 'ReplicaSet', {
      spec: { replicas: 0 },
      status: { observedGeneration: 1, replicas: 0 },
    }),
    'Healthy replicaset.old-revision',
  ],
  [
    'job, failed',
    of(
      'batch/v1',
      'Job',
      conditions(
        condition('Failed', 'True', { reason: 'BackoffLimitExceeded' }),
      ),
    ),
    'Degraded job.failed',
  ],
  [
    'job, about to fail',
    of('batch/v1', 'Job', conditions(condition('FailureTarget', 'True'))),
    'Degraded job.failed',
  ],
  [
    'job, finished although suspended later',
    of('batch/v1', 'Job', {
      spec: { suspend: true },
      ...conditions(condition('Complete', 'True')),
    }),
    'Healthy job.complete',
  ],
  [
    'job, over its limit',
    of('batch/v1', 'Job', {
      spec: { activeDeadlineSeconds: 100 },
      status: { startTime: ago(161), active: 1 },
    }),
    'Degraded job.over-deadline',
  ],
  [
    'job, just at its limit',
    of('batch/v1', 'Job', {
      spec: { activeDeadlineSeconds: 100 },
      status: { startTime: ago(159), active: 1 },
    }),
    'Progressing job.running',
  ],
  [
    'job set, restarting',
    of('jobset.x-k8s.io/v1alpha2', 'JobSet', { status: { restarts: 2 } }),
    'Progressing jobset.running',
  ],
  [
    'job set, failed',
    of('jobset.x-k8s.io/v1alpha2', 'JobSet', {
      status: { terminalState: 'Failed' },
    }),
    'Degraded jobset.failed',
  ],
  [
    'rollout, degraded',
    of('argoproj.io/v1alpha1', 'Rollout', { status: { phase: 'Degraded' } }),
    'Degraded rollout.phase',
  ],
];

const PODS: Row[] = [
  ['ready', pod('p'), 'Healthy pod.ready'],
  ['done', pod('p', { phase: 'Succeeded' }), 'Healthy pod.succeeded'],
  [
    'crash loop',
    pod('p', stuckStatus('CrashLoopBackOff')),
    'Degraded pod.container-waiting',
  ],
  [
    'image',
    pod('p', { phase: 'Pending', ...stuckStatus('ErrImagePull') }),
    'Degraded pod.container-waiting',
  ],
  [
    'bad image name',
    pod('p', stuckStatus('InvalidImageName')),
    'Degraded pod.container-waiting',
  ],
  [
    'creating',
    pod('p', { phase: 'Pending', ...stuckStatus('ContainerCreating') }),
    'Progressing pod.pending',
  ],
  [
    'unschedulable at once',
    pod('p', {
      phase: 'Pending',
      conditions: [
        condition('PodScheduled', 'False', {
          reason: 'Unschedulable',
          lastTransitionTime: ago(30),
        }),
      ],
    }),
    'Progressing pod.unschedulable',
  ],
  [
    'unschedulable for long',
    pod('p', {
      phase: 'Pending',
      conditions: [
        condition('PodScheduled', 'False', {
          reason: 'Unschedulable',
          lastTransitionTime: ago(61),
        }),
      ],
    }),
    'Degraded pod.unschedulable',
  ],
  [
    'restarted a while ago',
    pod('p', {
      containerStatuses: [
        {
          name: 'app',
          restartCount: 5,
          lastState: { terminated: { exitCode: 1, finishedAt: ago(3600) } },
        },
      ],
    }),
    'Healthy pod.ready',
  ],
  [
    'restarted just now',
    pod('p', {
      containerStatuses: [
        {
          name: 'app',
          restartCount: 5,
          lastState: {
            terminated: {
              exitCode: 137,
              reason: 'OOMKilled',
              finishedAt: ago(60),
            },
          },
        },
      ],
    }),
    'Healthy+warning pod.restarted',
  ],
  [
    'not ready after a restart',
    pod('p', {
      conditions: [condition('Ready', 'False')],
      containerStatuses: [
        { name: 'app', lastState: { terminated: { exitCode: 1 } } },
      ],
    }),
    'Degraded pod.not-ready-after-restart',
  ],
  [
    'not ready',
    pod('p', { conditions: [condition('Ready', 'False')] }),
    'Progressing pod.not-ready',
  ],
  [
    'runs once',
    pod('p', {}, { restartPolicy: 'Never' }),
    'Progressing pod.running-once',
  ],
  ['node lost', pod('p', { phase: 'Unknown' }), 'Unknown pod.phase'],
];

const PLATFORM: Row[] = [
  [
    'pvc lost',
    of('v1', 'PersistentVolumeClaim', { status: { phase: 'Lost' } }),
    'Degraded pvc.lost',
  ],
  [
    'pvc bound',
    of('v1', 'PersistentVolumeClaim', { status: { phase: 'Bound' } }),
    'Healthy pvc.bound',
  ],
  [
    'pvc cannot grow',
    of('v1', 'PersistentVolumeClaim', {
      status: {
        phase: 'Bound',
        allocatedResourceStatuses: { storage: 'ControllerResizeInfeasible' },
      },
    }),
    'Healthy+warning pvc.resize-failed',
  ],
  [
    'pdb blocks',
    of('policy/v1', 'PodDisruptionBudget', {
      status: {
        expectedPods: 2,
        conditions: [
          condition('DisruptionAllowed', 'False', {
            reason: 'InsufficientPods',
          }),
        ],
      },
    }),
    'Healthy+warning pdb.blocks-evictions',
  ],
  [
    'external name',
    of('v1', 'Service', { spec: { type: 'ExternalName' } }),
    'Healthy service.accepted',
  ],
  [
    'namespace',
    of('v1', 'Namespace', { status: { phase: 'Active' } }),
    'Healthy namespace.phase',
  ],
  [
    'node down',
    of('v1', 'Node', conditions(condition('Ready', 'Unknown'))),
    'Degraded node.not-ready',
  ],
  [
    'node cordoned',
    of('v1', 'Node', {
      spec: { unschedulable: true },
      ...conditions(condition('Ready', 'True')),
    }),
    'Suspended node.cordoned',
  ],
  [
    'node short of disk',
    of(
      'v1',
      'Node',
      conditions(condition('Ready', 'True'), condition('DiskPressure', 'True')),
    ),
    'Healthy+warning node.pressure',
  ],
  [
    'gateway, benign for a while',
    of(
      'gateway.networking.k8s.io/v1',
      'Gateway',
      conditions(
        condition('Accepted', 'False', {
          reason: 'ListenersNotValid',
          lastTransitionTime: ago(60),
        }),
      ),
    ),
    'Progressing gateway.accepted',
  ],
  [
    'gateway, no longer benign',
    of(
      'gateway.networking.k8s.io/v1',
      'Gateway',
      conditions(
        condition('Accepted', 'False', { reason: 'ListenersNotValid' }),
      ),
    ),
    'Degraded gateway.accepted',
  ],
  [
    'gateway, stale',
    of('gateway.networking.k8s.io/v1', 'Gateway', {
      metadata: { generation: 2 },
      ...conditions({
        ...condition('Programmed', 'True'),
        observedGeneration: 1,
      }),
    }),
    'Progressing gateway.waiting',
  ],
  [
    'istio, silent',
    of('networking.istio.io/v1', 'VirtualService'),
    'Unknown istio.not-analysed',
  ],
  [
    'istio, error by number',
    of('networking.istio.io/v1', 'VirtualService', {
      status: { validationMessages: [{ level: 3, type: { code: 'IST0101' } }] },
    }),
    'Degraded istio.analysis-error',
  ],
  [
    'istio, warning by word',
    of('security.istio.io/v1', 'PeerAuthentication', {
      status: {
        validationMessages: [{ level: 'WARNING', type: { code: 'IST0128' } }],
      },
    }),
    'Healthy+warning istio.analysis-warning',
  ],
  [
    'istio, reconciled',
    of(
      'networking.istio.io/v1',
      'Gateway',
      conditions(condition('Reconciled', 'True')),
    ),
    'Healthy istio.reconciled',
  ],
  [
    'vpa, nothing matched',
    of(
      'autoscaling.k8s.io/v1',
      'VerticalPodAutoscaler',
      conditions(
        condition('RecommendationProvided', 'True'),
        condition('NoPodsMatched', 'True'),
      ),
    ),
    'Healthy+warning vpa.no-pods-matched',
  ],
  [
    'vpa, recommends',
    of(
      'autoscaling.k8s.io/v1',
      'VerticalPodAutoscaler',
      conditions(condition('RecommendationProvided', 'True')),
    ),
    'Healthy vpa.recommendation',
  ],
  [
    'vpa, bad config',
    of(
      'autoscaling.k8s.io/v1',
      'VerticalPodAutoscaler',
      conditions(condition('ConfigUnsupported', 'True')),
    ),
    'Degraded vpa.config-unsupported',
  ],
  [
    'keda paused by annotation',
    of('keda.sh/v1alpha1', 'ScaledObject', {
      metadata: { annotations: { 'autoscaling.keda.sh/paused-replicas': '0' } },
    }),
    'Suspended keda.paused',
  ],
  [
    'keda fallback',
    of(
      'keda.sh/v1alpha1',
      'ScaledObject',
      conditions(condition('Ready', 'True'), condition('Fallback', 'True')),
    ),
    'Degraded scaledobject.fallback',
  ],
  [
    'hpa of nothing',
    of(
      'autoscaling/v2',
      'HorizontalPodAutoscaler',
      conditions(
        condition('ScalingActive', 'False', { reason: 'ScalingDisabled' }),
      ),
    ),
    'Suspended hpa.disabled',
  ],
  [
    'certificate request refused',
    of(
      'cert-manager.io/v1',
      'CertificateRequest',
      conditions(condition('Denied', 'True')),
    ),
    'Degraded certificaterequest.refused',
  ],
  [
    'certificate request pending',
    of(
      'cert-manager.io/v1',
      'CertificateRequest',
      conditions(condition('Ready', 'False', { reason: 'Pending' })),
    ),
    'Progressing certificaterequest.ready',
  ],
  [
    'external secret late',
    of('external-secrets.io/v1', 'ExternalSecret', {
      spec: { refreshInterval: '1h' },
      status: {
        refreshTime: ago(7201),
        conditions: [condition('Ready', 'True')],
      },
    }),
    'Healthy+warning externalsecret.refresh-overdue',
  ],
  [
    'external secret read once',
    of('external-secrets.io/v1', 'ExternalSecret', {
      spec: { refreshInterval: '0' },
      status: {
        refreshTime: ago(9_999_999),
        conditions: [condition('Ready', 'True')],
      },
    }),
    'Healthy externalsecret.ready',
  ],
];

const rollout = (status: object, parts: object = {}) =>
  of('argoproj.io/v1alpha1', 'Rollout', { status, ...parts });

const MORE: Row[] = [
  [
    'job held by its spec',
    of('batch/v1', 'Job', { spec: { suspend: true } }),
    'Suspended job.suspended',
  ],
  [
    'job held by its condition',
    of('batch/v1', 'Job', conditions(condition('Suspended', 'True'))),
    'Suspended job.suspended',
  ],
  [
    'job no longer held',
    of('batch/v1', 'Job', {
      status: {
        startTime: ago(9),
        conditions: [condition('Suspended', 'False')],
      },
    }),
    'Progressing job.running',
  ],
  [
    'scaler ready',
    of(
      'keda.sh/v1alpha1',
      'ScaledObject',
      conditions(condition('Ready', 'True'), condition('Paused', 'False')),
    ),
    'Healthy scaledobject.ready',
  ],
  [
    'scaler ready and paused',
    of(
      'keda.sh/v1alpha1',
      'ScaledObject',
      conditions(condition('Ready', 'True'), condition('Paused', 'True')),
    ),
    'Suspended scaledobject.paused',
  ],
  [
    'scaler unknown',
    of(
      'keda.sh/v1alpha1',
      'ScaledObject',
      conditions(condition('Ready', 'Unknown')),
    ),
    'Progressing scaledobject.ready',
  ],
  [
    'job scaler unknown',
    of(
      'keda.sh/v1alpha1',
      'ScaledJob',
      conditions(condition('Ready', 'Unknown')),
    ),
    'Degraded scaledjob.ready',
  ],
  [
    'database waking up wrongly',
    of(
      'postgresql.cnpg.io/v1',
      'Cluster',
      conditions(condition('cnpg.io/hibernation', 'False')),
    ),
    'Degraded postgrescluster.hibernation',
  ],
  [
    'database asleep',
    of(
      'postgresql.cnpg.io/v1',
      'Cluster',
      conditions(condition('cnpg.io/hibernation', 'True')),
    ),
    'Suspended postgrescluster.hibernation',
  ],
  [
    'rollout, spec not seen',
    rollout(
      { phase: 'Healthy', observedGeneration: '1' },
      { metadata: { generation: 2 } },
    ),
    'Progressing rollout.generation',
  ],
  [
    'rollout, old hash for a generation',
    rollout(
      { phase: 'Healthy', observedGeneration: '5c788f4484' },
      { metadata: { generation: 2 } },
    ),
    'Healthy rollout.phase',
  ],
  [
    'rollout, workload not seen',
    rollout(
      { phase: 'Healthy', workloadObservedGeneration: '1' },
      {
        metadata: {
          annotations: { 'rollout.argoproj.io/workload-generation': '2' },
        },
        spec: { workloadRef: { name: 'x' } },
      },
    ),
    'Progressing rollout.generation',
  ],
  ['rollout, nothing yet', rollout({}), 'Progressing rollout.waiting'],
  [
    'rollout, scaled to zero',
    rollout({ phase: 'Healthy' }, { spec: { replicas: 0 } }),
    'Suspended rollout.scaled-to-zero',
  ],
  [
    'rollout, blue-green waits',
    rollout(
      {
        replicas: 1,
        updatedReplicas: 1,
        availableReplicas: 1,
        currentPodHash: 'a',
        blueGreen: { activeSelector: 'b' },
      },
      { spec: { replicas: 1, strategy: { blueGreen: {} } } },
    ),
    'Progressing rollout.rolling-out',
  ],
  [
    'rollout, blue-green done',
    rollout(
      {
        replicas: 1,
        updatedReplicas: 1,
        availableReplicas: 1,
        currentPodHash: 'a',
        stableRS: 'a',
        blueGreen: { activeSelector: 'a' },
      },
      { spec: { replicas: 1, strategy: { blueGreen: {} } } },
    ),
    'Healthy rollout.available',
  ],
  [
    'rollout, blue-green in analysis',
    rollout(
      {
        replicas: 1,
        updatedReplicas: 1,
        availableReplicas: 1,
        currentPodHash: 'a',
        stableRS: 'b',
        blueGreen: { activeSelector: 'a' },
      },
      { spec: { replicas: 1, strategy: { blueGreen: {} } } },
    ),
    'Progressing rollout.rolling-out',
  ],
  [
    'stateful set, on delete',
    of('apps/v1', 'StatefulSet', {
      spec: { replicas: 1, updateStrategy: { type: 'OnDelete' } },
      status: {
        observedGeneration: 1,
        replicas: 1,
        readyReplicas: 1,
        currentRevision: 'a',
        updateRevision: 'b',
      },
    }),
    'Healthy statefulset.ready',
  ],
  [
    'stateful set, partition kept',
    of('apps/v1', 'StatefulSet', {
      spec: {
        replicas: 3,
        updateStrategy: { rollingUpdate: { partition: 2 } },
      },
      status: {
        observedGeneration: 1,
        replicas: 3,
        readyReplicas: 3,
        updatedReplicas: 1,
        currentRevision: 'a',
        updateRevision: 'b',
      },
    }),
    'Healthy statefulset.ready',
  ],
  [
    'stateful set, partition under way',
    of('apps/v1', 'StatefulSet', {
      spec: {
        replicas: 3,
        updateStrategy: { rollingUpdate: { partition: 1 } },
      },
      status: {
        observedGeneration: 1,
        replicas: 3,
        readyReplicas: 3,
        updatedReplicas: 1,
        currentRevision: 'a',
        updateRevision: 'b',
      },
    }),
    'Progressing statefulset.rolling-out',
  ],
  [
    'stateful set, too many',
    of('apps/v1', 'StatefulSet', {
      spec: { replicas: 1 },
      status: { observedGeneration: 1, replicas: 2, readyReplicas: 2 },
    }),
    'Progressing statefulset.rolling-out',
  ],
  [
    'new service',
    of('v1', 'Service', {
      metadata: { creationTimestamp: ago(60) },
      spec: { selector: { a: 'b' } },
    }),
    'Healthy service.accepted',
  ],
  [
    'ingress with an address',
    of('networking.k8s.io/v1', 'Ingress', {
      status: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } },
    }),
    'Healthy ingress.address',
  ],
  [
    'cron job running',
    of('batch/v1', 'CronJob', {
      spec: { schedule: '0 0 1 1 *' },
      status: {
        active: [{}],
        lastScheduleTime: ago(60),
        lastSuccessfulTime: ago(9999),
      },
    }),
    'Healthy cronjob.running',
  ],
  [
    'cron job failed last time',
    of('batch/v1', 'CronJob', {
      spec: { schedule: '0 0 1 1 *' },
      status: { lastScheduleTime: ago(60), lastSuccessfulTime: ago(9999) },
    }),
    'Degraded cronjob.last-run-failed',
  ],
  [
    'cron job never succeeded',
    of('batch/v1', 'CronJob', {
      spec: { schedule: '0 0 1 1 *' },
      status: { lastScheduleTime: ago(60) },
    }),
    'Healthy+warning cronjob.never-succeeded',
  ],
  [
    'cron job that skips while one runs',
    of('batch/v1', 'CronJob', {
      spec: { schedule: '* * * * *', concurrencyPolicy: 'Forbid' },
      status: { active: [{}], lastScheduleTime: ago(9999) },
    }),
    'Healthy cronjob.running',
  ],
];

const argo = (status: object) =>
  of('argoproj.io/v1alpha1', 'Application', { status });
const velero = (kind: string, status: object, spec: object = {}) =>
  of('velero.io/v1', kind, { status, spec });

const DELIVERY: Row[] = [
  [
    'app, failed operation',
    argo({
      health: { status: 'Healthy' },
      operationState: { phase: 'Failed' },
    }),
    'Degraded application.operation-failed',
  ],
  [
    'app, out of sync is not a fault',
    argo({ health: { status: 'Healthy' }, sync: { status: 'OutOfSync' } }),
    'Healthy application.health',
  ],
  [
    'app, degraded',
    argo({ health: { status: 'Degraded' }, sync: { status: 'OutOfSync' } }),
    'Degraded application.health',
  ],
  [
    'app, cannot compare',
    argo({
      health: { status: 'Healthy' },
      conditions: [{ type: 'ComparisonError', message: 'no repo' }],
    }),
    'Unknown application.comparison-error',
  ],
  [
    'app, error',
    argo({
      health: { status: 'Healthy' },
      conditions: [{ type: 'SyncError' }],
    }),
    'Degraded application.error-condition',
  ],
  [
    'app, syncing',
    argo({
      health: { status: 'Healthy' },
      operationState: { phase: 'Running' },
    }),
    'Progressing application.operation-running',
  ],
  [
    'app, no word',
    argo({ sync: { status: 'Synced' } }),
    'Unknown application.no-health',
  ],
  ['app, new', argo({}), 'Progressing application.waiting'],
  [
    'flux suspended',
    of('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', {
      spec: { suspend: true },
    }),
    'Suspended flux.suspended',
  ],
  [
    'flux retrying after a failure',
    of(
      'source.toolkit.fluxcd.io/v1',
      'GitRepository',
      conditions(
        condition('Ready', 'False', { reason: 'GitOperationFailed' }),
        condition('Reconciling', 'True'),
      ),
    ),
    'Degraded flux.ready',
  ],
  [
    'backup done',
    velero('Backup', { phase: 'Completed' }),
    'Healthy backup.phase',
  ],
  [
    'backup in part',
    velero('Backup', { phase: 'PartiallyFailed' }),
    'Degraded backup.phase',
  ],
  [
    'backup finalizing',
    velero('Backup', { phase: 'FinalizingPartiallyFailed' }),
    'Progressing backup.phase',
  ],
  [
    'backup, new word',
    velero('Backup', { phase: 'Dreaming' }),
    'Unknown backup.phase',
  ],
  ['backup, not begun', velero('Backup', {}), 'Progressing backup.waiting'],
  [
    'location gone',
    velero('BackupStorageLocation', { phase: 'Unavailable' }),
    'Degraded backupstoragelocation.phase',
  ],
  [
    'schedule fresh',
    velero(
      'Schedule',
      { phase: 'Enabled', lastBackup: ago(3600) },
      { schedule: '0 */6 * * *' },
    ),
    'Healthy schedule.phase',
  ],
  [
    'schedule one late',
    velero(
      'Schedule',
      { phase: 'Enabled', lastBackup: ago(10 * 3600) },
      { schedule: '0 */6 * * *' },
    ),
    'Healthy+warning schedule.backup-overdue',
  ],
  [
    'schedule dead',
    velero(
      'Schedule',
      { phase: 'Enabled', lastBackup: ago(86_400) },
      { schedule: '0 */6 * * *' },
    ),
    'Degraded schedule.backup-overdue',
  ],
  [
    'schedule paused',
    velero('Schedule', { phase: 'Enabled' }, { paused: true }),
    'Suspended schedule.paused',
  ],
  [
    'schedule wrong',
    velero('Schedule', { phase: 'FailedValidation' }),
    'Degraded schedule.phase',
  ],
];

describe('rules', () => {
  it.each(GENERAL)('in general: %s', (_name, o, expected) => {
    expect(judge(o)).toBe(expected);
  });
  it.each(WORKLOADS)('workloads: %s', (_name, o, expected) => {
    expect(judge(o)).toBe(expected);
  });
  it.each(PODS)('pods: %s', (_name, o, expected) => {
    expect(judge(o)).toBe(expected);
  });
  it.each(PLATFORM)('platform: %s', (_name, o, expected) => {
    expect(judge(o)).toBe(expected);
  });
  it.each(MORE)('further: %s', (_name, o, expected) => {
    expect(judge(o)).toBe(expected);
  });
  it.each(DELIVERY)('delivery: %s', (_name, o, expected) => {
    expect(judge(o)).toBe(expected);
  });

  it('lets failing pods outvote a paused rollout', () => {
    const paused = deployment({}, { paused: true });
    expect(judge(paused, { pods: [pod('p')] })).toBe(
      'Suspended deployment.paused',
    );
    expect(
      judge(paused, { pods: [pod('p', stuckStatus('CrashLoopBackOff'))] }),
    ).toBe('Degraded workload.pods-failing');
  });

  it('gives a new service time to find its first endpoint', () => {
    const service = (seconds: number) =>
      of('v1', 'Service', {
        metadata: { creationTimestamp: ago(seconds) },
        spec: { selector: { a: 'b' } },
      });
    const slice = object('discovery.k8s.io/v1', 'EndpointSlice', {
      metadata: { labels: { 'kubernetes.io/service-name': 'app' } },
      endpoints: [],
    });
    const at = (seconds: number) =>
      judge(service(seconds), { endpointSlices: [slice] });
    expect(at(599)).toBe('Progressing service.no-endpoints');
    expect(at(601)).toBe('Degraded service.no-endpoints');
  });

  it('ignores pods that are over or on their way out', () => {
    const pods = [
      pod('evicted', { phase: 'Failed' }),
      pod(
        'going',
        stuckStatus('CrashLoopBackOff'),
        {},
        { deletionTimestamp: ago(1) },
      ),
      pod('fine'),
    ];
    expect(judge(deployment(), { pods })).toBe('Healthy deployment.available');
  });

  it('keeps a warning of a pod', () => {
    const restarted = pod('p', {
      containerStatuses: [
        {
          name: 'app',
          lastState: { terminated: { exitCode: 1, finishedAt: ago(60) } },
        },
      ],
    });
    expect(judge(deployment(), { pods: [restarted] })).toBe(
      'Healthy+warning workload.pods-at-risk',
    );
  });

  it('names the pod, whatever the order of the list', () => {
    const bad = ['b', 'a'].map(name =>
      pod(name, stuckStatus('CrashLoopBackOff')),
    );
    const messages = [bad, [...bad].reverse()].map(
      pods => assessHealth(deployment(), { now: NOW, pods }).message,
    );
    expect(messages[0]).toBe(messages[1]);
    expect(messages[0]).toMatch(/^2 pods, first a: /);
  });

  it('takes text of the cluster as one shortened line', () => {
    const { message, reason } = assessHealth(
      of(
        'x.org/v1',
        'Thing',
        conditions(
          condition('Ready', 'True', {
            message: `two\nlines ${'x'.repeat(900)}`,
            reason: '<script>alert(1)</script>',
          }),
        ),
      ),
      { now: NOW },
    );
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThanOrEqual(400);
    expect(reason).toBe('ReadyTrue');
  });
});

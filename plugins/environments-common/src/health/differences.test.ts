import {
  parseDocuments,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
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
import {
  DIFFERENCE_POLICIES,
  HEALTH_DIFFERENCES,
  type DifferencePolicy,
} from './differences';
import type { HealthContext } from './types';

function judge(o: KubeObject, context: Partial<HealthContext> = {}) {
  const { status, warning, rule } = assessHealth(o, { now: NOW, ...context });
  return warning ? `${status}+warning ${rule}` : `${status} ${rule}`;
}

const cronJob = (spec: object, status: object, metadata: object = {}) =>
  object('batch/v1', 'CronJob', {
    spec: { schedule: '*/5 * * * *', ...spec },
    status,
    metadata,
  });

const certificate = (status: object) =>
  object('cert-manager.io/v1', 'Certificate', {
    status: { conditions: [condition('Ready', 'True')], ...status },
  });

const hpa = (conditions: object[], spec: object = {}) =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: { minReplicas: 2, maxReplicas: 6, ...spec },
    status: { conditions },
  });

const flux = (group: string, kind: string, conditions: object[]) =>
  object(`${group}/v1`, kind, {
    status: { observedGeneration: 1, conditions },
  });

const statefulSet = (spec: object, status: object) =>
  object('apps/v1', 'StatefulSet', {
    spec: { replicas: 2, ...spec },
    status: {
      observedGeneration: 1,
      replicas: 2,
      readyReplicas: 2,
      currentReplicas: 2,
      updatedReplicas: 2,
      ...status,
    },
  });

/** What each policy means, shown on the smallest object that tells it. */
const SHOWN: Record<DifferencePolicy, () => void> = {
  'cronjob-suspended': () => {
    expect(
      judge(cronJob({ suspend: true }, { lastScheduleTime: ago(1e6) })),
    ).toBe('Suspended cronjob.suspended');
  },
  'cronjob-missed-runs': () => {
    const run = (seconds: number) => ({
      lastScheduleTime: ago(seconds),
      lastSuccessfulTime: ago(seconds - 30),
    });
    expect(judge(cronJob({}, run(240)))).toBe(
      'Healthy cronjob.last-run-succeeded',
    );
    expect(judge(cronJob({}, run(600)))).toBe(
      'Healthy+warning cronjob.missed-runs',
    );
    expect(judge(cronJob({}, run(900)))).toBe('Degraded cronjob.missed-runs');
    expect(judge(cronJob({}, run(5 * 365 * 86_400)))).toBe(
      'Degraded cronjob.missed-runs',
    );
  },
  'cronjob-nothing-observed': () => {
    expect(judge(cronJob({}, {}, { creationTimestamp: undefined }))).toBe(
      'Progressing cronjob.not-scheduled',
    );
    expect(judge(cronJob({}, {}, { creationTimestamp: ago(60) }))).toBe(
      'Healthy cronjob.not-due',
    );
  },
  'job-suspended': () => {
    expect(
      judge(
        object('batch/v1', 'Job', {
          spec: { suspend: true },
          status: { conditions: [condition('Suspended', 'True')] },
        }),
      ),
    ).toBe('Suspended job.suspended');
  },
  'job-running': () => {
    expect(
      judge(
        object('batch/v1', 'Job', {
          status: { startTime: ago(60), active: 1 },
        }),
      ),
    ).toBe('Progressing job.running');
  },
  'pod-failed': () => {
    expect(judge(pod('p', { phase: 'Failed', reason: 'Evicted' }))).toBe(
      'Degraded pod.failed',
    );
  },
  'pod-init-containers': () => {
    expect(
      judge(
        pod('p', {
          phase: 'Pending',
          ...stuckStatus('CrashLoopBackOff', 'initContainerStatuses'),
        }),
      ),
    ).toBe('Degraded pod.container-waiting');
  },
  'pods-speak': () => {
    const pods = [pod('a'), pod('b', stuckStatus('ImagePullBackOff'))];
    const rolling = deployment({ updatedReplicas: 1 });
    const daemonSet = object('apps/v1', 'DaemonSet', {
      status: {
        observedGeneration: 1,
        desiredNumberScheduled: 2,
        currentNumberScheduled: 2,
        updatedNumberScheduled: 2,
        numberAvailable: 1,
        numberReady: 1,
      },
    });
    for (const workload of [
      rolling,
      daemonSet,
      statefulSet({}, { readyReplicas: 1 }),
    ]) {
      expect(judge(workload)).toMatch(/^Progressing /);
      expect(judge(workload, { pods })).toBe('Degraded workload.pods-failing');
    }
  },
  'deployment-unavailable': () => {
    const down = (seconds: number) =>
      deployment({
        readyReplicas: 0,
        availableReplicas: 0,
        conditions: [
          condition('Available', 'False', { lastTransitionTime: ago(seconds) }),
          condition('Progressing', 'True', {
            reason: 'NewReplicaSetAvailable',
          }),
        ],
      });
    expect(judge(down(60))).toBe('Progressing deployment.rolling-out');
    expect(judge(down(301))).toBe('Degraded deployment.unavailable');
  },
  'deployment-conditions': () => {
    expect(judge(deployment({ conditions: [] }))).toBe(
      'Progressing deployment.rolling-out',
    );
  },
  'scaled-to-zero': () => {
    const none = { replicas: 0, readyReplicas: 0, availableReplicas: 0 };
    expect(judge(deployment(none, { replicas: 0 }))).toBe(
      'Suspended deployment.scaled-to-zero',
    );
    expect(
      judge(
        deployment(
          none,
          { replicas: 0 },
          { labels: { 'chat2sql.io/tier': 'prod' } },
        ),
      ),
    ).toBe('Suspended+warning deployment.scaled-to-zero');
  },
  'replica-failure': () => {
    const failing = [
      condition('ReplicaFailure', 'True', { reason: 'FailedCreate' }),
    ];
    expect(judge(deployment({ conditions: failing }))).toBe(
      'Degraded deployment.replica-failure',
    );
    expect(
      judge(
        object('apps/v1', 'ReplicaSet', {
          status: { observedGeneration: 1, conditions: failing },
        }),
      ),
    ).toBe('Degraded replicaset.replica-failure');
  },
  'statefulset-revisions': () => {
    expect(
      judge(
        statefulSet(
          {
            updateStrategy: {
              type: 'RollingUpdate',
              rollingUpdate: { partition: 0 },
            },
          },
          { currentRevision: 'a', updateRevision: 'b' },
        ),
      ),
    ).toBe('Progressing statefulset.rolling-out');
  },
  'hpa-condition-status': () => {
    const able = condition('AbleToScale', 'True');
    const metrics = (status: string, seconds: number) =>
      condition('ScalingActive', status, {
        reason: 'FailedGetResourceMetric',
        lastTransitionTime: ago(seconds),
      });
    expect(judge(hpa([able, metrics('True', 9999)]))).toBe(
      'Healthy hpa.able-to-scale',
    );
    expect(judge(hpa([able, metrics('False', 60)]))).toBe(
      'Progressing hpa.no-metrics',
    );
    expect(judge(hpa([able, metrics('False', 181)]))).toBe(
      'Degraded hpa.no-metrics',
    );
  },
  'hpa-at-maximum': () => {
    const at = (seconds: number, reason = 'TooManyReplicas') => [
      condition('AbleToScale', 'True'),
      condition('ScalingLimited', 'True', {
        reason,
        lastTransitionTime: ago(seconds),
      }),
    ];
    expect(judge(hpa(at(901)))).toBe('Healthy+warning hpa.at-maximum');
    expect(judge(hpa(at(60)))).toBe('Healthy hpa.able-to-scale');
    expect(judge(hpa(at(9999), { minReplicas: 6 }))).toBe(
      'Healthy hpa.able-to-scale',
    );
    expect(judge(hpa(at(9999, 'TooFewReplicas')))).toBe(
      'Healthy hpa.able-to-scale',
    );
  },
  'certificate-expired': () => {
    expect(judge(certificate({ notAfter: ago(1) }))).toBe(
      'Degraded certificate.expired',
    );
    expect(
      judge(certificate({ notAfter: ago(-86_400), renewalTime: ago(1) })),
    ).toBe('Healthy+warning certificate.renewal-due');
    expect(judge(certificate({ notAfter: ago(-86_400) }))).toBe(
      'Healthy certificate.ready',
    );
  },
  'rollout-step-pause': () => {
    const rollout = (spec: object) =>
      object('argoproj.io/v1alpha1', 'Rollout', {
        spec: {
          strategy: { canary: { steps: [{ setWeight: 20 }, { pause: {} }] } },
          ...spec,
        },
        status: {
          observedGeneration: '1',
          phase: 'Paused',
          currentStepIndex: 1,
          message: 'CanaryPauseStep',
        },
      });
    expect(judge(rollout({}))).toBe('Progressing rollout.step-pause');
    expect(assessHealth(rollout({}), { now: NOW }).message).toBe(
      'The rollout waits at step 2 of 2: CanaryPauseStep.',
    );
    expect(judge(rollout({ paused: true }))).toBe('Suspended rollout.paused');
  },
  'route-stale-parent': () => {
    const parent = (name: string, observedGeneration: number) => ({
      parentRef: { name },
      conditions: [
        { ...condition('Accepted', 'True'), observedGeneration },
        { ...condition('ResolvedRefs', 'True'), observedGeneration },
      ],
    });
    const route = (...parents: object[]) =>
      object('gateway.networking.k8s.io/v1', 'HTTPRoute', {
        metadata: { generation: 2 },
        status: { parents },
      });
    expect(judge(route(parent('a', 2), parent('b', 1)))).toBe(
      'Progressing route.stale-parent',
    );
    expect(judge(route(parent('a', 2), parent('b', 2)))).toBe(
      'Healthy route.accepted',
    );
  },
  'flux-dependency': () => {
    const waits = condition('Ready', 'False', { reason: 'DependencyNotReady' });
    const kustomization = (...conditions: object[]) =>
      flux('kustomize.toolkit.fluxcd.io', 'Kustomization', conditions);
    expect(judge(kustomization(waits, condition('Reconciling', 'True')))).toBe(
      'Progressing flux.waits-for-dependency',
    );
    expect(judge(kustomization(waits))).toBe('Degraded flux.ready');
  },
  'helmrelease-ready': () => {
    const release = (...conditions: object[]) =>
      flux('helm.toolkit.fluxcd.io', 'HelmRelease', conditions);
    const good = [
      condition('Ready', 'True'),
      condition('Released', 'True'),
      condition('TestSuccess', 'True'),
    ];
    expect(judge(release(...good))).toBe('Healthy flux.ready');
    expect(judge(release(good[0]))).toBe('Healthy flux.ready');
    expect(judge(release(...good, condition('Drifted', 'True')))).toBe(
      'Healthy+warning helmrelease.drifted',
    );
  },
  'keda-hpa-active': () => {
    const scaled = (seconds?: number) =>
      object('keda.sh/v1alpha1', 'ScaledObject', {
        status: {
          conditions: [
            condition('Ready', 'True'),
            condition('HPAActive', 'False', {
              reason: 'HPAMetricsUnavailable',
              lastTransitionTime:
                seconds === undefined ? undefined : ago(seconds),
            }),
          ],
        },
      });
    expect(judge(scaled(60))).toBe('Progressing scaledobject.hpa-active');
    expect(judge(scaled(181))).toBe('Degraded scaledobject.hpa-active');
    expect(judge(scaled())).toBe('Healthy+warning scaledobject.hpa-active');
  },
  'application-trust': () => {
    const application = (finished: number, reconciled?: number) =>
      object('argoproj.io/v1alpha1', 'Application', {
        status: {
          health: { status: 'Healthy' },
          sync: { status: 'Synced' },
          operationState: { phase: 'Succeeded', finishedAt: ago(finished) },
          ...(reconciled === undefined
            ? {}
            : { reconciledAt: ago(reconciled) }),
        },
      });
    expect(judge(application(60, 30))).toBe('Healthy application.health');
    expect(judge(application(30, 60))).toBe('Unknown application.untrusted');
    expect(judge(application(30))).toBe('Unknown application.untrusted');
  },
  'address-pending': () => {
    expect(
      judge(
        object('v1', 'Service', {
          spec: { type: 'LoadBalancer', clusterIP: '10.0.0.1' },
        }),
      ),
    ).toBe('Progressing service.no-address');
    expect(judge(object('networking.k8s.io/v1', 'Ingress'))).toBe(
      'Progressing ingress.no-address',
    );
  },
  'service-endpoints': () => {
    const service = object('v1', 'Service', { spec: { selector: { a: 'b' } } });
    const slice = (ready?: boolean) =>
      object('discovery.k8s.io/v1', 'EndpointSlice', {
        metadata: { labels: { 'kubernetes.io/service-name': 'app' } },
        endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready } }],
      });
    const at = (...endpointSlices: KubeObject[]) =>
      judge(service, { endpointSlices });
    expect(judge(service)).toBe('Healthy service.accepted');
    expect(at()).toBe('Unknown service.endpoints-unknown');
    expect(at({ ...slice(), endpoints: [] })).toBe(
      'Degraded service.no-endpoints',
    );
    expect(at(slice(false))).toBe('Degraded service.no-endpoints');
    expect(at(slice(false), slice(true))).toBe(
      'Healthy service.endpoints-ready',
    );
    expect(at(slice(undefined))).toBe('Healthy service.endpoints-ready');
  },
  'apiservice-unavailable': () => {
    const api = (seconds: number) =>
      object('apiregistration.k8s.io/v1', 'APIService', {
        status: {
          conditions: [
            condition('Available', 'False', {
              reason: 'MissingEndpoints',
              lastTransitionTime: ago(seconds),
            }),
          ],
        },
      });
    expect(judge(api(60))).toBe('Progressing apiservice.available');
    expect(judge(api(301))).toBe('Degraded apiservice.available');
  },
  'postgres-blocked': () => {
    expect(
      judge(
        object('postgresql.cnpg.io/v1', 'Cluster', {
          status: {
            phase: 'Cluster is unrecoverable and needs manual intervention',
          },
        }),
      ),
    ).toBe('Degraded postgrescluster.phase');
  },
  'cluster-external-secret': () => {
    const secret = (status: object) =>
      object('external-secrets.io/v1beta1', 'ClusterExternalSecret', {
        status,
      });
    const partly = condition('PartiallyReady', 'True', {
      lastTransitionTime: ago(60),
    });
    const ready = condition('Ready', 'True', { lastTransitionTime: ago(90) });
    expect(judge(secret({ conditions: [partly, ready] }))).toBe(
      'Degraded clusterexternalsecret.failed',
    );
    expect(
      judge(
        secret({
          conditions: [ready],
          failedNamespaces: [{ namespace: 'a', reason: 'exists already' }],
        }),
      ),
    ).toBe('Degraded clusterexternalsecret.failed-namespaces');
    expect(judge(secret({ conditions: [ready] }))).toBe(
      'Healthy clusterexternalsecret.ready',
    );
  },
  'not-judged': () => {
    expect(judge(object('example.org/v1', 'Thing'))).toBe(
      'Unknown generic.not-judged',
    );
    expect(judge(object('v1', 'ConfigMap'))).toBe('Healthy static.exists');
  },
  'duplicate-keys': () => {
    const { documents, problems } = parseDocuments(
      'apiVersion: v1\nkind: ConfigMap\nkind: Secret\n',
      'twice.yaml',
    );
    expect(documents).toEqual([]);
    expect(problems).toMatchObject([{ file: 'twice.yaml', line: 3 }]);
  },
};

describe('deliberate differences', () => {
  // Each function asserts for itself; the count guards against an empty list.
  it.each(Object.entries(SHOWN))('%s', (_id, show) => {
    show();
    expect.hasAssertions();
  });

  it('lists only known policies, each case once', () => {
    const files = HEALTH_DIFFERENCES.map(d => d.file);
    expect(new Set(files).size).toBe(files.length);
    for (const { policy } of HEALTH_DIFFERENCES) {
      expect(DIFFERENCE_POLICIES[policy]).toMatch(/\.$/);
    }
  });
});

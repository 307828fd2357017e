import type { HealthStatus } from './types';

/**
 * Why this portal judges differently from Argo CD or kstatus on purpose. Each
 * entry names the kind of object, what the engines say, what we say, and why;
 * each is shown by a test of the same id in `differences.test.ts`.
 */
export const DIFFERENCE_POLICIES = {
  'cronjob-suspended':
    'Argo CD calls a suspended CronJob Healthy until a defect of its own is mended, kstatus judges no CronJob. A switched-off schedule is Suspended here: it must not look green.',
  'cronjob-missed-runs':
    'Neither engine compares the schedule with the clock, so a CronJob that has not been started for years is Healthy there. Here one missed run is a warning and two are Degraded.',
  'cronjob-nothing-observed':
    'Without a run, and without the creation time or schedule that would tell whether one was due, both engines say healthy. Nothing was observed, so this is Progressing.',
  'job-suspended':
    'kstatus calls a suspended Job Current. It is Suspended here, as in Argo CD.',
  'job-running':
    'kstatus calls a Job Current as soon as it has started. It is Progressing here until it ends, as in Argo CD.',
  'pod-failed':
    'kstatus calls a failed Pod Current because it will not change any more. It is Degraded here, as in Argo CD.',
  'pod-init-containers':
    'Argo CD looks at the main containers only; a crash loop of an init or sidecar container is Degraded here.',
  'pods-speak':
    'Both engines wait for the progress deadline of a Deployment (10 minutes by default) and never call a StatefulSet or DaemonSet degraded. Where the pods were read, a crash loop or a failed image pull is Degraded at once.',
  'deployment-unavailable':
    'Argo CD calls a finished Deployment that lost its pods Progressing for ever. After 5 minutes without availability and without a rollout it is Degraded here.',
  'deployment-conditions':
    'Argo CD calls a Deployment Healthy as soon as the counters agree. Here the controller must also confirm it as available, as in kstatus.',
  'scaled-to-zero':
    'Both engines call a workload with no wanted and no running pod healthy. It is switched off, so it is Suspended here, with a warning in production.',
  'replica-failure':
    'kstatus calls a ReplicaSet that cannot create pods InProgress; Argo CD ignores the condition on Deployments. It is Degraded here.',
  'statefulset-revisions':
    'Argo CD does not compare revisions when the API server has filled in the default partition. They are always compared here.',
  'hpa-condition-status':
    'Argo CD judges an autoscaler by the reason of a condition alone. Here the condition must also be False, and failures within 3 minutes of a change are Progressing.',
  'hpa-at-maximum':
    'Both engines are silent about an autoscaler held at its maximum. After 15 minutes with room between minimum and maximum it is a warning here.',
  'certificate-expired':
    'Both engines call an expired certificate healthy while its Ready condition is True. It is Degraded here, and a passed renewal time is a warning.',
  'rollout-step-pause':
    'Argo CD calls a Rollout that waits in one of its own steps Suspended. It is on its way, so it is Progressing here; only a pause by a person is Suspended.',
  'route-stale-parent':
    'Argo CD is content when one parent of a route has taken up the current spec. Every parent must have, here.',
  'flux-dependency':
    'Argo CD calls a Kustomization that waits for its dependency Degraded. While Flux keeps working on it, it is Progressing here.',
  'helmrelease-ready':
    'Argo CD counts conditions and calls a HelmRelease with passed Helm tests Degraded. Ready decides here.',
  'keda-hpa-active':
    'Argo CD does not read HPAActive, so a ScaledObject whose autoscaler cannot scale is Healthy there. After 3 minutes it is Degraded here; without a time it is a warning.',
  'application-trust':
    'Argo CD gives an Application no health by default. Here its word counts unless its last operation is newer than its last comparison: then it is Unknown.',
  'address-pending':
    'kstatus calls a load balancer Service or an Ingress without an address Current. It is Progressing here, as in Argo CD.',
  'service-endpoints':
    'Neither engine looks at endpoints. A Service with a selector and no ready endpoint is Degraded here where EndpointSlices were read.',
  'apiservice-unavailable':
    'Argo CD calls an API that does not answer Progressing for ever. After 5 minutes it is Degraded here.',
  'postgres-blocked':
    'Argo CD calls a PostgreSQL cluster that cannot go on without a person Suspended. Nobody switched it off, so it is Degraded here.',
  'cluster-external-secret':
    'Argo CD reads the last condition only. A failed namespace is Degraded here whatever the conditions say.',
  'not-judged':
    'kstatus calls every object without a known condition Current. It is Unknown here, with the reason NotJudged, and takes no part in any fold.',
  'duplicate-keys':
    'Both engines accept a manifest that holds one key twice and silently take the last. Such a file is refused here with the line and the key, for nobody can tell which value was meant.',
} as const satisfies Record<string, string>;

/** Id of a deliberate difference. */
export type DifferencePolicy = keyof typeof DIFFERENCE_POLICIES;

/** One case of the public test data that is judged differently here. */
export interface HealthDifference {
  /** File below the `health` folder of the test data. */
  file: string;
  engine: string;
  /** Word of the engine. */
  theirs: string;
  /** Our word; `unreadable` when the file itself is refused. */
  ours: HealthStatus | 'unreadable';
  policy: DifferencePolicy;
}

const ARGO = 'argoproj/argo-cd/resource_customizations';
const KSTATUS = 'kubernetes-sigs/cli-utils/pkg/kstatus/status';

/**
 * Every difference from the public test data. A test fails for a difference
 * that is missing here, and for one listed here that no longer exists.
 */
export const HEALTH_DIFFERENCES: readonly HealthDifference[] = [
  {
    file: `${ARGO}/batch/CronJob/testdata/suspended.yaml`,
    engine: 'argo-lua',
    theirs: 'Healthy',
    ours: 'Suspended',
    policy: 'cronjob-suspended',
  },
  {
    file: `${KSTATUS}/status_compute_test/TestCronJobStatus/cronjobWithStatus.yaml`,
    engine: 'kstatus',
    theirs: 'Current',
    ours: 'Progressing',
    policy: 'cronjob-nothing-observed',
  },
  {
    file: `${KSTATUS}/core_test/TestSuspendedJobConditions.yaml`,
    engine: 'kstatus',
    theirs: 'Current',
    ours: 'Suspended',
    policy: 'job-suspended',
  },
  {
    file: `${KSTATUS}/status_compute_test/TestDeploymentStatus/depNoProgressDeadlineSeconds.yaml`,
    engine: 'kstatus',
    theirs: 'Current',
    ours: 'unreadable',
    policy: 'duplicate-keys',
  },
];

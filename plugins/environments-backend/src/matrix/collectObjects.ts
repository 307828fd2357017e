import {
  LABELS,
  type KubeObject,
  type SourceState,
} from '@chat2sql/plugin-platform-common';
import {
  sourceStateOfKind,
  type ClusterInventory,
} from '@chat2sql/plugin-platform-node';

/** A kind, as the inventory is asked for it. */
export interface KindName {
  kind: string;
  group: string;
}

const kind = (name: string, group: string = ''): KindName => ({
  kind: name,
  group,
});

const JOB = kind('Job', 'batch');

/** Kinds every cell needs: without them nothing can be said about workloads. */
export const NEEDED_KINDS: readonly KindName[] = [
  kind('Pod'),
  kind('Deployment', 'apps'),
  kind('StatefulSet', 'apps'),
  kind('DaemonSet', 'apps'),
  kind('ReplicaSet', 'apps'),
  kind('Service'),
];

const WORKLOADS: readonly KindName[] = [
  kind('Deployment', 'apps'),
  kind('StatefulSet', 'apps'),
  kind('DaemonSet', 'apps'),
  kind('CronJob', 'batch'),
  JOB,
];

const OTHERS: readonly KindName[] = [
  kind('Service'),
  kind('Ingress', 'networking.k8s.io'),
  kind('Gateway', 'gateway.networking.k8s.io'),
  kind('HTTPRoute', 'gateway.networking.k8s.io'),
  kind('HorizontalPodAutoscaler', 'autoscaling'),
  kind('PodDisruptionBudget', 'policy'),
  kind('PersistentVolumeClaim'),
  kind('ScaledObject', 'keda.sh'),
  kind('VerticalPodAutoscaler', 'autoscaling.k8s.io'),
  kind('Certificate', 'cert-manager.io'),
  kind('ExternalSecret', 'external-secrets.io'),
  kind('SecretStore', 'external-secrets.io'),
  kind('PeerAuthentication', 'security.istio.io'),
  kind('AuthorizationPolicy', 'security.istio.io'),
  kind('VirtualService', 'networking.istio.io'),
  kind('DestinationRule', 'networking.istio.io'),
];

const SCHEDULE = kind('Schedule', 'velero.io');
const BACKUP = kind('Backup', 'velero.io');

/** A backup that says how it went. */
const FINISHED = new Set([
  'Completed',
  'PartiallyFailed',
  'Failed',
  'FailedValidation',
]);

/** Everything held about one namespace, sorted by component. */
export interface CollectedObjects {
  /** Components seen on workloads, in order of their names. */
  components: string[];
  workloads: KubeObject[];
  intermediates: readonly KubeObject[];
  pods: readonly KubeObject[];
  endpointSlices: readonly KubeObject[];
  others: KubeObject[];
  /** Backup schedules that cover this namespace, each with its last finished run. */
  backups: KubeObject[];
  /** Component of an object; undefined for what belongs to the environment as a whole. */
  componentOf(object: KubeObject): string | undefined;
  /** State of the source of a kind. */
  source(name: KindName): SourceState;
}

function nameLabel(object: KubeObject): string | undefined {
  const value = object.metadata.labels?.[LABELS.name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Name of the workload that an autoscaler steers. */
function targetOf(object: KubeObject): string | undefined {
  const target = object.spec?.scaleTargetRef ?? object.spec?.targetRef;
  return typeof target?.name === 'string' ? target.name : undefined;
}

/**
 * Gathers what the inventory holds about one namespace of one cluster.
 *
 * @param options - `partOf` is the label value that makes a workload's name a
 * component; `known` are component ids accepted without it
 */
export function collectObjects(options: {
  inventory: ClusterInventory;
  cluster: string;
  namespace: string;
  partOf: string;
  known: ReadonlySet<string>;
}): CollectedObjects {
  const { inventory, cluster, namespace, partOf, known } = options;
  const read = (name: KindName) =>
    inventory.list({ cluster, namespace, ...name });
  const isOfCronJob = (job: KubeObject) =>
    job.metadata.ownerReferences?.some(owner => owner.kind === 'CronJob') ??
    false;
  const jobs = read(JOB);
  const workloads = WORKLOADS.flatMap(name =>
    name === JOB ? jobs.filter(job => !isOfCronJob(job)) : read(name),
  );
  const isComponent = (object: KubeObject, name: string) =>
    known.has(name) || object.metadata.labels?.[LABELS.partOf] === partOf;
  const components = new Set<string>();
  const byWorkload = new Map<string, string>();
  for (const workload of workloads) {
    const name = nameLabel(workload);
    if (name === undefined || !isComponent(workload, name)) continue;
    components.add(name);
    byWorkload.set(workload.metadata.name ?? '', name);
  }
  return {
    components: [...components].sort(),
    workloads,
    intermediates: [
      ...read(kind('ReplicaSet', 'apps')),
      ...jobs.filter(isOfCronJob),
    ],
    pods: read(kind('Pod')),
    endpointSlices: read(kind('EndpointSlice', 'discovery.k8s.io')),
    others: OTHERS.flatMap(read),
    backups: backupsOf(inventory, cluster, namespace),
    componentOf(object) {
      const name = nameLabel(object);
      if (name !== undefined && (components.has(name) || known.has(name))) {
        return name;
      }
      return byWorkload.get(targetOf(object) ?? '');
    },
    source(name) {
      const state = inventory.state(cluster, name.kind, name.group);
      return state
        ? sourceStateOfKind(state)
        : {
            id: `cluster:${cluster}`,
            title: `cluster ${cluster}`,
            condition: 'failed',
            reason: `cluster ${cluster} is not among the configured clusters`,
          };
    },
  };
}

function backupsOf(
  inventory: ClusterInventory,
  cluster: string,
  namespace: string,
): KubeObject[] {
  const runs = inventory
    .list({ cluster, ...BACKUP })
    .filter(run => FINISHED.has(run.status?.phase));
  return inventory
    .list({ cluster, ...SCHEDULE })
    .filter(schedule => {
      const included = schedule.spec?.template?.includedNamespaces;
      return Array.isArray(included) && included.includes(namespace);
    })
    .flatMap(schedule => {
      const last = runs
        .filter(
          run =>
            run.metadata.labels?.['velero.io/schedule-name'] ===
            schedule.metadata.name,
        )
        .sort((a, b) => (startOf(a) < startOf(b) ? 1 : -1))
        .slice(0, 1);
      return [schedule, ...last];
    });
}

function startOf(run: KubeObject): string {
  return String(
    run.status?.startTimestamp ?? run.metadata.creationTimestamp ?? '',
  );
}

import {
  findCondition,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';

/** Health words of Argo CD, best first. */
const ORDER = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
] as const;

/** A health word of Argo CD. */
export type ArgoHealth = (typeof ORDER)[number];

/** Health with Argo CD's reason, where it gives one. */
export interface ResourceHealth {
  status: ArgoHealth;
  message?: string;
}

const HEALTHY: ResourceHealth = { status: 'Healthy' };

function progressing(message: string): ResourceHealth {
  return { status: 'Progressing', message };
}

function deployment(object: KubeObject): ResourceHealth {
  const { spec, status = {}, metadata } = object;
  if (spec.paused)
    return { status: 'Suspended', message: 'Deployment is paused' };
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0))
    return progressing(
      'Waiting for rollout to finish: observed deployment generation less than desired generation',
    );
  const condition = findCondition(object, 'Progressing');
  if (condition?.reason === 'ProgressDeadlineExceeded')
    return {
      status: 'Degraded',
      message: `Deployment "${metadata.name}" exceeded its progress deadline`,
    };
  const wanted = spec.replicas ?? 1;
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0 } = status;
  if (updatedReplicas < wanted)
    return progressing(
      `Waiting for rollout to finish: ${updatedReplicas} out of ${wanted} new replicas have been updated...`,
    );
  if (replicas > updatedReplicas)
    return progressing(
      `Waiting for rollout to finish: ${
        replicas - updatedReplicas
      } old replicas are pending termination...`,
    );
  if (availableReplicas < updatedReplicas)
    return progressing(
      `Waiting for rollout to finish: ${availableReplicas} of ${updatedReplicas} updated replicas are available...`,
    );
  return HEALTHY;
}

function statefulSet(object: KubeObject): ResourceHealth {
  const { spec, status = {}, metadata } = object;
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0))
    return progressing('Waiting for statefulset spec update to be observed...');
  const wanted = spec.replicas ?? 1;
  const ready = status.readyReplicas ?? 0;
  if (ready < wanted)
    return progressing(`Waiting for ${wanted - ready} pods to be ready...`);
  if (status.updateRevision !== status.currentRevision)
    return progressing(
      `waiting for statefulset rolling update to complete ${
        status.updatedReplicas ?? 0
      } pods at revision ${status.updateRevision}...`,
    );
  return HEALTHY;
}

function byReady(object: KubeObject): ResourceHealth {
  if (findCondition(object, 'Issuing')?.status === 'True')
    return progressing('Issuing certificate');
  const ready = findCondition(object, 'Ready');
  if (!ready) return progressing('Waiting for status');
  // Nothing has failed while the first answer is awaited.
  if (ready.status !== 'True' && /waiting for/.test(ready.message ?? ''))
    return progressing(ready.message!);
  return ready.status === 'True'
    ? HEALTHY
    : { status: 'Degraded', message: ready.message };
}

function gateway(object: KubeObject): ResourceHealth {
  const conditions = [
    ...(object.status?.conditions ?? []),
    ...(object.status?.listeners ?? []).flatMap((l: any) => l.conditions ?? []),
    ...(object.status?.parents ?? []).flatMap((p: any) => p.conditions ?? []),
  ];
  if (conditions.length === 0) return progressing('Waiting for controller');
  const bad = conditions.find(
    c => /^(Accepted|ResolvedRefs)$/.test(c.type) && c.status === 'False',
  );
  if (bad?.reason === 'InvalidCertificateRef') return progressing(bad.message);
  return bad ? { status: 'Degraded', message: bad.message } : HEALTHY;
}

const RULES: Record<string, (object: KubeObject) => ResourceHealth> = {
  Deployment: deployment,
  StatefulSet: statefulSet,
  PersistentVolumeClaim: object =>
    object.status?.phase === 'Bound'
      ? HEALTHY
      : progressing('Waiting for the volume'),
  Certificate: byReady,
  ExternalSecret: byReady,
  SecretStore: byReady,
  ScaledObject: byReady,
  Gateway: gateway,
  HTTPRoute: gateway,
  CronJob: () => HEALTHY,
  Service: () => HEALTHY,
};

/** Health of one object by Argo CD's rules; undefined for kinds without a rule. */
export function healthOf(object: KubeObject): ResourceHealth | undefined {
  return RULES[object.kind]?.(object);
}

/** The worst of many; an application without judged objects is healthy to Argo CD. */
export function worstHealth(all: readonly ArgoHealth[]): ArgoHealth {
  return all.reduce<ArgoHealth>(
    (worst, next) =>
      ORDER.indexOf(next) > ORDER.indexOf(worst) ? next : worst,
    'Healthy',
  );
}

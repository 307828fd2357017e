import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterView, Controller } from '../cluster/types';
import { kubeTime } from '../names';

/** Requests per second one replica is meant to carry, as the ScaledObject says. */
const PER_REPLICA = 50;
const UP_AFTER_MS = 60_000;
const DOWN_AFTER_MS = 300_000;

/**
 * Load on the backend of a namespace in requests per second. Prod follows the
 * working day; an incident multiplies it, because clients try again.
 */
function load(cluster: ClusterView, namespace: string, now: Date): number {
  const hour = now.getUTCHours() + now.getUTCMinutes() / 60;
  const day = 0.5 + 0.5 * Math.sin(((hour - 8) / 24) * 2 * Math.PI);
  if (namespace === 'chat2sql-prod') {
    const incident = cluster.context.scenario().name === 'prod-incident';
    return (110 + 120 * day) * (incident ? 1.2 : 1);
  }
  return namespace === 'chat2sql-staging' ? 12 + 20 * day : 4 + 6 * day;
}

/** A condition that keeps its transition time while its status holds. */
export function condition(
  previous: any[] | undefined,
  now: Date,
  type: string,
  status: string,
  reason: string,
  message: string,
) {
  const known = previous?.find(c => c.type === type);
  return {
    type,
    status,
    reason,
    message,
    lastTransitionTime:
      known?.status === status ? known.lastTransitionTime : kubeTime(now),
  };
}

function autoscalerOf(scaled: KubeObject): KubeObject {
  const { metadata, spec } = scaled;
  const behavior = spec.advanced?.horizontalPodAutoscalerConfig?.behavior;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: {
      name: `keda-hpa-${metadata.name}`,
      namespace: metadata.namespace,
      labels: {
        ...metadata.labels,
        'app.kubernetes.io/managed-by': 'keda-operator',
        'scaledobject.keda.sh/name': metadata.name!,
      },
      ownerReferences: [
        {
          apiVersion: scaled.apiVersion,
          kind: scaled.kind,
          name: metadata.name!,
          uid: metadata.uid!,
          controller: true,
        },
      ],
    },
    spec: {
      scaleTargetRef: spec.scaleTargetRef,
      minReplicas: spec.minReplicaCount ?? 1,
      maxReplicas: spec.maxReplicaCount ?? 100,
      ...(behavior ? { behavior } : {}),
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: 70 },
          },
        },
        {
          type: 'External',
          external: {
            metric: {
              name: 's1-prometheus',
              selector: {
                matchLabels: { 'scaledobject.keda.sh/name': metadata.name },
              },
            },
            target: { type: 'AverageValue', averageValue: String(PER_REPLICA) },
          },
        },
      ],
    },
  };
}

function scale(cluster: ClusterView, hpa: KubeObject, now: Date): void {
  const { store } = cluster;
  const { namespace } = hpa.metadata;
  const target = store.get(
    'apps',
    hpa.spec.scaleTargetRef.kind ?? 'Deployment',
    namespace,
    hpa.spec.scaleTargetRef.name,
  );
  if (!target) return;
  const { minReplicas, maxReplicas } = hpa.spec;
  const rate = load(cluster, namespace!, now);
  const raw = Math.ceil(rate / PER_REPLICA - 0.1);
  const wanted = Math.min(maxReplicas, Math.max(minReplicas, raw));
  const current: number = target.spec.replicas ?? 1;
  const last = Date.parse(
    hpa.status?.lastScaleTime ?? target.metadata.creationTimestamp!,
  );
  const rested =
    now.getTime() - last >= (wanted > current ? UP_AFTER_MS : DOWN_AFTER_MS);
  const outside = current < minReplicas || current > maxReplicas;
  // One replica a step keeps the moves slow enough to watch.
  const moves = wanted !== current && (rested || outside);
  const next = moves ? current + Math.sign(wanted - current) : current;
  if (next !== current) {
    store.update({ ...target, spec: { ...target.spec, replicas: next } });
    cluster.event(
      hpa,
      {
        reason: 'SuccessfulRescale',
        message: `New size: ${next}; reason: external metric s1-prometheus(&LabelSelector{MatchLabels:map[string]string{scaledobject.keda.sh/name: ${
          target.metadata.name
        },},MatchExpressions:[]LabelSelectorRequirement{},}) ${
          next > current ? 'above' : 'below'
        } target`,
        component: 'horizontal-pod-autoscaler',
      },
      now,
    );
  }
  const lastScaleTime = moves ? kubeTime(now) : hpa.status?.lastScaleTime;
  const before = hpa.status?.conditions;
  const few = raw < minReplicas;
  const many = raw > maxReplicas;
  const limit = few ? 'TooFewReplicas' : 'TooManyReplicas';
  store.setStatus(hpa, {
    observedGeneration: hpa.metadata.generation,
    ...(lastScaleTime ? { lastScaleTime } : {}),
    currentReplicas: target.status?.replicas ?? 0,
    desiredReplicas: next,
    currentMetrics: [
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          current: {
            averageUtilization: Math.min(
              95,
              Math.round((rate / Math.max(1, current) / PER_REPLICA) * 55),
            ),
          },
        },
      },
      {
        type: 'External',
        external: {
          metric: { name: 's1-prometheus' },
          current: {
            averageValue: String(Math.round(rate / Math.max(1, current))),
          },
        },
      },
    ],
    conditions: [
      condition(
        before,
        now,
        'AbleToScale',
        'True',
        'ReadyForNewScale',
        'recommended size matches current size',
      ),
      condition(
        before,
        now,
        'ScalingActive',
        'True',
        'ValidMetricFound',
        'the HPA was able to successfully calculate a replica count from external metric s1-prometheus',
      ),
      condition(
        before,
        now,
        'ScalingLimited',
        few || many ? 'True' : 'False',
        few || many ? limit : 'DesiredWithinRange',
        few || many
          ? `the desired replica count is ${few ? 'less' : 'more'} than the ${
              few ? 'minimum' : 'maximum'
            } replica count`
          : 'the desired count is within the acceptable range',
      ),
    ],
  });
}

/** KEDA and the HPA it makes: replicas follow the load, one at a time. */
export const autoscalingController: Controller = (cluster, now) => {
  const { store } = cluster;
  for (const scaled of store.list('keda.sh', 'ScaledObject')) {
    const wanted = autoscalerOf(scaled);
    const known = store.get(
      'autoscaling',
      'HorizontalPodAutoscaler',
      scaled.metadata.namespace,
      wanted.metadata.name!,
    );
    const hpa = known
      ? store.update({ ...wanted, status: known.status })
      : store.create(wanted, now);
    scale(cluster, hpa, now);
    const before = scaled.status?.conditions;
    store.setStatus(scaled, {
      hpaName: hpa.metadata.name,
      externalMetricNames: ['s1-prometheus'],
      resourceMetricNames: ['cpu'],
      originalReplicaCount: scaled.spec.minReplicaCount ?? 1,
      scaleTargetGVKR: {
        group: 'apps',
        kind: 'Deployment',
        resource: 'deployments',
        version: 'v1',
      },
      scaleTargetKind: 'apps/v1.Deployment',
      conditions: [
        condition(
          before,
          now,
          'Ready',
          'True',
          'ScaledObjectReady',
          'ScaledObject is defined correctly and is ready for scaling',
        ),
        condition(
          before,
          now,
          'Active',
          'True',
          'ScalerActive',
          'Scaling is performed because triggers are active',
        ),
        condition(
          before,
          now,
          'Fallback',
          'False',
          'NoFallbackFound',
          'No fallbacks are active on this scaled object',
        ),
        condition(before, now, 'Paused', 'Unknown', 'NotPaused', ''),
      ],
    });
  }
};

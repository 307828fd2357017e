import { isDeepStrictEqual } from 'node:util';
import { apiGroup, type KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterView } from '../kube/cluster/types';
import { kubeTime } from '../kube/names';
import { healthOf, worstHealth, type ArgoHealth } from './health';
import { liveOf, syncOf } from './live';
import type { EnvironmentTarget } from './targets';

/** Where the cluster's Argo CD believes to read git. */
const REPOSITORY = 'https://portal.example.com/api/gitops/git/platform.git';

/** One operation of an application. */
export interface Operation {
  phase: 'Running' | 'Succeeded' | 'Failed';
  startedAt: string;
  finishedAt?: string;
  revision: string;
  message: string;
}

/** One entry of an application's history. */
export interface HistoryEntry {
  id: number;
  revision: string;
  source: Record<string, unknown>;
  deployStartedAt: string;
  deployedAt: string;
  initiatedBy: Record<string, unknown>;
}

/** `spec.source` of an environment's application. */
export function sourceOf(
  target: EnvironmentTarget,
  images: readonly string[],
): Record<string, unknown> {
  return {
    repoURL: REPOSITORY,
    path: target.directory,
    targetRevision: 'main',
    ...(images.length > 0 ? { kustomize: { images: [...images] } } : {}),
  };
}

/** The application object of an environment, without status. */
export function applicationObject(
  name: string,
  target: EnvironmentTarget,
  options: { images: readonly string[]; automated: boolean },
): KubeObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace: 'argocd',
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
      labels: {
        'app.kubernetes.io/part-of': 'chat2sql',
        'app.kubernetes.io/managed-by': 'argocd',
        'chat2sql.io/tier': target.record.tier,
        'chat2sql.io/environment': target.id,
      },
      annotations: { 'chat2sql.io/owner': target.record.owner },
    },
    spec: {
      project: 'chat2sql',
      source: sourceOf(target, options.images),
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: target.namespace,
      },
      ignoreDifferences: [
        {
          group: 'apps',
          kind: 'Deployment',
          name: 'chat2sql-backend',
          jsonPointers: ['/spec/replicas'],
        },
      ],
      syncPolicy: {
        ...(options.automated
          ? { automated: { prune: true, selfHeal: true } }
          : {}),
        syncOptions: ['ServerSideApply=true', 'ApplyOutOfSyncOnly=true'],
        retry: {
          limit: 5,
          backoff: { duration: '5s', factor: 2, maxDuration: '3m' },
        },
      },
    },
  };
}

function operationState(
  operation: Operation,
  source: Record<string, unknown>,
): Record<string, unknown> {
  return {
    operation: {
      sync: { revision: operation.revision, prune: true },
      initiatedBy: { automated: true },
      retry: { limit: 5 },
    },
    phase: operation.phase,
    message: operation.message,
    startedAt: operation.startedAt,
    ...(operation.finishedAt ? { finishedAt: operation.finishedAt } : {}),
    syncResult: { revision: operation.revision, source },
  };
}

function imagesOf(cluster: ClusterView, objects: readonly KubeObject[]) {
  const images = new Set<string>();
  for (const object of objects) {
    const live = liveOf(cluster, object);
    const spec =
      live?.spec?.template?.spec ??
      live?.spec?.jobTemplate?.spec?.template?.spec;
    for (const container of [
      ...(spec?.initContainers ?? []),
      ...(spec?.containers ?? []),
    ])
      images.add(container.image);
  }
  return [...images].sort();
}

/**
 * Compares and judges an application's objects and writes its status.
 *
 * @param facts.compared - count the comparison even when it found nothing new
 * @returns changes of the health and sync words as event texts, and whether
 * the comparison was counted
 */
export function writeStatus(
  cluster: ClusterView,
  application: KubeObject,
  facts: {
    target: EnvironmentTarget;
    revision: string;
    objects: readonly KubeObject[];
    images: readonly string[];
    operation?: Operation;
    history: readonly HistoryEntry[];
    now: Date;
    compared: boolean;
  },
): { changes: string[]; moved: boolean } {
  const { target, objects, now } = facts;
  const previous = application.status ?? {};
  const source = sourceOf(target, facts.images);
  const resources = objects.map(object => {
    const live = liveOf(cluster, object);
    const group = apiGroup(object.apiVersion);
    const health = live ? healthOf(live) : { status: 'Missing' as const };
    return {
      ...(group ? { group } : {}),
      version: object.apiVersion.slice(object.apiVersion.indexOf('/') + 1),
      kind: object.kind,
      ...(object.metadata.namespace
        ? { namespace: object.metadata.namespace }
        : {}),
      name: object.metadata.name,
      status: syncOf(cluster, object),
      ...(health ? { health } : {}),
    };
  });
  const judged = resources
    .map(r => r.health?.status)
    .filter((s): s is ArgoHealth => s !== undefined);
  const word = worstHealth(judged);
  const same = resources.every(r => r.status === 'Synced');
  const compared = same ? 'Synced' : 'OutOfSync';
  const sync = target.error === undefined ? compared : 'Unknown';
  const healthMoved = previous.health?.status !== word;
  const content = {
    ...(target.error !== undefined
      ? {
          conditions: [
            {
              type: 'ComparisonError',
              message: target.error,
              lastTransitionTime:
                previous.conditions?.[0]?.lastTransitionTime ?? kubeTime(now),
            },
          ],
        }
      : {}),
    health: {
      status: word,
      lastTransitionTime: healthMoved
        ? kubeTime(now)
        : previous.health.lastTransitionTime,
    },
    history: [...facts.history],
    ...(facts.operation
      ? { operationState: operationState(facts.operation, source) }
      : {}),
    resources,
    sourceType: 'Kustomize',
    summary: { images: imagesOf(cluster, objects) },
    sync: {
      status: sync,
      revision: facts.revision,
      comparedTo: {
        source,
        destination: application.spec.destination,
        ignoreDifferences: application.spec.ignoreDifferences,
      },
    },
  };
  const { reconciledAt, ...before } = previous;
  const moved = facts.compared || !isDeepStrictEqual(before, content);
  cluster.store.setStatus(application, {
    ...content,
    reconciledAt: moved ? kubeTime(now) : reconciledAt,
  });
  const changes: string[] = [];
  if (previous.health && healthMoved)
    changes.push(`Updated health status: ${previous.health.status} -> ${word}`);
  if (previous.sync && previous.sync.status !== sync)
    changes.push(`Updated sync status: ${previous.sync.status} -> ${sync}`);
  return { changes, moved };
}

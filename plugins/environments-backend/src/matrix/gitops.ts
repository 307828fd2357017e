import {
  isKubeObject,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
import type { GitOpsState } from '@chat2sql/plugin-environments-common';
import type { ClusterInventory } from '@chat2sql/plugin-platform-node';

const APPLICATION = { kind: 'Application', group: 'argoproj.io' };

/** Kinds that make a component of an environment when its application names them. */
const WORKLOAD_KINDS = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** The application of an environment, and whether what is held about it is current. */
export interface FoundApplication {
  object: KubeObject;
  current: boolean;
}

/**
 * Finds the Argo CD application of an environment: by its name
 * `chat2sql-<environment>`, else by the namespace it deploys to. Argo CD may
 * run in another cluster than the environment.
 */
export function findApplication(
  inventory: ClusterInventory,
  environment: { cluster: string; namespace: string },
): FoundApplication | undefined {
  let byNamespace: FoundApplication | undefined;
  const clusters = inventory.clusters();
  // Its own cluster first: names may repeat where each cluster has its Argo CD.
  clusters.sort((a, b) => {
    const own = environment.cluster;
    return Number(b === own) - Number(a === own);
  });
  for (const cluster of clusters) {
    const state = inventory.state(cluster, 'Application', APPLICATION.group);
    const current = state?.condition === 'synced';
    for (const object of inventory.list({ cluster, ...APPLICATION })) {
      if (object.metadata.name === environment.namespace) {
        return { object, current };
      }
      if (
        object.spec?.destination?.namespace === environment.namespace &&
        !byNamespace
      ) {
        byNamespace = { object, current };
      }
    }
  }
  return byNamespace;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** What an application says, in the words of the matrix. A state that is not current is Unknown. */
export function gitopsStateOf(found: FoundApplication): GitOpsState {
  const { object, current } = found;
  const status = object.status ?? {};
  const operation = status.operationState ?? {};
  const automated = object.spec?.syncPolicy?.automated;
  return {
    tool: 'argocd',
    application: object.metadata.name,
    sync: current ? syncWord(status.sync?.status) : 'Unknown',
    reportedHealth: text(status.health?.status),
    revision:
      text(status.sync?.revision) ?? text(operation.syncResult?.revision),
    operation: text(operation.phase),
    operationMessage: text(operation.message)?.slice(0, 300),
    reconciledAt: text(status.reconciledAt),
    suspended: !automated || automated.enabled === false,
  };
}

function syncWord(value: unknown): GitOpsState['sync'] {
  return value === 'Synced' || value === 'OutOfSync' ? value : 'Unknown';
}

function resourcesOf(found: FoundApplication | undefined): any[] {
  const resources = found?.object.status?.resources;
  return Array.isArray(resources) ? resources.filter(r => r) : [];
}

/**
 * Whether an environment asks for a component, as its application tells.
 *
 * @returns undefined when no application lists its resources
 */
export function isAskedFor(
  found: FoundApplication | undefined,
  component: string,
): boolean | undefined {
  const workloads = resourcesOf(found).filter(r => WORKLOAD_KINDS.has(r.kind));
  if (workloads.length === 0) return undefined;
  return workloads.some(r => r.name === component);
}

/** Sync of the given workloads, or of the whole application when it does not list them. */
export function syncOf(
  found: FoundApplication | undefined,
  workloads: readonly KubeObject[],
): GitOpsState['sync'] | undefined {
  if (!found) return undefined;
  const whole = gitopsStateOf(found).sync;
  if (!found.current) return whole;
  const words = resourcesOf(found)
    .filter(r =>
      workloads.some(
        w =>
          isKubeObject(w) &&
          w.kind === r.kind &&
          w.metadata.name === r.name &&
          w.metadata.namespace === r.namespace,
      ),
    )
    .map(r => syncWord(r.status));
  if (words.length === 0) return whole;
  if (words.includes('OutOfSync')) return 'OutOfSync';
  return words.includes('Unknown') ? 'Unknown' : 'Synced';
}

import type { SandboxContext } from '../scenario/types';
import { SimulatedCluster } from './cluster/SimulatedCluster';
import type { ClusterName } from './cluster/types';
import {
  KubeApiServer,
  type KubeApiServerOptions,
} from './server/KubeApiServer';
import type { ObjectStore } from './store/ObjectStore';

/** A cluster with its API server, not yet listening. */
export interface KubeServer {
  server: KubeApiServer;
  cluster: SimulatedCluster;
  /** Objects of the cluster; what is written here is what clients see. */
  store: ObjectStore;
}

/**
 * Makes a cluster and its API server.
 *
 * @param context - clock, seed and scenario
 * @param options.bare - without nodes and platform workloads
 * @param options.historyLimit - number of changes a watch can resume over
 */
export function createKubeServer(
  context: SandboxContext,
  options: Omit<KubeApiServerOptions, 'cluster'> & {
    cluster: ClusterName;
    bare?: boolean;
    historyLimit?: number;
  },
): KubeServer {
  const { cluster: name, bare, historyLimit, ...rest } = options;
  const cluster = SimulatedCluster.create(name, context, {
    bare,
    historyLimit,
  });
  return {
    server: KubeApiServer.create({ ...rest, cluster }),
    cluster,
    store: cluster.store,
  };
}

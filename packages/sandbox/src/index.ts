export { ControlServer } from './control/ControlServer';
export { GitOpsReconciler } from './gitops/GitOpsReconciler';
export {
  loadPlatformRepo,
  PlatformSource,
  type PlatformCommit,
} from './gitops/PlatformSource';
export { SimulatedCluster } from './kube/cluster/SimulatedCluster';
export type { ClusterName, ClusterView } from './kube/cluster/types';
export { createKubeServer, type KubeServer } from './kube/createKubeServer';
export {
  KubeApiServer,
  type KubeApiServerOptions,
} from './kube/server/KubeApiServer';
export { ObjectStore, type StoreEvent } from './kube/store/ObjectStore';
export { RESOURCES, type ResourceDefinition } from './kube/store/resources';
export { ScenarioDirector } from './scenario/ScenarioDirector';
export * from './scenario/types';

export { kindKey, OBSERVED_KINDS } from './kinds';
export { clusterInventoryServiceRef } from './service';
export { sourceStateOfKind, sourceStatesOfClusters } from './sourceStates';
export type {
  ClusterInventory,
  InventoryChange,
  KindCondition,
  KindId,
  KindState,
} from './types';

import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DefaultClusterInventory } from './DefaultClusterInventory';
import type { ClusterInventory } from './types';

/** The watch cache over all configured clusters, one per process. */
export const clusterInventoryServiceRef = createServiceRef<ClusterInventory>({
  id: 'platform.inventory',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.rootLogger,
        lifecycle: coreServices.rootLifecycle,
      },
      factory({ config, logger, lifecycle }) {
        const inventory = DefaultClusterInventory.fromConfig(config, {
          logger: logger.child({ service: 'inventory' }),
        });
        lifecycle.addShutdownHook(() => inventory.stop());
        inventory.start();
        return inventory;
      },
    }),
});

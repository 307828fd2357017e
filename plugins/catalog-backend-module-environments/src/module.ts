import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { platformRepositoryServiceRef } from '@chat2sql/plugin-gitops-node';
import { EnvironmentEntityProvider } from './EnvironmentEntityProvider';

/** Adds the environments of the platform repository to the catalog. */
export const catalogModuleEnvironments = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'environments',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        repository: platformRepositoryServiceRef,
        scheduler: coreServices.scheduler,
        logger: coreServices.logger,
      },
      async init({ catalog, repository, scheduler, logger }) {
        catalog.addEntityProvider(
          EnvironmentEntityProvider.create({
            repository,
            logger,
            taskRunner: scheduler.createScheduledTaskRunner({
              frequency: { minutes: 1 },
              timeout: { seconds: 30 },
              // Every replica keeps entities of its own head, so each runs it.
              scope: 'local',
            }),
          }),
        );
      },
    });
  },
});

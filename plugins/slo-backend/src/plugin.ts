import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { platformRepositoryServiceRef } from '@chat2sql/plugin-gitops-node';
import { prometheusSourcesServiceRef } from '@chat2sql/plugin-platform-node';
import { sloPermissions } from '@chat2sql/plugin-slo-common';
import { readSloConfig } from './config/readSloConfig';
import { DocumentLoader } from './documents/DocumentLoader';
import {
  inTiersRule,
  objectiveResourceRef,
} from './permissions/objectiveResource';
import { createRouter } from './router/createRouter';
import { SloService } from './service/SloService';
import { DatabaseTileStore } from './store/DatabaseTileStore';

/** Service level objectives from the platform repository, measured by Prometheus. */
export const sloPlugin = createBackendPlugin({
  pluginId: 'slo',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        database: coreServices.database,
        lifecycle: coreServices.lifecycle,
        httpRouter: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        repository: platformRepositoryServiceRef,
        sources: prometheusSourcesServiceRef,
      },
      async init(deps) {
        const { logger, permissionsRegistry } = deps;
        const config = readSloConfig(deps.config);
        const service = SloService.create({
          loader: DocumentLoader.create({
            repository: deps.repository,
            directory: config.directory,
            logger,
          }),
          sources: deps.sources,
          store: await DatabaseTileStore.create({ database: deps.database }),
          config,
          logger,
        });
        permissionsRegistry.addResourceType({
          resourceRef: objectiveResourceRef,
          permissions: sloPermissions,
          rules: [inTiersRule],
          getResources: async refs =>
            refs.map(ref => {
              const found = service.find(ref);
              return found && { tier: found.objective.tier };
            }),
        });
        deps.httpRouter.use(
          createRouter({
            service,
            httpAuth: deps.httpAuth,
            permissions: deps.permissions,
            permissionsRegistry,
          }),
        );
        deps.lifecycle.addStartupHook(() => service.start());
        deps.lifecycle.addShutdownHook(() => service.stop());
      },
    });
  },
});

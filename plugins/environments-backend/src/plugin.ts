import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { environmentsPermissions } from '@chat2sql/plugin-environments-common';
import { platformRepositoryServiceRef } from '@chat2sql/plugin-gitops-node';
import {
  alertmanagerServiceRef,
  clusterInventoryServiceRef,
} from '@chat2sql/plugin-platform-node';
import { FiringAlerts } from './alerts/FiringAlerts';
import { readComponents } from './matrix/readComponents';
import {
  environmentResourceRef,
  inTiers,
} from './permissions/environmentResource';
import { EnvironmentRecords } from './records/EnvironmentRecords';
import { createRouter } from './router/createRouter';
import { EnvironmentAccess } from './router/EnvironmentAccess';
import { EventStreams } from './router/streamEvents';
import { MatrixService } from './service/MatrixService';

/** Backend of the environments page: keeps the matrix in memory and serves it. */
export const environmentsPlugin = createBackendPlugin({
  pluginId: 'environments',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        lifecycle: coreServices.lifecycle,
        httpRouter: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        auditor: coreServices.auditor,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        repository: platformRepositoryServiceRef,
        inventory: clusterInventoryServiceRef,
        alertmanager: alertmanagerServiceRef,
      },
      async init(deps) {
        const { config, logger, inventory, permissions } = deps;
        const components = readComponents(config);
        const partOf = config.getOptionalString('environments.partOf');
        const records = EnvironmentRecords.create({
          repository: deps.repository,
          logger,
        });
        const alerts = FiringAlerts.create({ alertmanager: deps.alertmanager });
        const matrix = MatrixService.create({
          inventory,
          records,
          alerts,
          components,
          partOf,
          logger,
        });
        const streams = EventStreams.create();

        deps.permissionsRegistry.addResourceType({
          resourceRef: environmentResourceRef,
          permissions: environmentsPermissions,
          rules: [inTiers],
          getResources: async ids =>
            ids.map(id => matrix.resources().find(r => r.id === id)),
        });
        const access = EnvironmentAccess.create({
          permissions,
          ruleset: deps.permissionsRegistry.getPermissionRuleset(
            environmentResourceRef,
          ),
        });

        matrix.subscribe(() => streams.notify());
        records.start();
        alerts.start();
        matrix.start();
        deps.lifecycle.addShutdownHook(() => {
          streams.close();
          matrix.stop();
          alerts.stop();
          records.stop();
        });
        deps.httpRouter.use(
          createRouter({
            httpAuth: deps.httpAuth,
            auditor: deps.auditor,
            access,
            matrix,
            inventory,
            streams,
          }),
        );
      },
    });
  },
});

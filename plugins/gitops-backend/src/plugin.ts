import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { gitopsPermissions } from '@chat2sql/plugin-gitops-common';
import { gitHostServiceRef } from '@chat2sql/plugin-gitops-node';
import { clusterInventoryServiceRef } from '@chat2sql/plugin-platform-node';
import { ChangeStore } from './database/ChangeStore';
import { openDatabase } from './database/migrate';
import { PlanStore } from './database/PlanStore';
import {
  changeResourceRef,
  inTiersRule,
  resourceFromRef,
} from './permissions/changeResource';
import { TierAccess } from './permissions/TierAccess';
import { readConfig } from './readConfig';
import { createRouter } from './router/createRouter';
import { createServices } from './service/createServices';

/** Plans, changes, their reviews and merges, and their way to healthy. */
export const gitopsPlugin = createBackendPlugin({
  pluginId: 'gitops',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        database: coreServices.database,
        scheduler: coreServices.scheduler,
        httpRouter: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        auditor: coreServices.auditor,
        lifecycle: coreServices.lifecycle,
        host: gitHostServiceRef,
        inventory: clusterInventoryServiceRef,
      },
      async init(deps) {
        const { logger, host, inventory, scheduler, lifecycle } = deps;
        const knex = await openDatabase(deps.database);
        deps.permissionsRegistry.addResourceType({
          resourceRef: changeResourceRef,
          permissions: gitopsPermissions,
          rules: [inTiersRule],
          getResources: async refs => refs.map(resourceFromRef),
        });
        const plans = PlanStore.create({ knex });
        const changes = ChangeStore.create({ knex });
        const services = createServices({
          config: readConfig(deps.config),
          host,
          inventory,
          plans,
          changes,
          logger,
        });
        const { keeper, follower } = services;
        lifecycle.addShutdownHook(
          host.provider.onHeadChange(host.repo, host.baseBranch, () => {
            keeper.run().then(
              () => follower.run(),
              () => {},
            );
          }),
        );
        lifecycle.addShutdownHook(follower.start());
        // Events bring both up to date at once; this closes what events miss.
        await scheduler.scheduleTask({
          id: 'gitops-follow-changes',
          scope: 'local',
          frequency: { seconds: 15 },
          timeout: { seconds: 60 },
          fn: async () => {
            await keeper.run();
            await follower.run();
          },
        });
        await scheduler.scheduleTask({
          id: 'gitops-forget-plans',
          scope: 'global',
          frequency: { hours: 24 },
          timeout: { minutes: 1 },
          fn: async () => {
            const weekAgo = new Date(Date.now() - 7 * 86_400_000);
            await plans.forgetExpired(weekAgo.toISOString());
          },
        });
        deps.httpRouter.use(
          createRouter({
            ...services,
            plans,
            httpAuth: deps.httpAuth,
            auditor: deps.auditor,
            access: TierAccess.create({
              permissions: deps.permissions,
              registry: deps.permissionsRegistry,
            }),
          }),
        );
      },
    });
  },
});

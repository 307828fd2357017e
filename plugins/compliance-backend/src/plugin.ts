import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  compliancePermissions,
  createChecks,
} from '@chat2sql/plugin-compliance-common';
import { platformRepositoryServiceRef } from '@chat2sql/plugin-gitops-node';
import type { Problem } from '@chat2sql/plugin-platform-common';
import { clusterInventoryServiceRef } from '@chat2sql/plugin-platform-node';
import { ComplianceEngine } from './engine/ComplianceEngine';
import { EnvironmentAccess } from './permissions/EnvironmentAccess';
import { inTiersRule, resultResourceRef } from './permissions/resultResource';
import { readConfig } from './readConfig';
import { RepositoryReader } from './repository/RepositoryReader';
import { createRouter } from './router/createRouter';
import { ComplianceService } from './service/ComplianceService';
import { EvidenceAge } from './service/EvidenceAge';
import { ResultService } from './service/ResultService';
import { Scorecards } from './service/Scorecards';

/** Scorecards: checks over live objects, mapped to frameworks. */
export const compliancePlugin = createBackendPlugin({
  pluginId: 'compliance',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        lifecycle: coreServices.lifecycle,
        httpRouter: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        auditor: coreServices.auditor,
        inventory: clusterInventoryServiceRef,
        repository: platformRepositoryServiceRef,
      },
      async init(deps) {
        const { inventory, logger } = deps;
        const settings = readConfig(deps.config);
        const checks = createChecks(settings);
        const engine = ComplianceEngine.create({ inventory, checks, logger });
        const scorecards = Scorecards.create({ engine });
        engine.onResults(() => scorecards.rebuild());
        let problems: readonly Problem[] = [];
        const reader = RepositoryReader.create({
          repository: deps.repository,
          checks,
          frameworksDirectory: settings.frameworksDirectory,
          logger,
          onContent: content => {
            problems = content.problems;
            engine.setEnvironments(content.environments);
            scorecards.setFrameworks(content.frameworks);
          },
        });
        const age = EvidenceAge.create({ engine, inventory });
        const service = ComplianceService.create({
          age,
          inventory,
          engine,
          scorecards,
          repositoryState: () => reader.state(),
          problems: () => problems,
        });

        deps.permissionsRegistry.addResourceType({
          resourceRef: resultResourceRef,
          permissions: compliancePermissions,
          rules: [inTiersRule],
          getResources: async refs =>
            refs.map(ref => engine.environments().find(e => e.id === ref)),
        });
        deps.httpRouter.use(
          createRouter({
            httpAuth: deps.httpAuth,
            auditor: deps.auditor,
            access: EnvironmentAccess.create({
              permissions: deps.permissions,
              registry: deps.permissionsRegistry,
            }),
            service,
            results: ResultService.create({ engine, service, age }),
          }),
        );
        engine.start();
        reader.start();
        deps.lifecycle.addShutdownHook(async () => {
          reader.stop();
          await engine.stop();
        });
      },
    });
  },
});

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createPlanEnvironmentAction } from './actions/planEnvironment';
import { createRequestEnvironmentAction } from './actions/requestEnvironment';
import { GitOpsBackendClient } from './GitOpsBackendClient';

/** Scaffolder actions that plan changes and open pull requests from plans. */
export const scaffolderModuleGitops = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'gitops',
  register(env) {
    env.registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
      },
      async init({ scaffolder, auth, discovery }) {
        const client = GitOpsBackendClient.create({ auth, discovery });
        scaffolder.addActions(
          createPlanEnvironmentAction({ client }),
          createRequestEnvironmentAction({ client }),
        );
      },
    });
  },
});

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { PortalPolicy } from './PortalPolicy';
import { readRolesByGroup } from './readRolesByGroup';

/** Installs the portal's policy: deny by default, rights by group. */
export const permissionModulePortal = createBackendModule({
  pluginId: 'permission',
  moduleId: 'portal',
  register(env) {
    env.registerInit({
      deps: {
        policy: policyExtensionPoint,
        config: coreServices.rootConfig,
        userInfo: coreServices.userInfo,
      },
      async init({ policy, config, userInfo }) {
        policy.setPolicy(
          new PortalPolicy({
            userInfo,
            rolesByGroup: readRolesByGroup(config),
          }),
        );
      },
    });
  },
});

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { PortalLinksProcessor } from './PortalLinksProcessor';

/** Lets descriptors link to pages of the portal by path. */
export const catalogModulePortalLinks = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'portal-links',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ catalog, config }) {
        catalog.addProcessor(
          new PortalLinksProcessor({
            baseUrl: config.getString('app.baseUrl'),
          }),
        );
      },
    });
  },
});

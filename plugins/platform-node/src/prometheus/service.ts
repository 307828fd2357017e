import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DefaultPrometheusSources } from './DefaultPrometheusSources';
import type { PrometheusSources } from './types';

/** The Prometheus-compatible servers of the portal's config, shared by all plugins. */
export const prometheusSourcesServiceRef = createServiceRef<PrometheusSources>({
  id: 'platform.prometheus',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.rootLifecycle,
      },
      factory({ config, lifecycle }) {
        const sources = DefaultPrometheusSources.fromConfig(config);
        lifecycle.addShutdownHook(() => sources.close());
        return sources;
      },
    }),
});

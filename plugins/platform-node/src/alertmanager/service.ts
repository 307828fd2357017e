import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DefaultHttpClient } from '../http/DefaultHttpClient';
import { readUpstreamConfig } from '../http/readUpstreamConfig';
import { DefaultAlertmanagerClient } from './DefaultAlertmanagerClient';
import type { Alertmanager } from './types';

const KEY = 'platform.alertmanager';

/** The Alertmanager of the portal's config, shared by all plugins. */
export const alertmanagerServiceRef = createServiceRef<Alertmanager>({
  id: 'platform.alertmanager',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.rootLifecycle,
      },
      factory({ config, lifecycle }): Alertmanager {
        const block = config.getOptionalConfig(KEY);
        if (!block) return { client: () => undefined };
        const http = DefaultHttpClient.create({
          ...readUpstreamConfig(block, KEY),
          id: 'alertmanager',
          title: 'Alertmanager',
          // Alertmanager writes errors as a bare JSON string.
          readError: body => (typeof body === 'string' ? body : undefined),
        });
        lifecycle.addShutdownHook(() => http.close());
        const client = DefaultAlertmanagerClient.create({ http });
        return { client: () => client };
      },
    }),
});

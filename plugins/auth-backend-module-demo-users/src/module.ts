import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import Router from 'express-promise-router';
import { createDemoUsersAuthenticator } from './demoUsersAuthenticator';
import { readDemoUsers, type DemoUser } from './readDemoUsers';

/** Adds the auth provider `demo-users` when it is configured and harmless. */
export const authModuleDemoUsers = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-users',
  register(env) {
    env.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
      },
      async init({ providers, config, httpRouter, logger }) {
        const users = readDemoUsers(config);
        if (!users) return;
        logger.warn(
          'sign-in without password is on for demo users; this backend must stay on a loopback address',
        );
        const router = Router();
        router.get('/demo-users/users', (_req, res) => {
          res.json({ users });
        });
        httpRouter.use(router);
        httpRouter.addAuthPolicy({
          path: '/demo-users/users',
          allow: 'unauthenticated',
        });
        providers.registerProvider({
          providerId: 'demo-users',
          factory: createProxyAuthProviderFactory({
            authenticator: createDemoUsersAuthenticator(users),
            signInResolver: async ({ result }: { result: DemoUser }, ctx) =>
              ctx.signInWithCatalogUser({ entityRef: { name: result.id } }),
          }),
        });
      },
    });
  },
});

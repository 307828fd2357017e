import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** Frameworks by environment. */
export const rootRouteRef = createRouteRef();

/** One framework with its controls; the key is `id@version`. */
export const frameworkRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/frameworks/:key',
});

/** Results of all checks. */
export const resultsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/results',
});

/** Page of an environment, where the environments plugin is installed. */
export const environmentRouteRef = createExternalRouteRef({
  params: ['id'],
  defaultTarget: 'environments.environment',
});

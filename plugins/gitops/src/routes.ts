import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The list of changes. */
export const rootRouteRef = createRouteRef();

/** One change. */
export const changeRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:number',
});

/** Where changes are asked for. */
export const createRouteRefExternal = createExternalRouteRef({
  defaultTarget: 'scaffolder.root',
});

/** Pages of catalog entities. */
export const entityRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});

import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The list of all objectives. */
export const rootRouteRef = createRouteRef();

/** One objective. */
export const objectiveRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/objectives/:id',
});

/** Pages of the documentation, for runbooks. */
export const docsRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'techdocs.docRoot',
});

/** Pages of catalog entities. */
export const entityRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});

/** Page of an environment. */
export const environmentRouteRef = createExternalRouteRef({
  params: ['id'],
  defaultTarget: 'environments.environment',
});

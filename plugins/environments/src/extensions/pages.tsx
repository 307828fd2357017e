import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from '../routes';

/** `/environments` and the pages below. */
export const environmentsPage = PageBlueprint.make({
  params: {
    path: '/environments',
    routeRef: rootRouteRef,
    loader: () =>
      import('../components/EnvironmentsRouter').then(m => (
        <m.EnvironmentsRouter />
      )),
  },
});

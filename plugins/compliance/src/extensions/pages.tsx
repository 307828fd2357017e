import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from '../routes';

/** `/compliance` and the pages below. */
export const compliancePage = PageBlueprint.make({
  params: {
    path: '/compliance',
    routeRef: rootRouteRef,
    loader: () =>
      import('../components/ComplianceRouter').then(m => (
        <m.ComplianceRouter />
      )),
  },
});

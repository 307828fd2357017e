import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from '../routes';

/** `/slo` and the pages below. */
export const sloPage = PageBlueprint.make({
  params: {
    path: '/slo',
    routeRef: rootRouteRef,
    loader: () => import('../components/SloRouter').then(m => <m.SloRouter />),
  },
});

import { PageBlueprint } from '@backstage/frontend-plugin-api';
import MergeIcon from '@material-ui/icons/CallMerge';
import { rootRouteRef } from '../routes';

/** `/changes` and the pages below. */
export const changesPage = PageBlueprint.make({
  params: {
    path: '/changes',
    title: 'Changes',
    icon: <MergeIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
    loader: () =>
      import('../components/ChangesRouter').then(m => <m.ChangesRouter />),
  },
});

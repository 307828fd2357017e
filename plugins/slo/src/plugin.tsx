import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import TimelineIcon from '@material-ui/icons/Timeline';
import { sloApi } from './extensions/apis';
import { entitySlo } from './extensions/entity';
import { homeSlo } from './extensions/home';
import { sloPage } from './extensions/pages';
import {
  docsRouteRef,
  entityRouteRef,
  environmentRouteRef,
  objectiveRouteRef,
  rootRouteRef,
} from './routes';

/** Service level objectives: list, detail, catalog tab, home section. */
export const sloPlugin = createFrontendPlugin({
  pluginId: 'slo',
  title: 'SLOs',
  icon: <TimelineIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, objective: objectiveRouteRef },
  externalRoutes: {
    docs: docsRouteRef,
    entity: entityRouteRef,
    environment: environmentRouteRef,
  },
  extensions: [sloApi, sloPage, entitySlo, homeSlo],
});

import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import GridIcon from '@material-ui/icons/GridOn';
import { environmentsApi } from './extensions/apis';
import {
  entityComponentEnvironments,
  entityEnvironment,
} from './extensions/entity';
import { homeEnvironments } from './extensions/home';
import { environmentsPage } from './extensions/pages';
import {
  docsRouteRef,
  entityRouteRef,
  environmentRouteRef,
  rootRouteRef,
} from './routes';

/** State of every environment: matrix, environment pages, catalog tabs, home section. */
export const environmentsPlugin = createFrontendPlugin({
  pluginId: 'environments',
  title: 'Environments',
  icon: <GridIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, environment: environmentRouteRef },
  externalRoutes: { docs: docsRouteRef, entity: entityRouteRef },
  extensions: [
    environmentsApi,
    environmentsPage,
    entityEnvironment,
    entityComponentEnvironments,
    homeEnvironments,
  ],
});

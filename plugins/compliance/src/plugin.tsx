import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import RuleIcon from '@material-ui/icons/PlaylistAddCheck';
import { complianceApi } from './extensions/apis';
import { entityCompliance } from './extensions/entity';
import { homeCompliance } from './extensions/home';
import { compliancePage } from './extensions/pages';
import {
  environmentRouteRef,
  frameworkRouteRef,
  resultsRouteRef,
  rootRouteRef,
} from './routes';

/** Scorecards: frameworks by environment, controls, results and their evidence. */
export const compliancePlugin = createFrontendPlugin({
  pluginId: 'compliance',
  title: 'Compliance',
  icon: <RuleIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    framework: frameworkRouteRef,
    results: resultsRouteRef,
  },
  externalRoutes: { environment: environmentRouteRef },
  extensions: [complianceApi, compliancePage, entityCompliance, homeCompliance],
});

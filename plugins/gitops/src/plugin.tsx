import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import MergeIcon from '@material-ui/icons/CallMerge';
import { gitopsApi } from './extensions/apis';
import { planReviewField } from './extensions/formFields';
import { homeChanges } from './extensions/home';
import { changesPage } from './extensions/pages';
import {
  changeRouteRef,
  createRouteRefExternal,
  entityRouteRef,
  rootRouteRef,
} from './routes';

/** Changes by pull request: list, review, merge, and the review step of templates. */
export const gitopsPlugin = createFrontendPlugin({
  pluginId: 'gitops',
  title: 'Changes',
  icon: <MergeIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, change: changeRouteRef },
  externalRoutes: { create: createRouteRefExternal, entity: entityRouteRef },
  extensions: [gitopsApi, changesPage, homeChanges, planReviewField],
});

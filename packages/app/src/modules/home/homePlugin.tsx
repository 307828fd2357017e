import {
  coreExtensionData,
  createExtensionInput,
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import HomeIcon from '@material-ui/icons/Home';
import { homeSectionOrderDataRef } from '@chat2sql/plugin-platform-react';

const rootRouteRef = createRouteRef();

const homePage = PageBlueprint.makeWithOverrides({
  inputs: {
    sections: createExtensionInput([
      coreExtensionData.reactElement,
      homeSectionOrderDataRef,
    ]),
  },
  factory(originalFactory, { inputs }) {
    const sections = inputs.sections
      .map(section => ({
        id: section.node.spec.id,
        order: section.get(homeSectionOrderDataRef),
        element: section.get(coreExtensionData.reactElement),
      }))
      .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
    return originalFactory({
      path: '/',
      title: 'Home',
      routeRef: rootRouteRef,
      icon: <HomeIcon fontSize="inherit" />,
      loader: () =>
        import('./HomePage').then(m => <m.HomePage sections={sections} />),
    });
  },
});

/** The home page. Plugins add sections to it with HomeSectionBlueprint. */
export const homePlugin = createFrontendPlugin({
  pluginId: 'home',
  title: 'Home',
  icon: <HomeIcon fontSize="inherit" />,
  routes: { root: rootRouteRef },
  extensions: [homePage],
});

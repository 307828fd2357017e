import { HomeSectionBlueprint } from '@chat2sql/plugin-platform-react';

/** Second section of the home page. */
export const homeSlo = HomeSectionBlueprint.make({
  params: {
    order: 20,
    loader: () => import('../components/HomeSlo').then(m => <m.HomeSlo />),
  },
});

import { HomeSectionBlueprint } from '@chat2sql/plugin-platform-react';

/** Section of the home page: changes that wait for the viewer. */
export const homeChanges = HomeSectionBlueprint.make({
  params: {
    order: 40,
    loader: () =>
      import('../components/HomeChanges').then(m => <m.HomeChanges />),
  },
});

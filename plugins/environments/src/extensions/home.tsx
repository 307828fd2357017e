import { HomeSectionBlueprint } from '@chat2sql/plugin-platform-react';

/** First section of the home page. */
export const homeEnvironments = HomeSectionBlueprint.make({
  params: {
    order: 10,
    loader: () =>
      import('../components/HomeEnvironments').then(m => (
        <m.HomeEnvironments />
      )),
  },
});

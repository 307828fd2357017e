import { HomeSectionBlueprint } from '@chat2sql/plugin-platform-react';

/** Section of the home page, after environments and SLOs. */
export const homeCompliance = HomeSectionBlueprint.make({
  params: {
    order: 30,
    loader: () =>
      import('../components/HomeCompliance').then(m => <m.HomeCompliance />),
  },
});

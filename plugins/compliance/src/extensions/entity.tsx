import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** Catalog tab of what runs in the environments. */
export const entityCompliance = EntityContentBlueprint.make({
  params: {
    path: '/compliance',
    title: 'Compliance',
    group: 'operation',
    filter: { 'metadata.annotations.chat2sql.io/component': { $exists: true } },
    loader: () =>
      import('../components/EntityCompliance').then(m => (
        <m.EntityCompliance />
      )),
  },
});

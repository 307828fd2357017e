import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** Catalog tab of what runs in the environments. */
export const entitySlo = EntityContentBlueprint.make({
  params: {
    path: '/slo',
    title: 'SLOs',
    group: 'observability',
    filter: {
      $all: [
        { kind: 'component' },
        { 'metadata.annotations.chat2sql.io/component': { $exists: true } },
      ],
    },
    loader: () => import('../components/EntitySlo').then(m => <m.EntitySlo />),
  },
});

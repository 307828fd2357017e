import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** Catalog tab of an environment. */
export const entityEnvironment = EntityContentBlueprint.make({
  name: 'environment',
  params: {
    path: '/environment',
    title: 'Status',
    filter: { kind: 'resource', 'spec.type': 'environment' },
    loader: () =>
      import('../components/EntityEnvironment').then(m => (
        <m.EntityEnvironment />
      )),
  },
});

/** Catalog tab of what runs in the environments. */
export const entityComponentEnvironments = EntityContentBlueprint.make({
  name: 'component',
  params: {
    path: '/environments',
    title: 'Environments',
    filter: { 'metadata.annotations.chat2sql.io/component': { $exists: true } },
    loader: () =>
      import('../components/EntityComponentEnvironments').then(m => (
        <m.EntityComponentEnvironments />
      )),
  },
});

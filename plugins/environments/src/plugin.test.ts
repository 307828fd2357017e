import environmentsPlugin from './index';

it('registers all its extensions', () => {
  for (const id of [
    'api:environments',
    'page:environments',
    'entity-content:environments/environment',
    'entity-content:environments/component',
    'home-section:environments',
  ] as const) {
    expect(environmentsPlugin.getExtension(id)).toBeDefined();
  }
});

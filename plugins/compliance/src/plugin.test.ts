import compliancePlugin from './index';

it('registers all its extensions', () => {
  for (const id of [
    'api:compliance',
    'page:compliance',
    'entity-content:compliance',
    'home-section:compliance',
  ] as const) {
    expect(compliancePlugin.getExtension(id)).toBeDefined();
  }
});

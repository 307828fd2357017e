import gitopsPlugin from './index';

it('registers all its extensions', () => {
  for (const id of [
    'api:gitops',
    'page:gitops',
    'home-section:gitops',
    'scaffolder-form-field:gitops/plan-review',
  ] as const) {
    expect(gitopsPlugin.getExtension(id)).toBeDefined();
  }
});

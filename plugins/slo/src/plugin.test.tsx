import { createExtensionTester } from '@backstage/frontend-test-utils';
import { sloPage } from './extensions/pages';
import { sloPlugin } from './plugin';

it('registers its extensions', () => {
  const ids = ['api:slo', 'page:slo', 'entity-content:slo', 'home-section:slo'];
  for (const id of ids) {
    expect(sloPlugin.getExtension(id as 'page:slo')).toBeDefined();
  }
  expect(createExtensionTester(sloPage).reactElement()).toBeDefined();
});

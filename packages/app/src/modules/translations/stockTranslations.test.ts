import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
import { catalogTranslationRef } from '@backstage/plugin-catalog/alpha';
import { catalogReactTranslationRef } from '@backstage/plugin-catalog-react/alpha';
import { notificationsTranslationRef } from '@backstage/plugin-notifications';
import { scaffolderReactTranslationRef } from '@backstage/plugin-scaffolder-react/alpha';
import { searchTranslationRef } from '@backstage/plugin-search/alpha';
import { searchReactTranslationRef } from '@backstage/plugin-search-react/alpha';
import { techdocsTranslationRef } from '@backstage/plugin-techdocs/alpha';
import { userSettingsTranslationRef } from '@backstage/plugin-user-settings/alpha';
import { compareTranslations } from '@chat2sql/plugin-platform-react/testUtils';

const stock = {
  catalog: catalogTranslationRef,
  catalogReact: catalogReactTranslationRef,
  coreComponents: coreComponentsTranslationRef,
  notifications: notificationsTranslationRef,
  scaffolderReact: scaffolderReactTranslationRef,
  search: searchTranslationRef,
  searchReact: searchReactTranslationRef,
  techdocs: techdocsTranslationRef,
  userSettings: userSettingsTranslationRef,
};

const DIRECTORY = join(__dirname, '../../translations/stock');
const files = readdirSync(DIRECTORY);

describe('texts of stock plugins', () => {
  it('are there in Chinese for every listed plugin', () => {
    expect(files).toEqual(
      expect.arrayContaining(Object.keys(stock).map(name => `${name}.zh.ts`)),
    );
  });

  it.each(files)('fit keys and values of the plugin: %s', async file => {
    const [name] = file.split('.');
    const texts = await import(join(DIRECTORY, file));
    const { unknown, placeholders } = compareTranslations(
      stock[name as keyof typeof stock],
      texts.default.messages,
    );
    expect(unknown).toEqual([]);
    expect(placeholders).toEqual([]);
  });
});

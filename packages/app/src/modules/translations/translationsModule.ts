import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { createTranslationResource } from '@backstage/core-plugin-api/alpha';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { platformTranslationResource } from '@chat2sql/plugin-platform-react';
import { appTranslationRef } from '../../translation';

const appTranslationResource = createTranslationResource({
  ref: appTranslationRef,
  translations: { zh: () => import('../../translations/zh') },
});

/** Chinese texts of all plugins; English is in the plugins themselves. */
export const translationsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({
      name: 'app',
      params: { resource: appTranslationResource },
    }),
    TranslationBlueprint.make({
      name: 'platform',
      params: { resource: platformTranslationResource },
    }),
  ],
});

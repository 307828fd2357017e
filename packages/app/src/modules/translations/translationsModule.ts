import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { createTranslationResource } from '@backstage/core-plugin-api/alpha';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { complianceTranslationResource } from '@chat2sql/plugin-compliance';
import { environmentsTranslationResource } from '@chat2sql/plugin-environments';
import { gitopsTranslationResource } from '@chat2sql/plugin-gitops';
import { platformTranslationResource } from '@chat2sql/plugin-platform-react';
import { sloTranslationResource } from '@chat2sql/plugin-slo';
import { appTranslationRef } from '../../translation';
import { stockTranslations } from './stockTranslations';

const appTranslationResource = createTranslationResource({
  ref: appTranslationRef,
  translations: { zh: () => import('../../translations/zh') },
});

const resources = {
  app: appTranslationResource,
  compliance: complianceTranslationResource,
  environments: environmentsTranslationResource,
  gitops: gitopsTranslationResource,
  platform: platformTranslationResource,
  slo: sloTranslationResource,
  ...stockTranslations,
};

/** Chinese texts of all plugins; English is in the plugins themselves. */
export const translationsModule = createFrontendModule({
  pluginId: 'app',
  extensions: Object.entries(resources).map(([name, resource]) =>
    TranslationBlueprint.make({ name, params: { resource } }),
  ),
});

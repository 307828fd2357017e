import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
import { createTranslationResource } from '@backstage/core-plugin-api/alpha';
import { catalogTranslationRef } from '@backstage/plugin-catalog/alpha';
import { catalogReactTranslationRef } from '@backstage/plugin-catalog-react/alpha';
import { notificationsTranslationRef } from '@backstage/plugin-notifications';
import { scaffolderReactTranslationRef } from '@backstage/plugin-scaffolder-react/alpha';
import { searchTranslationRef } from '@backstage/plugin-search/alpha';
import { searchReactTranslationRef } from '@backstage/plugin-search-react/alpha';
import { techdocsTranslationRef } from '@backstage/plugin-techdocs/alpha';
import { userSettingsTranslationRef } from '@backstage/plugin-user-settings/alpha';

/**
 * Chinese texts of stock plugins, and a few English ones said more plainly.
 * What is not listed there stays as its plugin has it.
 */
export const stockTranslations = {
  'stock-core-components': createTranslationResource({
    ref: coreComponentsTranslationRef,
    translations: {
      en: () => import('../../translations/stock/coreComponents.en'),
      zh: () => import('../../translations/stock/coreComponents.zh'),
    },
  }),
  'stock-catalog': createTranslationResource({
    ref: catalogTranslationRef,
    translations: {
      en: () => import('../../translations/stock/catalog.en'),
      zh: () => import('../../translations/stock/catalog.zh'),
    },
  }),
  'stock-catalog-react': createTranslationResource({
    ref: catalogReactTranslationRef,
    translations: {
      zh: () => import('../../translations/stock/catalogReact.zh'),
    },
  }),
  'stock-notifications': createTranslationResource({
    ref: notificationsTranslationRef,
    translations: {
      zh: () => import('../../translations/stock/notifications.zh'),
    },
  }),
  'stock-scaffolder-react': createTranslationResource({
    ref: scaffolderReactTranslationRef,
    translations: {
      zh: () => import('../../translations/stock/scaffolderReact.zh'),
    },
  }),
  'stock-search': createTranslationResource({
    ref: searchTranslationRef,
    translations: { zh: () => import('../../translations/stock/search.zh') },
  }),
  'stock-search-react': createTranslationResource({
    ref: searchReactTranslationRef,
    translations: {
      en: () => import('../../translations/stock/searchReact.en'),
      zh: () => import('../../translations/stock/searchReact.zh'),
    },
  }),
  'stock-techdocs': createTranslationResource({
    ref: techdocsTranslationRef,
    translations: {
      en: () => import('../../translations/stock/techdocs.en'),
      zh: () => import('../../translations/stock/techdocs.zh'),
    },
  }),
  'stock-user-settings': createTranslationResource({
    ref: userSettingsTranslationRef,
    translations: {
      en: () => import('../../translations/stock/userSettings.en'),
      zh: () => import('../../translations/stock/userSettings.zh'),
    },
  }),
};

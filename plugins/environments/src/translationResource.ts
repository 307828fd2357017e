import { createTranslationResource } from '@backstage/core-plugin-api/alpha';
import { environmentsTranslationRef } from './translation';

/** Chinese texts of the environments pages, for the app to load. */
export const environmentsTranslationResource = createTranslationResource({
  ref: environmentsTranslationRef,
  translations: { zh: () => import('./translations/zh') },
});

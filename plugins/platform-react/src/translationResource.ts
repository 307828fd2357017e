import { createTranslationResource } from '@backstage/core-plugin-api/alpha';
import { platformTranslationRef } from './translation';

/** Chinese texts of the shared widgets, for the app to load. */
export const platformTranslationResource = createTranslationResource({
  ref: platformTranslationRef,
  translations: { zh: () => import('./translations/zh') },
});

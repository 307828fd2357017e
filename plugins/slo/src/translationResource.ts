import { createTranslationResource } from '@backstage/core-plugin-api/alpha';
import { sloTranslationRef } from './translation';

/** Chinese texts of the SLO pages, for the app to load. */
export const sloTranslationResource = createTranslationResource({
  ref: sloTranslationRef,
  translations: { zh: () => import('./translations/zh') },
});

import { createTranslationResource } from '@backstage/core-plugin-api/alpha';
import { complianceTranslationRef } from './translation';

/** Chinese texts of the compliance pages, for the app to load. */
export const complianceTranslationResource = createTranslationResource({
  ref: complianceTranslationRef,
  translations: { zh: () => import('./translations/zh') },
});

import { createTranslationResource } from '@backstage/core-plugin-api/alpha';
import { gitopsTranslationRef } from './translation';

/** Chinese texts of the changes pages, for the app to load. */
export const gitopsTranslationResource = createTranslationResource({
  ref: gitopsTranslationRef,
  translations: { zh: () => import('./translations/zh') },
});

import {
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/core-plugin-api/alpha';
import { platformTranslationRef } from '@chat2sql/plugin-platform-react';
import { sloTranslationRef } from '../translation';

/** Gives a text of this plugin in the chosen language. */
export type Text = TranslationFunction<typeof sloTranslationRef.T>;

/** Texts of this plugin in the chosen language, and the language's tag for numbers. */
export function useText(): { t: Text; locale: string } {
  const { t } = useTranslationRef(sloTranslationRef);
  const platform = useTranslationRef(platformTranslationRef);
  return { t, locale: platform.t('locale') };
}

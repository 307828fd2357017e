import {
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/core-plugin-api/alpha';
import type { LocalText } from '@chat2sql/plugin-compliance-common';
import { complianceTranslationRef } from '../translation';

/** Gives a text of this plugin in the chosen language. */
export type Text = TranslationFunction<typeof complianceTranslationRef.T>;

/** Texts of this plugin in the chosen language. */
export function useText(): Text {
  return useTranslationRef(complianceTranslationRef).t;
}

/** Picks the chosen language of a text that came with the data. */
export function localText(text: LocalText, t: Text): string {
  return (t('language') as string) === 'zh' ? text.zh ?? text.en : text.en;
}

import {
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/core-plugin-api/alpha';
import { gitopsTranslationRef } from '../translation';

/** Gives a text of this plugin in the chosen language. */
export type Text = TranslationFunction<typeof gitopsTranslationRef.T>;

/** Texts of this plugin in the chosen language. */
export function useText(): Text {
  return useTranslationRef(gitopsTranslationRef).t;
}

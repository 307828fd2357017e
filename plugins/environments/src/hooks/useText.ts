import {
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/core-plugin-api/alpha';
import { environmentsTranslationRef } from '../translation';

/** Gives a text of this plugin in the chosen language. */
export type Text = TranslationFunction<typeof environmentsTranslationRef.T>;

/** Texts of this plugin in the chosen language. */
export function useText(): Text {
  return useTranslationRef(environmentsTranslationRef).t;
}

import { compareTranslations } from '@chat2sql/plugin-platform-react/testUtils';
import { appTranslationRef } from './translation';
import zh from './translations/zh';

it('has a Chinese text for every key', () => {
  expect(compareTranslations(appTranslationRef, zh)).toEqual({
    missing: [],
    unknown: [],
    placeholders: [],
  });
});

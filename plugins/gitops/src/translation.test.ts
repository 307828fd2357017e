import { compareTranslations } from '@chat2sql/plugin-platform-react/testUtils';
import { gitopsTranslationRef } from './translation';
import zh from './translations/zh';

it('has a Chinese text for every key', () => {
  expect(compareTranslations(gitopsTranslationRef, zh)).toEqual({
    missing: [],
    unknown: [],
    placeholders: [],
  });
});

import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { compareTranslations } from './testing/translations';
import { platformTranslationRef } from './translation';
import zh from './translations/zh';

describe('translations', () => {
  it('has a Chinese text for every key', () => {
    expect(compareTranslations(platformTranslationRef, zh)).toEqual({
      missing: [],
      unknown: [],
      placeholders: [],
    });
  });

  it('finds missing, unknown and differing texts', () => {
    const ref = createTranslationRef({
      id: 'plugin.example',
      messages: {
        a: 'text {{count}}',
        b: { c: 'text' },
        d_one: 'one',
        d_other: '{{count}} many',
      },
    });
    expect(
      compareTranslations(ref, { a: '文', 'b.x': '文', d_other: '{{count}}' }),
    ).toEqual({ missing: ['b.c'], unknown: ['b.x'], placeholders: ['a'] });
  });
});

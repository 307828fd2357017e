import { createTranslationMessages } from '@backstage/core-plugin-api/alpha';
import { catalogTranslationRef } from '@backstage/plugin-catalog/alpha';

/** English texts of a stock plugin that are said more plainly. */
const messages = createTranslationMessages({
  ref: catalogTranslationRef,
  messages: {
    'entityNotFound.description':
      'The catalog has no such entity, or your role shows you none.',
    'entityContextMenu.copiedMessage': 'Copied',
  },
});

export default messages;

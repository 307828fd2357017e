import { createTranslationMessages } from '@backstage/core-plugin-api/alpha';
import { searchReactTranslationRef } from '@backstage/plugin-search-react/alpha';

/** English texts of a stock plugin that are said more plainly. */
const messages = createTranslationMessages({
  ref: searchReactTranslationRef,
  messages: {
    noResultsDescription: 'Nothing was found',
  },
});

export default messages;

import { createTranslationMessages } from '@backstage/core-plugin-api/alpha';
import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';

/** English texts of a stock plugin that are said more plainly. */
const messages = createTranslationMessages({
  ref: coreComponentsTranslationRef,
  messages: {
    'errorPage.subtitle': '{{status}} {{statusMessage}}',
    'errorPage.title': 'This page cannot be shown',
  },
});

export default messages;

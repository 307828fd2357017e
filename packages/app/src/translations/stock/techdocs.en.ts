import { createTranslationMessages } from '@backstage/core-plugin-api/alpha';
import { techdocsTranslationRef } from '@backstage/plugin-techdocs/alpha';

/** English texts of a stock plugin that are said more plainly. */
const messages = createTranslationMessages({
  ref: techdocsTranslationRef,
  messages: {
    'notFound.builderNote':
      'The documentation was not built. Run ./portal doctor: it names what to install.',
  },
});

export default messages;

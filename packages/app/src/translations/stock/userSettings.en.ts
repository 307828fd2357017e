import { createTranslationMessages } from '@backstage/core-plugin-api/alpha';
import { userSettingsTranslationRef } from '@backstage/plugin-user-settings/alpha';

/** English texts of a stock plugin that are said more plainly. */
const messages = createTranslationMessages({
  ref: userSettingsTranslationRef,
  messages: {
    'identityCard.title': 'Identity',
    'identityCard.noIdentityTitle': 'No identity',
    'emptyProviders.title': 'No authentication providers',
    'emptyProviders.description':
      'No further authentication provider is configured.',
    'featureFlags.emptyFlags.title': 'No feature flags',
    'featureFlags.emptyFlags.description':
      'Plugins can register features for users to opt into.',
    'pinToggle.title': 'Pin navigation',
    'pinToggle.switchTitles.pin': 'Pin navigation',
    'pinToggle.switchTitles.unpin': 'Unpin navigation',
    'pinToggle.ariaLabelTitle': 'Pin navigation',
    'pinToggle.description': 'Keep the navigation open',
  },
});

export default messages;

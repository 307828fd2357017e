/** English titles of pages and tabs with the key of their text. */
const KEYS = {
  Home: 'nav.home',
  Catalog: 'nav.catalog',
  Environments: 'nav.environments',
  SLOs: 'nav.slo',
  Compliance: 'nav.compliance',
  Changes: 'nav.changes',
  Docs: 'nav.docs',
  Search: 'nav.search',
  Notifications: 'nav.notifications',
  Settings: 'nav.settings',
  'Service levels': 'titles.serviceLevels',
  Create: 'titles.create',
  Templates: 'titles.templates',
  Tasks: 'titles.tasks',
  Documentation: 'titles.documentation',
  APIs: 'titles.apis',
  General: 'titles.general',
  'Feature Flags': 'titles.featureFlags',
  'Authentication Providers': 'titles.authProviders',
  Overview: 'titles.overview',
  Visualizer: 'titles.visualizer',
  'Catalog Graph': 'titles.catalogGraph',
  Actions: 'titles.actions',
  'Template Editor': 'titles.templateEditor',
  'Templating Extensions': 'titles.templatingExtensions',
} as const;

/** Key of the text of a title that came as English text; undefined for an unknown one. */
export function titleKey(
  title: string,
): (typeof KEYS)[keyof typeof KEYS] | undefined {
  return Object.hasOwn(KEYS, title)
    ? KEYS[title as keyof typeof KEYS]
    : undefined;
}

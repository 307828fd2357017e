/** Pages in the order people work, with the key of their name. */
export const NAV_ORDER = [
  { id: 'page:home', key: 'nav.home' },
  { id: 'page:catalog', key: 'nav.catalog' },
  { id: 'page:environments', key: 'nav.environments' },
  { id: 'page:slo', key: 'nav.slo' },
  { id: 'page:compliance', key: 'nav.compliance' },
  { id: 'page:scaffolder', key: 'nav.create' },
  { id: 'page:gitops', key: 'nav.changes' },
  { id: 'page:techdocs', key: 'nav.docs' },
  { id: 'page:search', key: 'nav.search' },
  { id: 'page:notifications', key: 'nav.notifications' },
  { id: 'page:user-settings', key: 'nav.settings' },
] as const;

/** Reached from other pages; an entry of their own would only be in the way. */
export const NAV_HIDDEN: readonly string[] = [
  'page:api-docs',
  'page:catalog-graph',
];

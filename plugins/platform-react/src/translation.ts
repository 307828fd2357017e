import { createTranslationRef } from '@backstage/core-plugin-api/alpha';

/** Texts of the shared widgets. `locale` is the BCP 47 tag used for dates and numbers. */
export const platformTranslationRef = createTranslationRef({
  id: 'plugin.platform',
  messages: {
    locale: 'en',
    time: {
      justNow: 'just now',
      secondsAgo: '{{n}} s ago',
      minutesAgo: '{{n}} min ago',
      hoursAgo: '{{n}} h ago',
      daysAgo: '{{n}} d ago',
      soon: 'in a moment',
      inSeconds: 'in {{n}} s',
      inMinutes: 'in {{n}} min',
      inHours: 'in {{n}} h',
      inDays: 'in {{n}} d',
      unreadable: 'time unreadable',
    },
    freshness: {
      updated: 'Updated',
      lastValue: 'Last observed',
      never: 'Not observed yet',
    },
    state: {
      loading: 'Loading',
      empty: 'Nothing here yet',
      forbidden: 'You may not see this',
      forbiddenHint:
        'Your role does not include this. Ask the platform team, or sign in with another account.',
      error: 'This could not be read',
      unknown: 'Not known at the moment',
      retry: 'Try again',
    },
    table: {
      sortedAscending: 'sorted ascending',
      sortedDescending: 'sorted descending',
      range: '{{from}} to {{to}} of {{total}}',
      previous: 'Previous page',
      next: 'Next page',
      empty: 'No rows',
    },
    drawer: { close: 'Close' },
    copy: { done: 'Copied', failed: 'Could not copy' },
    chart: {
      summary:
        '{{n}} series from {{from}} to {{to}}. {{latest}} Use the arrow keys to read values.',
      latest: '{{label}}: {{value}} at the end.',
      lowHigh: '{{label}}: {{value}} at the end, between {{low}} and {{high}}.',
      noData: 'no data',
      empty: 'No data in this range',
      pointer: 'Point in time',
      showTable: 'Show as table',
      showChart: 'Show as chart',
      time: 'Time',
    },
    source: {
      stale: 'late',
      unknown: 'not observed yet',
      forbidden: 'access refused',
      failed: 'not answering',
      absent: 'not installed',
      since: 'since',
      lastGood: 'last answer',
      heading: 'Sources that are not answering as they should',
    },
    problems: {
      heading: 'Files that could not be read',
      found: 'found {{value}}',
      allowed: 'allowed: {{value}}',
    },
  },
});

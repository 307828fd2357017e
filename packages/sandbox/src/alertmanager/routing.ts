import type { AlertMatcher } from './matchers';
import { matchesAll, parseMatcher } from './matchers';

/** A branch of the routing tree. */
interface Route {
  matchers: AlertMatcher[];
  receiver: string;
}

/** Labels by which alerts are grouped. */
export const GROUP_BY = ['alertname', 'cluster', 'service'] as const;

const DEFAULT_RECEIVER = 'team-chat2sql';

const ROUTES: readonly Route[] = [
  { matchers: [parseMatcher('alertname="Watchdog"')], receiver: 'heartbeat' },
  { matchers: [parseMatcher('component="security"')], receiver: 'security' },
  { matchers: [parseMatcher('severity="critical"')], receiver: 'on-call' },
];

/** Names of all receivers. */
export const RECEIVERS: readonly string[] = [
  DEFAULT_RECEIVER,
  ...ROUTES.map(({ receiver }) => receiver),
];

/** The receiver of an alert: of the first branch that matches. */
export function receiverOf(labels: Readonly<Record<string, string>>): string {
  return (
    ROUTES.find(({ matchers }) => matchesAll(labels, matchers))?.receiver ??
    DEFAULT_RECEIVER
  );
}

/** Whether a firing alert keeps another one quiet: critical wins over warning. */
export function inhibits(
  source: Readonly<Record<string, string>>,
  target: Readonly<Record<string, string>>,
): boolean {
  return (
    source.severity === 'critical' &&
    target.severity === 'warning' &&
    ['alertname', 'cluster', 'namespace'].every(
      name => (source[name] ?? '') === (target[name] ?? ''),
    )
  );
}

/** The configuration as `/api/v2/status` shows it. */
export const CONFIG_TEXT = `route:
  receiver: ${DEFAULT_RECEIVER}
  group_by: [${GROUP_BY.join(', ')}]
  group_wait: 10s
  group_interval: 10s
  repeat_interval: 1h
  routes:
    - receiver: heartbeat
      matchers: [alertname="Watchdog"]
    - receiver: security
      matchers: [component="security"]
      repeat_interval: 5m
    - receiver: on-call
      matchers: [severity="critical"]
      group_wait: 0s
      repeat_interval: 15m
inhibit_rules:
  - source_matchers: [severity="critical"]
    target_matchers: [severity="warning"]
    equal: [alertname, cluster, namespace]
receivers:
${RECEIVERS.map(name => `  - name: ${name}`).join('\n')}
`;

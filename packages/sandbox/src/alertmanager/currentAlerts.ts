import type { Observability } from '../prometheus/observability';
import { SCRAPE_INTERVAL_MS } from '../prometheus/promql/Series';
import type { SandboxContext } from '../scenario/types';
import { fingerprintOf } from './fingerprint';
import { matchesAll } from './matchers';
import { inhibits, receiverOf } from './routing';
import { silencesAt } from './silences';

/** An alert, in the form of the API. */
export interface GettableAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt: string;
  updatedAt: string;
  generatorURL: string;
  fingerprint: string;
  receivers: { name: string }[];
  status: {
    state: 'active' | 'suppressed';
    silencedBy: string[];
    inhibitedBy: string[];
  };
}

/** How long an alert stays when Prometheus does not repeat it. */
const VALID_MS = 4 * 60_000;

/**
 * The alerts Prometheus has sent. While it is down they stay until their end,
 * and then nothing is left: silence of the source looks like peace.
 */
export function currentAlerts(
  context: SandboxContext,
  { rules }: Observability,
): GettableAlert[] {
  const nowMs = context.now().getTime();
  const { name, since } = context.scenario();
  const seenMs = name === 'prometheus-down' ? since.getTime() : nowMs;
  const index = Math.floor(seenMs / SCRAPE_INTERVAL_MS);
  const updatedMs = index * SCRAPE_INTERVAL_MS;
  if (nowMs > updatedMs + VALID_MS) return [];
  const silences = silencesAt(context.seed, nowMs);

  const alerts = rules
    .alerts(index)
    .filter(({ state }) => state === 'firing')
    .map(
      (alert): GettableAlert => ({
        labels: { ...alert.labels },
        annotations: alert.annotations,
        startsAt: new Date(alert.firingAtMs ?? alert.activeAtMs).toISOString(),
        endsAt: new Date(updatedMs + VALID_MS).toISOString(),
        updatedAt: new Date(updatedMs).toISOString(),
        generatorURL: `http://prometheus.monitoring.svc:9090/graph?g0.expr=${encodeURIComponent(
          alert.rule.query,
        )}&g0.tab=1`,
        fingerprint: fingerprintOf(alert.labels),
        receivers: [{ name: receiverOf(alert.labels) }],
        status: {
          state: 'active',
          silencedBy: silences
            .filter(({ matchers }) => matchesAll(alert.labels, matchers))
            .map(({ id }) => id),
          inhibitedBy: [],
        },
      }),
    );
  for (const alert of alerts) {
    const { status } = alert;
    status.inhibitedBy = alerts
      .filter(other => other !== alert && inhibits(other.labels, alert.labels))
      .map(({ fingerprint }) => fingerprint);
    if (status.silencedBy.length + status.inhibitedBy.length > 0) {
      status.state = 'suppressed';
    }
  }
  return alerts.sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
}

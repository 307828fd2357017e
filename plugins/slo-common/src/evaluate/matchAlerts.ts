import type { Objective } from '../objective/types';

/** An alert of Prometheus, as far as it matters here. */
export interface SeenAlert {
  name: string;
  state: 'pending' | 'firing';
  /** RFC 3339. */
  activeAt: string;
  labels: Readonly<Record<string, string>>;
}

/**
 * What Prometheus' own alert rules say about an objective.
 *
 * - `firing`, `pending`: a rule of this objective is active
 * - `quiet`: there is a rule, and it is not active
 * - `no-rule`: Prometheus has no alert rule for this objective
 * - `unknown`: the rules could not be read
 */
export type AlertState = 'firing' | 'pending' | 'quiet' | 'no-rule' | 'unknown';

/** Alerts of one objective. */
export interface ObjectiveAlerts {
  state: AlertState;
  active: Array<
    Pick<SeenAlert, 'name' | 'state' | 'activeAt'> & { severity?: string }
  >;
}

/** An alerting rule of Prometheus, as far as it matters here. */
export interface SeenRule {
  name: string;
  labels: Readonly<Record<string, string>>;
}

type Watched = Pick<
  Objective,
  'slo' | 'environment' | 'namespace' | 'alertNames'
>;

/** Labels in which alert rules name the SLO: ours, Sloth's, Pyrra's. */
const SLO_LABELS = ['slo', 'sloth_slo', 'sloth_id'];

/**
 * True when a rule watches this SLO: a label names it, or the document names
 * the rule in the annotation `chat2sql.io/alerts`.
 */
export function ruleWatches(objective: Watched, rule: SeenRule): boolean {
  return (
    objective.alertNames.includes(rule.name) ||
    SLO_LABELS.some(label => rule.labels[label] === objective.slo)
  );
}

function inEnvironment(
  objective: Watched,
  labels: Readonly<Record<string, string>>,
): boolean {
  if (objective.environment === undefined) return true;
  return (
    labels.environment === objective.environment ||
    labels.namespace === objective.namespace
  );
}

/**
 * Finds an objective's alerts.
 *
 * @param alerts - active alerts; undefined when they could not be read
 * @param rules - alerting rules; undefined when they could not be read
 */
export function matchAlerts(
  objective: Watched,
  alerts: readonly SeenAlert[] | undefined,
  rules: readonly SeenRule[] | undefined,
): ObjectiveAlerts {
  if (!alerts) return { state: 'unknown', active: [] };
  const active = alerts
    .filter(
      alert =>
        ruleWatches(objective, alert) && inEnvironment(objective, alert.labels),
    )
    .map(({ name, state, activeAt, labels }) => ({
      name,
      state,
      activeAt,
      severity: labels.severity ?? labels.sloth_severity,
    }));
  if (active.some(a => a.state === 'firing')) {
    return { state: 'firing', active };
  }
  if (active.length > 0) return { state: 'pending', active };
  if (!rules) return { state: 'unknown', active };
  // A rule over all environments takes the environment from its series, not
  // from its own labels, so a rule counts by its SLO alone.
  const known = rules.some(rule => ruleWatches(objective, rule));
  return { state: known ? 'quiet' : 'no-rule', active };
}

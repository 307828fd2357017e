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

/** Labels in which alert rules name the SLO: ours, Sloth's, Pyrra's. */
const SLO_LABELS = ['slo', 'sloth_slo', 'sloth_id'];

/**
 * True when labels of an alert or rule name this objective: the SLO by its
 * name, and its environment or namespace where the objective has one.
 */
export function labelsMatch(
  objective: Pick<Objective, 'slo' | 'environment' | 'namespace'>,
  labels: Readonly<Record<string, string>>,
): boolean {
  if (!SLO_LABELS.some(label => labels[label] === objective.slo)) return false;
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
 * @param ruleLabels - labels of the alerting rules; undefined when they could not be read
 */
export function matchAlerts(
  objective: Pick<Objective, 'slo' | 'environment' | 'namespace'>,
  alerts: readonly SeenAlert[] | undefined,
  ruleLabels: ReadonlyArray<Readonly<Record<string, string>>> | undefined,
): ObjectiveAlerts {
  if (!alerts) return { state: 'unknown', active: [] };
  const active = alerts
    .filter(alert => labelsMatch(objective, alert.labels))
    .map(({ name, state, activeAt, labels }) => ({
      name,
      state,
      activeAt,
      severity: labels.severity ?? labels.sloth_severity,
    }));
  if (active.some(a => a.state === 'firing'))
    return { state: 'firing', active };
  if (active.length > 0) return { state: 'pending', active };
  if (!ruleLabels) return { state: 'unknown', active };
  // A rule over all environments takes the environment from its series, not
  // from its own labels, so a rule matches by the name of the SLO alone.
  const known = ruleLabels.some(labels =>
    labelsMatch({ slo: objective.slo }, labels),
  );
  return { state: known ? 'quiet' : 'no-rule', active };
}

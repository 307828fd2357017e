import type {
  LoopbackRequest,
  LoopbackResponse,
} from '../../loopback/LoopbackServer';
import type { Observability } from '../observability';
import { formatPromql } from '../promql/formatPromql';
import { formatValue } from '../promql/literals';
import { SCRAPE_INTERVAL_MS } from '../promql/Series';
import type { AlertRule, RuleGroup } from '../rules/loadRules';
import type { ActiveAlert, RuleEngine } from '../rules/RuleEngine';
import { formatTime } from './parameters';
import { ApiError, success } from './respond';

/** Seconds an evaluation is said to take; the API wants a number. */
const EVALUATION_SECONDS = 0.001;

function exponential(value: number): string {
  return Number.isFinite(value)
    ? value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
    : formatValue(value);
}

/** An alert as `/api/v1/alerts` and `/api/v1/rules` show it. */
function alertBody(alert: ActiveAlert): unknown {
  return {
    labels: alert.labels,
    annotations: alert.annotations,
    state: alert.state,
    activeAt: formatTime(alert.activeAtMs),
    value: exponential(alert.value),
  };
}

function stateOf(alerts: readonly ActiveAlert[]): string {
  if (alerts.some(({ state }) => state === 'firing')) return 'firing';
  return alerts.length > 0 ? 'pending' : 'inactive';
}

function ruleBody(rules: RuleEngine, rule: AlertRule, at: string): unknown {
  const alerts = rules.alertsOf(rule);
  return {
    state: stateOf(alerts),
    name: rule.name,
    query: formatPromql(rule.expr),
    duration: rule.forMs / 1000,
    labels: rule.labels,
    annotations: rule.annotations,
    alerts: alerts.map(alertBody),
    health: 'ok',
    evaluationTime: EVALUATION_SECONDS,
    lastEvaluation: at,
    type: 'alerting',
  };
}

function groupBody(rules: RuleEngine, group: RuleGroup, at: string): unknown {
  return {
    name: group.name,
    file: group.file,
    rules: group.rules.map(rule => ruleBody(rules, rule, at)),
    interval: group.intervalMs / 1000,
    limit: 0,
    evaluationTime: EVALUATION_SECONDS * group.rules.length,
    lastEvaluation: at,
  };
}

/** `/api/v1/rules`. */
export function listRules(
  { rules }: Observability,
  { params }: LoopbackRequest,
): LoopbackResponse {
  const type = (params.get('type') ?? '').toLowerCase();
  if (!['', 'alert', 'record'].includes(type)) {
    throw ApiError.parameter('type', `not supported value "${type}"`);
  }
  const at = formatTime(rules.bounds().last * SCRAPE_INTERVAL_MS);
  const groups = rules.groups.map(group =>
    groupBody(rules, type === 'record' ? { ...group, rules: [] } : group, at),
  );
  return success({ groups });
}

/** `/api/v1/alerts`. */
export function listAlerts({ rules }: Observability): LoopbackResponse {
  return success({ alerts: rules.alerts().map(alertBody) });
}

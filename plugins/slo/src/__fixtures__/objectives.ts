import {
  evaluateObjective,
  explainObjective,
  matchAlerts,
  periodOf,
  toObjectiveInfo,
  validateOpenSloFiles,
  type EvaluationInput,
  type Objective,
  type ObjectiveDetail,
  type ObjectiveItem,
  type ObjectiveList,
  type ObjectiveSeriesAnswer,
  type SeenAlert,
} from '@chat2sql/plugin-slo-common';

const DAY = 86_400;
const REAL_NOW = Date.now();

/** An SLO document as it stands in git. */
const SPEC = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: api-availability
  displayName: API availability
  labels: { category: availability }
  annotations:
    chat2sql.io/environments: dev,staging,prod
    chat2sql.io/owner: group:default/sre
    chat2sql.io/entity: component:default/chat2sql-backend
    chat2sql.io/runbook: backend-error-rate
spec:
  description: Requests that are not answered with a server error.
  service: chat2sql
  indicator:
    metadata: { name: api-availability }
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { spec: { query: 'errors_total{ns="{{.namespace}}"}' } } }
        total: { metricSource: { spec: { query: 'requests_total{ns="{{.namespace}}"}' } } }
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ targetPercent: 99.9 }]
`;

/** The objectives of {@link SPEC}. */
const OBJECTIVES = validateOpenSloFiles([
  { file: 'slos/api.yaml', text: SPEC },
]).objectives;

const objectiveOf = (environment: string): Objective =>
  OBJECTIVES.find(o => o.environment === environment) as Objective;

const even = (total: number, bad: number) => ({
  total,
  bad,
  measuredSeconds: 1,
  badSeen: true,
});

/** What was measured: a million requests, a tenth of the budget spent, unless said otherwise. */
export function measured(
  change: Partial<EvaluationInput> & { bad?: number; hourBad?: number } = {},
): EvaluationInput {
  const { bad = 100, hourBad = 0, ...more } = change;
  const now = Math.floor(REAL_NOW / 1000);
  return {
    source: { answering: true },
    period: periodOf(OBJECTIVES[0].window, now),
    inPeriod: {
      total: 1_000_000,
      bad,
      measuredSeconds: 30 * DAY,
      badSeen: true,
    },
    elapsedSeconds: 30 * DAY,
    windows: {
      '5m': even(1_000, hourBad),
      '30m': even(1_000, hourBad),
      '1h': even(1_000, hourBad),
      '2h': even(10_000, hourBad),
      '6h': even(10_000, hourBad),
      '1d': even(100_000, hourBad),
      '3d': even(300_000, hourBad),
    },
    measuredUntil: now - 20,
    ...more,
  };
}

/** Nothing was ever measured. */
export const NOTHING_MEASURED: Partial<EvaluationInput> = {
  inPeriod: { total: 0, bad: 0, measuredSeconds: 0, badSeen: false },
  windows: {},
  measuredUntil: undefined,
};

/** One objective of an environment with its verdict. */
export function detail(
  environment: string,
  input: EvaluationInput = measured(),
  alerts: SeenAlert[] = [],
): ObjectiveDetail {
  const objective = objectiveOf(environment);
  const evaluation = evaluateObjective(objective, input, new Date(REAL_NOW));
  return {
    objective: toObjectiveInfo(objective, 'main'),
    evaluation,
    alerts: input.source.answering
      ? matchAlerts(objective, alerts, [])
      : { state: 'unknown', active: [] },
    explanation: explainObjective({
      objective,
      evaluation,
      prometheus: 'main',
      instantWindows: ['5m', '30m', '1h', '2h'],
    }),
    spec: { file: 'slos/api.yaml', commit: '0123456789abcdef', text: SPEC },
    sources: [],
  };
}

/** One line of the list. */
export function item(
  environment: string,
  input?: EvaluationInput,
  alerts?: SeenAlert[],
): ObjectiveItem {
  const {
    objective,
    evaluation,
    alerts: matched,
  } = detail(environment, input, alerts);
  const { tiers, ...listed } = evaluation;
  return { objective, evaluation: listed, alerts: matched };
}

/** A list of objectives. */
export function list(
  items: ObjectiveItem[],
  more: Partial<ObjectiveList> = {},
): ObjectiveList {
  return { items, invalid: [], sources: [], ...more };
}

/** A document that was refused. */
export const INVALID = {
  id: 'slos/bad.yaml#0',
  file: 'slos/bad.yaml',
  index: 0,
  kind: 'SLO',
  name: 'Bad Name',
  problems: [
    {
      file: 'slos/bad.yaml',
      path: 'metadata.name',
      message: 'this value is not allowed',
      found: '"Bad Name"',
      allowed: 'an RFC 1123 label',
    },
  ],
};

/** A chart of three hours with a gap in the second. */
export function series(): ObjectiveSeriesAnswer {
  const end = Math.floor(REAL_NOW / 3_600_000) * 3_600;
  return {
    range: 'window',
    start: end - 3 * 3_600,
    end,
    stepSeconds: 3_600,
    times: [end - 7_200, end - 3_600, end],
    total: [100, null, 100],
    bad: [1, null, 2],
    errorRatio: [0.01, null, 0.02],
    remaining: [0.95, null, 0.9],
  };
}

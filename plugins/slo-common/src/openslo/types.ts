/** The `apiVersion` of OpenSLO v1 documents. */
export const OPENSLO_V1 = 'openslo/v1';

/** Kinds of OpenSLO v1. */
export const OPENSLO_KINDS = [
  'DataSource',
  'SLO',
  'SLI',
  'AlertPolicy',
  'AlertCondition',
  'AlertNotificationTarget',
  'Service',
] as const;

/** One kind of OpenSLO v1. */
export type OpenSloKind = (typeof OPENSLO_KINDS)[number];

/** Metadata of an OpenSLO document. */
export interface OpenSloMetadata {
  name: string;
  displayName?: string;
  labels?: Record<string, string | string[]>;
  annotations?: Record<string, string>;
}

/** Where a metric comes from; `spec` is free in the format, ours has the key `query`. */
export interface MetricSource {
  metricSourceRef?: string;
  type?: string;
  spec: Record<string, unknown>;
}

/** A metric of an indicator. */
export interface MetricSpec {
  metricSource: MetricSource;
}

/** `ratioMetric` of an SLI. */
export interface RatioMetric {
  counter?: boolean;
  good?: MetricSpec;
  bad?: MetricSpec;
  total?: MetricSpec;
  raw?: MetricSpec;
  rawType?: 'success' | 'failure';
}

/** `spec` of an SLI. */
export interface SliSpec {
  description?: string;
  ratioMetric?: RatioMetric;
  thresholdMetric?: MetricSpec;
}

/** An indicator written inside an SLO. */
export interface InlineIndicator {
  metadata: OpenSloMetadata;
  spec: SliSpec;
}

/** Comparison of a threshold objective. */
export type Operator = 'lte' | 'gte' | 'lt' | 'gt';

/** One entry of `spec.objectives`. */
export interface SloObjectiveSpec {
  displayName?: string;
  op?: Operator;
  value?: number;
  target?: number;
  targetPercent?: number;
  timeSliceTarget?: number;
  timeSliceWindow?: string;
  indicator?: InlineIndicator;
  indicatorRef?: string;
  compositeWeight?: number;
}

/** The one entry of `spec.timeWindow`. */
export interface TimeWindowSpec {
  duration: string;
  isRolling?: boolean;
  calendar?: { startTime: string; timeZone: string };
}

/** How a budget is counted. */
export type BudgetingMethod = 'Occurrences' | 'Timeslices' | 'RatioTimeslices';

/** `spec` of an SLO. */
export interface SloSpec {
  description?: string;
  service: string;
  indicator?: InlineIndicator;
  indicatorRef?: string;
  timeWindow: TimeWindowSpec[];
  budgetingMethod: BudgetingMethod;
  objectives: SloObjectiveSpec[];
  alertPolicies?: Array<Record<string, unknown>>;
}

/** `spec.condition` of an alert condition. */
export interface BurnCondition {
  kind: 'burnrate';
  op: Operator;
  threshold: number;
  lookbackWindow: string;
  alertAfter?: string;
}

/** A document that passed every check of its kind. */
export interface OpenSloDocument<TSpec = unknown> {
  apiVersion: typeof OPENSLO_V1;
  kind: OpenSloKind;
  metadata: OpenSloMetadata;
  spec: TSpec;
}

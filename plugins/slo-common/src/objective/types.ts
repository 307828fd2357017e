import type { Tier } from '@chat2sql/plugin-platform-common';
import type { ExactFraction } from '../numbers/fraction';
import type { AlertTier } from '../numbers/alertTiers';
import type { CalendarWindow } from '../numbers/calendar';
import type { Operator, BudgetingMethod } from '../openslo/types';
import type { QueryTemplate } from '../promql/QueryTemplate';

/** Length of the smallest unit of measurement: every number is a sum over these. */
export const SLOT_SECONDS = 300;

/** Annotations the SLO reader understands besides those of every catalog object. */
export const SLO_ANNOTATIONS = {
  /** Environments an SLO holds in, for example `dev,test,staging,prod`; one objective each. */
  environments: 'chat2sql.io/environments',
  /** Targets in percent that differ from the document's, for example `dev=95,staging=99.5`. */
  targets: 'chat2sql.io/targets',
  /**
   * What an absent error series means while the total is there: `zero` when the
   * exporter creates it with the first error, `unproven` (default) otherwise.
   */
  absentErrors: 'chat2sql.io/absent-errors',
  /** Names of the Prometheus alerts that watch this SLO, separated by commas. */
  alerts: 'chat2sql.io/alerts',
} as const;

/** What is measured. */
export type Indicator =
  | {
      kind: 'ratio';
      /** Exactly one of `bad` and `good`. */
      bad?: QueryTemplate;
      good?: QueryTemplate;
      total: QueryTemplate;
      absentErrors: 'zero' | 'unproven';
      /** Upper bound of the histogram bucket that counts as good, in the metric's own unit. */
      bucket?: string;
    }
  | { kind: 'raw'; query: QueryTemplate; rawType: 'success' | 'failure' }
  | { kind: 'threshold'; query: QueryTemplate; op: Operator; value: number }
  /** The document is valid, but it says nothing that can be evaluated here. */
  | { kind: 'opaque'; reason: string };

/** Over which time a target holds. */
export type ObjectiveWindow =
  | { kind: 'rolling'; seconds: number; text: string }
  | ({ kind: 'calendar'; text: string } & CalendarWindow);

/** One promise about one environment: what every number on the SLO pages belongs to. */
export interface Objective {
  /** `<slo>[.<environment>][.<position>]`; stable as long as the document keeps its name. */
  id: string;
  /** `metadata.name` of the document. */
  slo: string;
  /** Position in `spec.objectives`. */
  position: number;
  displayName: string;
  description?: string;
  service: string;
  environment?: string;
  namespace?: string;
  tier?: Tier;
  /** Catalog entity, owner and runbook page, from annotations. */
  entityRef?: string;
  owner?: string;
  runbook?: string;
  labels: Record<string, string[]>;
  /** Prometheus alerts that watch this SLO besides those that name it in a label. */
  alertNames: string[];
  source: { file: string; index: number };
  target: ExactFraction;
  /** The target in percent with all its digits, for example `99.9`. */
  targetPercent: string;
  window: ObjectiveWindow;
  method: BudgetingMethod;
  /** Length of a slice and, for Timeslices, the share of good events that makes it good. */
  slice?: { seconds: number; target?: ExactFraction };
  /** Name of the Prometheus the queries are for; undefined means the default one. */
  metricSource?: string;
  indicator: Indicator;
  tiers: AlertTier[];
  /** Changes when what is measured changes; stored numbers belong to one revision. */
  revision: string;
}

/** What a budget of an objective is counted in. */
export type BudgetUnit = 'events' | 'seconds' | 'slices';

/** Unit of the totals of an objective. */
export function budgetUnit(objective: Objective): BudgetUnit {
  const { indicator, method } = objective;
  if (method !== 'Occurrences') return 'slices';
  return indicator.kind === 'ratio' ? 'events' : 'seconds';
}

/** Window lengths that burn rates are read over, shortest first, in seconds. */
export const BURN_WINDOWS = {
  '5m': 300,
  '30m': 1_800,
  '1h': 3_600,
  '2h': 7_200,
  '6h': 21_600,
  '1d': 86_400,
  '3d': 259_200,
} as const;

/** Name of a burn window. */
export type BurnWindow = keyof typeof BURN_WINDOWS;

/** Nominal length of an objective's window in seconds. */
export function nominalPeriodSeconds(window: ObjectiveWindow): number {
  if (window.kind === 'rolling') return window.seconds;
  const unit = { m: 60, h: 3_600, d: 86_400, w: 604_800 };
  const long = { M: 30 * 86_400, Q: 90 * 86_400, Y: 365 * 86_400 };
  return window.count * { ...unit, ...long }[window.unit];
}

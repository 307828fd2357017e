import type {
  Problem,
  SourceState,
  Tier,
} from '@chat2sql/plugin-platform-common';
import type { ObjectiveAlerts } from '../evaluate/matchAlerts';
import type { Explanation } from '../evaluate/explain';
import type { Evaluation } from '../evaluate/types';
import type { BudgetUnit, Objective } from '../objective/types';
import type { ObjectiveSeries } from '../tiles/buildSeries';

/** What a list says about the promise itself. */
export interface ObjectiveInfo {
  id: string;
  slo: string;
  displayName: string;
  description?: string;
  service: string;
  environment?: string;
  tier?: Tier;
  entityRef?: string;
  owner?: string;
  runbook?: string;
  /** Labels of the document; several values are joined by commas. */
  labels: Record<string, string>;
  target: Objective['target'];
  targetPercent: string;
  window: { kind: 'rolling' | 'calendar'; text: string };
  unit: BudgetUnit;
  /** Upper bound of the latency bucket, for a latency objective. */
  bucket?: string;
  file: string;
  /** Name of the Prometheus that is asked. */
  prometheus?: string;
}

/** One line of the list. Numbers of the alert tiers stand in the detail only. */
export interface ObjectiveItem {
  objective: ObjectiveInfo;
  evaluation: Omit<Evaluation, 'tiers'>;
  alerts: ObjectiveAlerts;
}

/** A document or file that was refused; it never has numbers. */
export interface InvalidDocument {
  /** `<file>#<index>` */
  id: string;
  file: string;
  index: number;
  kind?: string;
  name?: string;
  problems: Problem[];
}

/** One source the numbers rest on, with what it is asked. */
export interface SloSource extends SourceState {
  kind: 'prometheus' | 'repository' | 'store';
  /** Prometheus: what the last round and all rounds so far asked. */
  queries?: {
    lastRound: number;
    lastRoundMs: number;
    /** Series and samples in the answers of the last round. */
    lastRoundSeries: number;
    lastRoundSamples: number;
    rounds: number;
    total: number;
    failed: number;
    refreshSeconds: number;
    /** Hours of history that are still to be read. */
    hoursToLoad: number;
  };
  /** Repository: commit that was read. */
  commit?: string;
}

/** Answer of `GET /v1/objectives`. */
export interface ObjectiveList {
  items: ObjectiveItem[];
  invalid: InvalidDocument[];
  sources: SloSource[];
}

/** Answer of `GET /v1/objectives/:id`. */
export interface ObjectiveDetail {
  objective: ObjectiveInfo;
  evaluation: Evaluation;
  alerts: ObjectiveAlerts;
  explanation: Explanation;
  /** The document as it stands in git. */
  spec: { file: string; commit?: string; text: string };
  sources: SloSource[];
}

/** Answer of `GET /v1/objectives/:id/series`. */
export type ObjectiveSeriesAnswer = ObjectiveSeries;

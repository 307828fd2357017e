import type { BurnWord, TierReading } from '../numbers/alertTiers';
import type { Exhaustion } from '../numbers/budget';
import type { Period } from '../numbers/calendar';
import type { LowTraffic } from '../numbers/lowTraffic';
import type { BurnWindow } from '../objective/types';
import type { Measure } from '../tiles/measure';
import type { ReadingFault } from '../tiles/readSlots';
import type { SloReason, SloState } from './states';

/** How the Prometheus behind an objective answers. */
export interface SourceHealth {
  /** False when the last answers failed for longer than the grace time. */
  answering: boolean;
  /** Why it does not answer, in words for people. */
  reason?: string;
  /** Since when it does not answer, RFC 3339 UTC. */
  since?: string;
}

/** What was measured about one objective. */
export interface EvaluationInput {
  source: SourceHealth;
  /** The objective's window now; undefined before a calendar window starts. */
  period?: Period;
  /** Sum over the part of the period that lies behind {@link EvaluationInput.measuredUntil}. */
  inPeriod: Measure;
  /** Seconds of the period that lie behind `measuredUntil`. */
  elapsedSeconds: number;
  windows: Partial<Record<BurnWindow, Measure>>;
  /** Time of the newest sample behind any number, Unix seconds; undefined when there was none. */
  measuredUntil?: number;
  /** True while older hours are still being read from the source. */
  loading?: boolean;
  faults?: ReadonlySet<ReadingFault>;
  /** The source's own words about a query it refused. */
  queryError?: string;
  /** True when the source warned that its answer is incomplete. */
  partial?: boolean;
}

/** Verdict and numbers of one objective. */
export interface Evaluation {
  state: SloState;
  /** State by the last known numbers, when the state itself is `unknown`. */
  lastState?: SloState;
  reasons: SloReason[];
  /** Free text that belongs to a reason: a message of the source or of the reader. */
  detail?: string;
  unknownSince?: string;
  /** Undefined when nothing was ever measured. */
  total?: number;
  bad?: number;
  badSeen?: boolean;
  errorRatio?: number;
  /** Share of the budget left; negative when overdrawn. */
  remaining?: number;
  burn: Partial<Record<BurnWindow, number>>;
  burnWord?: BurnWord;
  tiers: TierReading[];
  /** From the pace of the last 1 h and 6 h. */
  exhaustion: { h1?: Exhaustion; h6?: Exhaustion };
  coverage: { measuredSeconds: number; periodSeconds: number };
  lowTraffic?: LowTraffic;
  period?: Period;
  /** RFC 3339 UTC; undefined when nothing was ever measured. */
  observedAt?: string;
}

/** Settings of the verdict. */
export interface EvaluationRules {
  /** Share of the period that must be measured before anything is `ok`. */
  coverageFloor: number;
  /** Below this share of budget an objective is at risk. */
  atRiskShare: number;
  /** Seconds after which a silent series counts as stopped: look-back and a slot. */
  staleAfterSeconds: number;
}

/** Default settings of the verdict. */
export const DEFAULT_RULES: EvaluationRules = {
  coverageFloor: 0.9,
  atRiskShare: 0.1,
  staleAfterSeconds: 900,
};

import type { SourceState } from '@chat2sql/plugin-platform-common';

/** One sample: Unix time in seconds and value; NaN and infinities are kept. */
export type Sample = [time: number, value: number];

/** One series of an instant answer. */
export interface InstantSeries {
  metric: Record<string, string>;
  sample: Sample;
}

/** One series of a range answer. */
export interface RangeSeries {
  metric: Record<string, string>;
  samples: Sample[];
}

/** Answer of a query; warnings make it partial. */
export interface PrometheusAnswer<T> {
  series: T[];
  warnings: string[];
}

/** A rule as the server runs it. */
export interface PrometheusRule {
  group: string;
  name: string;
  type: 'alerting' | 'recording';
  query: string;
  health: string;
  lastError?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** An active alert of the server. */
export interface PrometheusAlert {
  name: string;
  state: 'pending' | 'firing';
  activeAt: string;
  value: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/**
 * Client of one Prometheus-compatible server named in config. Every call has a
 * deadline and a byte cap; equal calls in flight share one request; after three
 * failures a breaker answers at once and lets one probe through per 10 s.
 */
export interface PrometheusClient {
  readonly name: string;
  /** @throws Error with a message for people when the server cannot answer */
  query(
    promql: string,
    options?: { time?: Date; signal?: AbortSignal },
  ): Promise<PrometheusAnswer<InstantSeries>>;
  queryRange(
    promql: string,
    options: {
      start: Date;
      end: Date;
      stepSeconds: number;
      signal?: AbortSignal;
    },
  ): Promise<PrometheusAnswer<RangeSeries>>;
  rules(options?: { signal?: AbortSignal }): Promise<PrometheusRule[]>;
  alerts(options?: { signal?: AbortSignal }): Promise<PrometheusAlert[]>;
  state(): SourceState;
}

/** The Prometheus-compatible servers of the portal's config. */
export interface PrometheusSources {
  /** Names in config order. */
  names(): string[];
  /** @throws NotFoundError for a name that is not configured */
  get(name: string): PrometheusClient;
  /** The first configured server, or undefined when there is none. */
  default(): PrometheusClient | undefined;
}

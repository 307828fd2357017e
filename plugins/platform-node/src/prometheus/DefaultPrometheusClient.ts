import type { SourceState } from '@chat2sql/plugin-platform-common';
import type { HttpClient } from '../http/types';
import {
  openEnvelope,
  parseAlerts,
  parseInstant,
  parseRange,
  parseRules,
} from './parseAnswer';
import type {
  InstantSeries,
  PrometheusAlert,
  PrometheusAnswer,
  PrometheusClient,
  PrometheusRule,
  RangeSeries,
} from './types';

const INSTANT_DEADLINE_MS = 5_000;
const RANGE_DEADLINE_MS = 15_000;

/** Client of a Prometheus-compatible server: Prometheus, Thanos, Mimir, VictoriaMetrics. */
export class DefaultPrometheusClient implements PrometheusClient {
  readonly name: string;
  readonly #http: HttpClient;

  private constructor(name: string, http: HttpClient) {
    this.name = name;
    this.#http = http;
  }

  static create(options: {
    name: string;
    http: HttpClient;
  }): DefaultPrometheusClient {
    return new DefaultPrometheusClient(options.name, options.http);
  }

  async query(
    promql: string,
    options?: { time?: Date; signal?: AbortSignal },
  ): Promise<PrometheusAnswer<InstantSeries>> {
    const form: Record<string, string> = { query: promql };
    if (options?.time) form.time = seconds(options.time);
    const { data, warnings } = await this.#post(
      '/api/v1/query',
      form,
      INSTANT_DEADLINE_MS,
      options?.signal,
    );
    return { series: parseInstant(data, this.#http.title), warnings };
  }

  async queryRange(
    promql: string,
    options: {
      start: Date;
      end: Date;
      stepSeconds: number;
      signal?: AbortSignal;
    },
  ): Promise<PrometheusAnswer<RangeSeries>> {
    const { data, warnings } = await this.#post(
      '/api/v1/query_range',
      {
        query: promql,
        start: seconds(options.start),
        end: seconds(options.end),
        step: String(options.stepSeconds),
      },
      RANGE_DEADLINE_MS,
      options.signal,
    );
    return { series: parseRange(data, this.#http.title), warnings };
  }

  async rules(options?: { signal?: AbortSignal }): Promise<PrometheusRule[]> {
    const data = await this.#get('/api/v1/rules', options?.signal);
    return parseRules(data, this.#http.title);
  }

  async alerts(options?: { signal?: AbortSignal }): Promise<PrometheusAlert[]> {
    const data = await this.#get('/api/v1/alerts', options?.signal);
    return parseAlerts(data, this.#http.title);
  }

  state(): SourceState {
    return this.#http.state();
  }

  /** Queries travel as forms: they are long, and a URL would land in access logs. */
  async #post(
    path: string,
    form: Record<string, string>,
    deadlineMs: number,
    signal?: AbortSignal,
  ) {
    const { body } = await this.#http.json({
      path,
      form,
      readOnly: true,
      deadlineMs,
      signal,
    });
    return openEnvelope(body, this.#http.title);
  }

  async #get(path: string, signal?: AbortSignal): Promise<unknown> {
    const { body } = await this.#http.json({
      path,
      signal,
    });
    return openEnvelope(body, this.#http.title).data;
  }
}

function seconds(time: Date): string {
  return String(time.getTime() / 1000);
}

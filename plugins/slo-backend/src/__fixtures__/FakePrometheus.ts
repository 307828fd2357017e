import type { SourceState } from '@chat2sql/plugin-platform-common';
import type {
  InstantSeries,
  PrometheusAlert,
  PrometheusAnswer,
  PrometheusClient,
  PrometheusRule,
  RangeSeries,
} from '@chat2sql/plugin-platform-node';
import { parseDuration } from '@chat2sql/plugin-slo-common';
import { KEY_LABEL } from '../query/combineQueries';

const BRANCH =
  /label_replace\(\(([\s\S]*?)\n\), "portal_slo_key", "([^"]+)", "", ""\)/g;
const INCREASE = /^sum\(sum\(increase\(([^[\]]*)\[(\w+)\]\)\)\n\)$/;

/** Events per minute of a counter; undefined where there are no samples. */
export type Stream = (minute: number) => number | undefined;

/**
 * A Prometheus that knows counters as events per minute and answers the
 * combined queries of the portal by counting them one by one.
 */
export class FakePrometheus implements PrometheusClient {
  readonly name: string;
  readonly streams = new Map<string, Stream>();
  /** Texts whose presence makes the server refuse a query. */
  readonly refused = new Set<string>();
  /** Value of an expression that is no increase. */
  gauge: (expression: string, time: number) => number | undefined = () =>
    undefined;
  alertList: PrometheusAlert[] = [];
  ruleList: PrometheusRule[] = [];
  warnings: string[] = [];
  down: string | undefined;
  asked: Array<{ kind: 'query' | 'range' | 'alerts' | 'rules'; text: string }> =
    [];
  readonly #now: () => Date;

  constructor(now: () => Date, name = 'main') {
    this.#now = now;
    this.name = name;
  }

  count(kind?: string): number {
    return this.asked.filter(a => kind === undefined || a.kind === kind).length;
  }

  #ask(kind: 'query' | 'range' | 'alerts' | 'rules', text: string) {
    this.asked.push({ kind, text });
    if (this.down !== undefined) throw new Error(this.down);
    for (const refused of this.refused) {
      if (text.includes(refused)) {
        throw Object.assign(new Error('Prometheus main rejects the request'), {
          failure: 'rejected',
        });
      }
    }
  }

  #value(expression: string, time: number): number | undefined {
    const match = INCREASE.exec(expression);
    if (!match) return this.gauge(expression, time);
    const stream = this.streams.get(match[1]);
    const seconds = parseDuration(match[2])?.seconds ?? 0;
    let sum: number | undefined;
    for (let at = time - seconds; at < time; at += 60) {
      const events = stream?.(Math.floor(at / 60));
      if (events !== undefined) sum = (sum ?? 0) + events;
    }
    return sum;
  }

  async query(text: string): Promise<PrometheusAnswer<InstantSeries>> {
    this.#ask('query', text);
    const time = this.#now().getTime() / 1000;
    const series: InstantSeries[] = [
      { metric: { [KEY_LABEL]: 'clock' }, sample: [time, 1] },
    ];
    for (const [, expression, key] of text.matchAll(BRANCH)) {
      const value = this.#value(expression, time);
      if (value !== undefined) {
        series.push({ metric: { [KEY_LABEL]: key }, sample: [time, value] });
      }
    }
    return { series, warnings: this.warnings };
  }

  async queryRange(
    text: string,
    options: { start: Date; end: Date; stepSeconds: number },
  ): Promise<PrometheusAnswer<RangeSeries>> {
    this.#ask('range', text);
    const series: RangeSeries[] = [];
    for (const [, expression, key] of text.matchAll(BRANCH)) {
      const samples: Array<[number, number]> = [];
      const end = options.end.getTime() / 1000;
      for (
        let at = options.start.getTime() / 1000;
        at <= end;
        at += options.stepSeconds
      ) {
        const value = this.#value(expression, at);
        if (value !== undefined) samples.push([at, value]);
      }
      if (samples.length > 0) {
        series.push({ metric: { [KEY_LABEL]: key }, samples });
      }
    }
    return { series, warnings: this.warnings };
  }

  async alerts(): Promise<PrometheusAlert[]> {
    this.#ask('alerts', '');
    return this.alertList;
  }

  async rules(): Promise<PrometheusRule[]> {
    this.#ask('rules', '');
    return this.ruleList;
  }

  state(): SourceState {
    const base = { id: 'prometheus:main', title: 'Prometheus main' };
    return this.down === undefined
      ? { ...base, condition: 'ok', lastSuccess: this.#now().toISOString() }
      : { ...base, condition: 'failed', reason: this.down };
  }
}

import type {
  PrometheusClient,
  RangeSeries,
  Sample,
} from '@chat2sql/plugin-platform-node';
import {
  chunksOf,
  combineQueries,
  KEY_LABEL,
  MAX_BRANCHES,
} from './combineQueries';

/** Answer about one expression. */
interface ExpressionAnswer {
  samples: Sample[];
  /** Why the server refused the expression, or why its answer is of no use. */
  error?: string;
}

/** Answers of one reading, by expression. */
export interface Reading {
  answers: Map<string, ExpressionAnswer>;
  /** The server warned that its answer is incomplete. */
  partial: boolean;
}

/** What a reader has asked so far. */
export interface QueryCost {
  queries: number;
  failed: number;
  series: number;
  samples: number;
}

const CLOCK = 'clock';
const REFUSED_FOR_MS = 600_000;

/** True when the server answered, but refused the query as such. */
function isRefusal(error: unknown): boolean {
  return (error as { failure?: unknown } | undefined)?.failure === 'rejected';
}

/**
 * Asks one Prometheus for many expressions in few queries. An expression that
 * the server refuses is found by halving, named, and left out for ten minutes;
 * the others keep being answered.
 */
export class PrometheusReader {
  readonly #client: PrometheusClient;
  readonly #now: () => Date;
  readonly #refused = new Map<string, { error: string; until: number }>();
  readonly cost: QueryCost = { queries: 0, failed: 0, series: 0, samples: 0 };

  private constructor(client: PrometheusClient, now: () => Date) {
    this.#client = client;
    this.#now = now;
  }

  static create(options: {
    client: PrometheusClient;
    now?: () => Date;
  }): PrometheusReader {
    return new PrometheusReader(
      options.client,
      options.now ?? (() => new Date()),
    );
  }

  /**
   * Values of expressions now.
   *
   * @returns also the server's own time in Unix seconds: its clock, not ours,
   * says which five minutes are over
   * @throws Error when the server cannot answer at all
   */
  async instant(
    expressions: readonly string[],
    signal?: AbortSignal,
  ): Promise<Reading & { time?: number }> {
    const reading: Reading = { answers: new Map(), partial: false };
    let time: number | undefined;
    await this.#readAll(expressions, reading, async pieces => {
      const query = `${combineQueries(pieces)}${
        pieces.length > 0 ? '\nor\n' : ''
      }label_replace(vector(1), "${KEY_LABEL}", "${CLOCK}", "", "")`;
      const { series, warnings } = await this.#client.query(query, { signal });
      this.cost.series += series.length;
      this.cost.samples += series.length;
      const clock = series.find(s => s.metric[KEY_LABEL] === CLOCK);
      if (clock) time = clock.sample[0];
      return {
        series: series.map(s => ({ metric: s.metric, samples: [s.sample] })),
        warnings,
      };
    });
    return { ...reading, time };
  }

  /**
   * Values of expressions at regular steps, both ends included.
   *
   * @throws Error when the server cannot answer at all
   */
  async range(
    expressions: readonly string[],
    options: {
      start: number;
      end: number;
      stepSeconds: number;
      signal?: AbortSignal;
    },
  ): Promise<Reading> {
    const reading: Reading = { answers: new Map(), partial: false };
    if (expressions.length === 0) return reading;
    await this.#readAll(expressions, reading, async pieces => {
      const answer = await this.#client.queryRange(combineQueries(pieces), {
        start: new Date(options.start * 1000),
        end: new Date(options.end * 1000),
        stepSeconds: options.stepSeconds,
        signal: options.signal,
      });
      this.cost.series += answer.series.length;
      for (const s of answer.series) this.cost.samples += s.samples.length;
      return answer;
    });
    return reading;
  }

  async #readAll(
    expressions: readonly string[],
    reading: Reading,
    ask: Ask,
  ): Promise<void> {
    const wanted: string[] = [];
    const now = this.#now().getTime();
    for (const expression of new Set(expressions)) {
      const refused = this.#refused.get(expression);
      if (refused && refused.until > now) {
        reading.answers.set(expression, { samples: [], error: refused.error });
      } else {
        wanted.push(expression);
      }
    }
    const chunks = chunksOf(wanted, MAX_BRANCHES);
    for (const chunk of chunks.length > 0 ? chunks : [[]]) {
      await this.#readChunk(chunk, reading, ask);
    }
  }

  async #readChunk(
    expressions: readonly string[],
    reading: Reading,
    ask: Ask,
  ): Promise<void> {
    this.cost.queries += 1;
    let answer: { series: RangeSeries[]; warnings: string[] };
    try {
      answer = await ask(
        expressions.map((promql, i) => ({ key: `e${i}`, promql })),
      );
    } catch (error) {
      this.cost.failed += 1;
      if (!isRefusal(error) || expressions.length === 0) throw error;
      if (expressions.length === 1) {
        this.#refuse(expressions[0], (error as Error).message, reading);
        return;
      }
      const middle = Math.ceil(expressions.length / 2);
      await this.#readChunk(expressions.slice(0, middle), reading, ask);
      await this.#readChunk(expressions.slice(middle), reading, ask);
      return;
    }
    if (answer.warnings.length > 0) reading.partial = true;
    const byKey = new Map<string, RangeSeries[]>();
    for (const series of answer.series) {
      const key = series.metric[KEY_LABEL] ?? '';
      byKey.set(key, [...(byKey.get(key) ?? []), series]);
    }
    expressions.forEach((expression, i) => {
      const found = byKey.get(`e${i}`) ?? [];
      reading.answers.set(
        expression,
        found.length > 1
          ? {
              samples: [],
              error: `the query gives ${found.length} series; it must give one`,
            }
          : { samples: found[0]?.samples ?? [] },
      );
    });
  }

  #refuse(expression: string, error: string, reading: Reading): void {
    const until = this.#now().getTime() + REFUSED_FOR_MS;
    this.#refused.set(expression, { error, until });
    reading.answers.set(expression, { samples: [], error });
  }
}

type Ask = (
  pieces: Array<{ key: string; promql: string }>,
) => Promise<{ series: RangeSeries[]; warnings: string[] }>;

import type {
  LoopbackRequest,
  LoopbackResponse,
} from '../loopback/LoopbackServer';
import type { Observability } from '../prometheus/observability';
import { formatValue } from '../prometheus/promql/literals';
import type { World } from '../prometheus/model/World';
import { countLines } from './countLines';
import { LogqlError } from './logql/LogqlError';
import { parseLogql } from './logql/parseLogql';
import { selectStreams } from './logql/pipeline';
import type { LogStream } from './LogStore';
import { RETENTION_MS, logStreams } from './LogStore';
import {
  limitParameter,
  directionParameter,
  stepParameter,
  timeRange,
  timeParameter,
} from './parameters';
import { readLines } from './readLines';

const MAX_POINTS = 11_000;

function success(data: unknown): LoopbackResponse {
  return { status: 200, body: { status: 'success', data } };
}

type Route = (
  params: URLSearchParams,
) => LoopbackResponse | Promise<LoopbackResponse>;

/** The HTTP API of Loki over the sandbox's logs, for reading. */
export class LokiApi {
  private known?: { world: World; streams: LogStream[] };

  constructor(
    private readonly observability: Observability,
    private readonly now: () => Date,
  ) {}

  /** Answers a request in the wire format of Loki 2.9. */
  async handle(request: LoopbackRequest): Promise<LoopbackResponse> {
    const route = this.routeOf(request.path);
    if (!route) return { status: 404, body: '404 page not found\n' };
    if (request.method !== 'GET' && request.method !== 'POST') {
      return { status: 405, body: '' };
    }
    try {
      return await route(request.params);
    } catch (error) {
      if (!(error instanceof LogqlError)) throw error;
      return { status: 400, body: `${error.message}\n` };
    }
  }

  private routeOf(path: string): Route | undefined {
    const label = /^\/loki\/api\/v1\/label\/(\w+)\/values$/.exec(path);
    if (label) return params => this.labelValues(label[1], params);
    switch (path) {
      case '/ready':
        return () => ({ status: 200, body: 'ready\n' });
      case '/loki/api/v1/status/buildinfo':
        return () => ({
          status: 200,
          body: { version: '2.9.0', revision: 'chat2sql-sandbox' },
        });
      case '/loki/api/v1/labels':
        return params => this.labels(params);
      case '/loki/api/v1/series':
        return params => this.series(params);
      case '/loki/api/v1/query':
        return params => this.instant(params);
      case '/loki/api/v1/query_range':
        return params => this.range(params);
      default:
        return undefined;
    }
  }

  private streams(): LogStream[] {
    const world = this.observability.model.world();
    if (this.known?.world !== world) {
      this.known = { world, streams: logStreams(world) };
    }
    return this.known.streams;
  }

  private selected(params: URLSearchParams, name: string): LogStream[] {
    const queries = params.getAll(name);
    if (queries.length === 0) return this.streams();
    return queries.flatMap(text => {
      const query = parseLogql(text);
      if (query.kind !== 'logs') {
        throw new LogqlError('only log selectors are supported here');
      }
      return selectStreams(this.streams(), query);
    });
  }

  private labels(params: URLSearchParams): LoopbackResponse {
    const names = this.selected(params, 'query').flatMap(({ labels }) =>
      Object.keys(labels),
    );
    return success([...new Set(names)].sort());
  }

  private labelValues(name: string, params: URLSearchParams): LoopbackResponse {
    const values = this.selected(params, 'query')
      .map(({ labels }) => labels[name])
      .filter(value => value !== undefined);
    return success([...new Set(values)].sort());
  }

  private series(params: URLSearchParams): LoopbackResponse {
    return success(this.selected(params, 'match[]').map(s => s.labels));
  }

  private async instant(params: URLSearchParams): Promise<LoopbackResponse> {
    const query = parseLogql(params.get('query') ?? '');
    if (query.kind === 'logs') {
      throw new LogqlError(
        'log queries are not supported as an instant query type, please change your query to a range query type',
      );
    }
    const nowMs = this.now().getTime();
    const timeNs = timeParameter(params, 'time', BigInt(nowMs) * 1_000_000n);
    const startMs = Number(timeNs / 1_000_000n);
    const series = await countLines(this.streams(), query, {
      startMs,
      stepMs: 1,
      count: 1,
    });
    return success({
      resultType: 'vector',
      result: series
        .filter(({ values }) => values[0] !== undefined)
        .map(({ labels, values }) => ({
          metric: labels,
          value: [startMs / 1000, formatValue(values[0]!)],
        })),
      stats: {},
    });
  }

  private async range(params: URLSearchParams): Promise<LoopbackResponse> {
    const query = parseLogql(params.get('query') ?? '');
    const nowMs = this.now().getTime();
    const range = timeRange(params, nowMs);
    const oldestNs = BigInt(nowMs - RETENTION_MS) * 1_000_000n;
    const newestNs = BigInt(nowMs) * 1_000_000n + 1n;
    const startNs = range.startNs > oldestNs ? range.startNs : oldestNs;
    if (query.kind === 'logs') {
      const lines = await readLines(this.streams(), query, {
        startNs,
        endNs: range.endNs < newestNs ? range.endNs : newestNs,
        direction: directionParameter(params),
        limit: limitParameter(params),
      });
      const byStream = new Map<
        string,
        { stream: Record<string, string>; values: [string, string][] }
      >();
      for (const { labels, line } of lines) {
        const key = JSON.stringify(labels);
        const entry = byStream.get(key) ?? { stream: labels, values: [] };
        entry.values.push([String(line.timeNs), line.text]);
        byStream.set(key, entry);
      }
      const result = [...byStream.values()];
      return success({ resultType: 'streams', result, stats: {} });
    }
    const stepMs = stepParameter(params, range);
    const startMs = Number(range.startNs / 1_000_000n);
    const count =
      Math.floor((Number(range.endNs / 1_000_000n) - startMs) / stepMs) + 1;
    if (count > MAX_POINTS) {
      throw new LogqlError(
        'exceeded maximum resolution of 11,000 points per time series. Try increasing the value of the step parameter',
      );
    }
    const series = await countLines(this.streams(), query, {
      startMs,
      stepMs,
      count,
    });
    const result = series.map(({ labels, values }) => ({
      metric: labels,
      values: values.flatMap((value, step) =>
        value === undefined
          ? []
          : [[(startMs + step * stepMs) / 1000, formatValue(value)]],
      ),
    }));
    return success({
      resultType: 'matrix',
      result: result.filter(({ values }) => values.length > 0),
      stats: {},
    });
  }
}

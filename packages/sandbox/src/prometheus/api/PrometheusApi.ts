import type {
  LoopbackRequest,
  LoopbackResponse,
} from '../../loopback/LoopbackServer';
import type { Observability } from '../observability';
import { formatTime } from './parameters';
import { formatQuery, instantQuery, rangeQuery } from './queryRoutes';
import { failure, success } from './respond';
import { listAlerts, listRules } from './ruleRoutes';
import {
  listLabels,
  listLabelValues,
  listMetadata,
  listSeries,
} from './seriesRoutes';

type Route = (request: LoopbackRequest) => LoopbackResponse;

/** Version whose semantics are followed, so that clients choose the right ones. */
const VERSION = '2.42.0';

const FORM_ROUTES = new Set([
  '/api/v1/query',
  '/api/v1/query_range',
  '/api/v1/series',
  '/api/v1/labels',
  '/api/v1/format_query',
]);

/** The HTTP API of Prometheus over the sandbox's series. */
export class PrometheusApi {
  private readonly routes: Record<string, Route>;
  private readonly startedMs: number;

  constructor(
    private readonly observability: Observability,
    private readonly now: () => Date,
  ) {
    this.startedMs = now().getTime();
    const o = observability;
    this.routes = {
      '/-/healthy': () => ({
        status: 200,
        body: 'Prometheus Server is Healthy.\n',
      }),
      '/-/ready': () => ({
        status: 200,
        body: 'Prometheus Server is Ready.\n',
      }),
      '/api/v1/query': r => instantQuery(o, r, now().getTime()),
      '/api/v1/query_range': r => rangeQuery(o, r),
      '/api/v1/format_query': r => formatQuery(r),
      '/api/v1/series': r => listSeries(o, r),
      '/api/v1/labels': r => listLabels(o, r),
      '/api/v1/metadata': r => listMetadata(o, r),
      '/api/v1/rules': r => listRules(o, r),
      '/api/v1/alerts': () => listAlerts(o),
      '/api/v1/status/buildinfo': () => this.buildInfo(),
      '/api/v1/status/runtimeinfo': () => this.runtimeInfo(),
    };
  }

  /** Answers a request in the wire format of Prometheus 2.42. */
  handle(request: LoopbackRequest): LoopbackResponse {
    const { method, path, params } = request;
    const route = this.routeOf(path);
    if (!route) return { status: 404, body: '404 page not found\n' };
    if (method !== 'GET' && !(method === 'POST' && FORM_ROUTES.has(path))) {
      return { status: 405, body: 'Method Not Allowed\n' };
    }
    try {
      return route(request);
    } catch (error) {
      const text = params.get('query') ?? '';
      const answer = failure(error, { name: 'query', text });
      if (!answer) throw error;
      return answer;
    }
  }

  private routeOf(path: string): Route | undefined {
    const label = /^\/api\/v1\/label\/([^/]+)\/values$/.exec(path);
    if (label) {
      return request =>
        listLabelValues(
          this.observability,
          request,
          decodeURIComponent(label[1]),
        );
    }
    return Object.prototype.hasOwnProperty.call(this.routes, path)
      ? this.routes[path]
      : undefined;
  }

  private buildInfo(): LoopbackResponse {
    return success({
      version: VERSION,
      revision: 'chat2sql-sandbox',
      branch: 'sandbox',
      buildUser: '',
      buildDate: '',
      goVersion: '',
    });
  }

  private runtimeInfo(): LoopbackResponse {
    const { last } = this.observability.rules.bounds();
    return success({
      startTime: formatTime(this.startedMs),
      CWD: '/prometheus',
      reloadConfigSuccess: true,
      lastConfigTime: formatTime(this.startedMs),
      corruptionCount: 0,
      goroutineCount: 1,
      GOMAXPROCS: 1,
      GOMEMLIMIT: 0,
      GOGC: '',
      GODEBUG: '',
      storageRetention: '35d',
      serverTime: formatTime(Math.max(last * 60_000, this.now().getTime())),
    });
  }
}

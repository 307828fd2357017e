import type {
  LoopbackRequest,
  LoopbackResponse,
} from '../loopback/LoopbackServer';
import type { Observability } from '../prometheus/observability';
import { SERVICES, operationOf } from './makeTrace';
import { QueryError, parseTraceQuery, traceMatches } from './traceQuery';
import { TraceStore } from './TraceStore';
import type { Trace } from './types';

function answer(
  data: readonly unknown[],
  total = data.length,
): LoopbackResponse {
  return {
    status: 200,
    body: { data, total, limit: 0, offset: 0, errors: null },
  };
}

function refuse(code: number, msg: string): LoopbackResponse {
  return {
    status: code,
    body: {
      data: null,
      total: 0,
      limit: 0,
      offset: 0,
      errors: [{ code, msg }],
    },
  };
}

/** The query API of Jaeger over the traces of the mesh's proxies. */
export class JaegerApi {
  private readonly store: TraceStore;

  constructor(
    private readonly observability: Observability,
    private readonly now: () => Date,
  ) {
    this.store = new TraceStore(() => observability.model.world(), now);
  }

  /** Answers a request in the wire format of Jaeger 1.60. */
  handle({ method, path, params }: LoopbackRequest): LoopbackResponse {
    if (method !== 'GET') return { status: 405, body: '' };
    try {
      const operations = /^\/api\/services\/([^/]+)\/operations$/.exec(path);
      if (operations) {
        const service = decodeURIComponent(operations[1]);
        return answer(this.operations(service).map(({ name }) => name));
      }
      const trace = /^\/api\/traces\/([0-9a-fA-F]{1,32})$/.exec(path);
      if (trace) return this.trace(trace[1].toLowerCase());
      switch (path) {
        case '/':
          return { status: 200, body: 'Jaeger\n' };
        case '/api/services':
          return answer(SERVICES);
        case '/api/operations':
          return this.listOperations(params);
        case '/api/traces':
          return this.traces(params);
        case '/api/dependencies':
          return this.dependencies();
        default:
          return { status: 404, body: '404 page not found\n' };
      }
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      return refuse(400, error.message);
    }
  }

  private operations(service: string): { name: string; spanKind: string }[] {
    const { environments } = this.observability.model.world();
    const proxies = ['chat2sql-backend', 'chat2sql-frontend'] as const;
    return environments.flatMap(({ namespace }) =>
      proxies
        .filter(name => service === name || service === 'istio-ingressgateway')
        .map(name => ({
          name: operationOf(name, namespace),
          spanKind: service === name ? 'server' : 'client',
        })),
    );
  }

  private listOperations(params: URLSearchParams): LoopbackResponse {
    const service = params.get('service') ?? '';
    if (service === '') throw new QueryError("parameter 'service' is required");
    const kind = params.get('spanKind') ?? '';
    const operations = this.operations(service);
    return answer(
      operations.filter(({ spanKind }) => kind === '' || spanKind === kind),
    );
  }

  private traces(params: URLSearchParams): LoopbackResponse {
    const ids = params.getAll('traceID');
    if (ids.length > 0) {
      const found = ids
        .map(id => this.store.byId(id.toLowerCase()))
        .filter(trace => trace !== undefined);
      return answer(found, 0);
    }
    const query = parseTraceQuery(params, this.now().getTime());
    const found: Trace[] = [];
    for (const trace of this.store.newest(query.fromMs, query.toMs)) {
      if (traceMatches(trace, query)) found.push(trace);
      if (found.length >= query.limit) break;
    }
    return answer(found, 0);
  }

  private trace(id: string): LoopbackResponse {
    const trace = this.store.byId(id);
    return trace ? answer([trace], 0) : refuse(404, 'trace not found');
  }

  /** Who called whom among the traces of the last hour. */
  private dependencies(): LoopbackResponse {
    const nowMs = this.now().getTime();
    const counts = new Map<string, number>();
    for (const { processes } of this.store.newest(nowMs - 3_600_000, nowMs)) {
      const child = processes.p2?.serviceName;
      if (child) counts.set(child, (counts.get(child) ?? 0) + 1);
    }
    return answer(
      [...counts].map(([child, callCount]) => ({
        parent: 'istio-ingressgateway',
        child,
        callCount,
      })),
      0,
    );
  }
}

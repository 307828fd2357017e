import { hexText } from '../prometheus/model/hash';
import type { SampleMoment } from '../prometheus/model/sampleRequest';
import { sampleRequest } from '../prometheus/model/sampleRequest';
import { workloadOf } from '../prometheus/model/topology';
import type { LiveEnvironment } from '../prometheus/model/World';
import type { Span, Tag, Trace } from './types';

/** Services that report spans: the proxies, for the service itself has no tracing yet. */
export const SERVICES = [
  'chat2sql-backend',
  'chat2sql-frontend',
  'istio-ingressgateway',
] as const;

/** Share of the traces that are of pages and files. */
const PAGE_SHARE = 0.25;
const PAGES = ['/', '/chat', '/assets/index-B7c2.js', '/assets/index-C91a.css'];

/** Operation of the proxies for a destination. */
export function operationOf(
  service: (typeof SERVICES)[number],
  namespace: string,
): string {
  const port = service === 'chat2sql-frontend' ? 3000 : 8080;
  return `${service}.${namespace}.svc.cluster.local:${port}/*`;
}

function tag(key: string, value: Tag['value']): Tag {
  if (typeof value === 'boolean') return { key, type: 'bool', value };
  return { key, type: typeof value === 'number' ? 'int64' : 'string', value };
}

interface Call {
  destination: 'chat2sql-backend' | 'chat2sql-frontend';
  method: string;
  path: string;
  status: number;
  seconds: number;
  size: number;
}

function callAt(environment: LiveEnvironment, moment: SampleMoment): Call {
  if (moment.draw('page') >= PAGE_SHARE) {
    return {
      destination: 'chat2sql-backend',
      ...sampleRequest(environment, moment),
    };
  }
  return {
    destination: 'chat2sql-frontend',
    method: 'GET',
    path: PAGES[Math.floor(moment.draw('which') * PAGES.length)],
    status: moment.draw('cached') < 0.13 ? 304 : 200,
    seconds: 0.001 + 0.006 * moment.draw('spread'),
    size: Math.floor(400 + 90_000 * moment.draw('size') ** 2),
  };
}

/** The trace of one request: the gateway's span and that of the proxy behind it. */
export function makeTrace(
  environment: LiveEnvironment,
  traceID: string,
  moment: SampleMoment,
): Trace {
  const { namespace, cluster } = environment;
  const call = callAt(environment, moment);
  const { pods } = workloadOf(environment, call.destination);
  const pod = pods[Math.floor(moment.draw('pod') * pods.length)];
  const startTime = moment.timeMs * 1000 + Math.floor(moment.draw('us') * 1000);
  const duration = Math.round(call.seconds * 1_000_000);
  const before = 300 + Math.floor(900 * moment.draw('before'));
  const after = 200 + Math.floor(700 * moment.draw('after'));
  const operationName = operationOf(call.destination, namespace);
  // A failed gateway call may never have reached the pod.
  const reached = call.status !== 503;

  const common = [
    tag('component', 'proxy'),
    tag('http.method', call.method),
    tag('http.url', `http://chat2sql.example.com${call.path}`),
    tag('http.protocol', 'HTTP/1.1'),
    tag('http.status_code', String(call.status)),
    tag('response_size', String(call.size)),
    tag('response_flags', reached ? '-' : 'UH'),
    tag('istio.mesh_id', 'chat2sql'),
    tag('istio.cluster_id', cluster),
    tag('istio.namespace', namespace),
    ...(call.status >= 500 ? [tag('error', true)] : []),
  ];
  const gatewaySpan = hexText(16, traceID, 'gateway');
  const base = { traceID, operationName, logs: [], warnings: null };
  const spans: Span[] = [
    {
      ...base,
      spanID: gatewaySpan,
      references: [],
      startTime,
      duration: duration + before + after,
      tags: [
        ...common,
        tag('span.kind', 'client'),
        tag('istio.canonical_service', 'istio-ingressgateway'),
      ],
      processID: 'p1',
    },
  ];
  const processes: Trace['processes'] = {
    p1: { serviceName: 'istio-ingressgateway', tags: [] },
  };
  if (reached) {
    spans.push({
      ...base,
      spanID: hexText(16, traceID, 'sidecar'),
      references: [{ refType: 'CHILD_OF', traceID, spanID: gatewaySpan }],
      startTime: startTime + before,
      duration,
      tags: [
        ...common,
        tag('span.kind', 'server'),
        tag('istio.canonical_service', call.destination),
        tag('node_id', `sidecar~${pod.ip}~${pod.name}.${namespace}`),
      ],
      processID: 'p2',
    });
    processes.p2 = { serviceName: call.destination, tags: [tag('ip', pod.ip)] };
  }
  return { traceID, spans, processes, warnings: null };
}

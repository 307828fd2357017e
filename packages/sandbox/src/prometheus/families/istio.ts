import { ISTIO_BOUNDS, meanSeconds, shareWithin } from '../model/latency';
import type { Cumulative } from '../model/Load';
import { endlessCounter } from '../model/makeSeries';
import { API_ROUTES } from '../model/routes';
import type { Environment } from '../model/topology';
import type { LiveEnvironment, World } from '../model/World';
import { codesOf } from './backendRequests';
import type { Family } from './Family';

/** Seconds the proxies add to a request. */
const PROXY_SECONDS = 0.002;
/** Requests for pages and files per API request. */
const PAGES_PER_REQUEST = 0.35;

/** What the gateway sees when a request fails: some never reach the backend. */
const GATEWAY_FAILURES: Record<string, number> = {
  500: 0.6,
  503: 0.35,
  0: 0.05,
};

type Destination = 'chat2sql-backend' | 'chat2sql-frontend';

interface Edge {
  labels: Record<string, string>;
  destination: Destination;
  /** Share of the destination's requests that this edge carries. */
  share: number;
}

/** Who calls whom, as both sides report it. */
function edgesOf({ name, namespace, cluster }: Environment): Edge[] {
  const edge = (
    reporter: 'source' | 'destination',
    destination: Destination,
    security: string,
    share: number,
    caller: { source_workload: string; source_workload_namespace: string },
  ): Edge => ({
    destination,
    share,
    labels: {
      job: 'istio-proxies',
      cluster,
      reporter,
      ...caller,
      destination_workload: destination,
      destination_workload_namespace: namespace,
      destination_service: `${destination}.${namespace}.svc.cluster.local`,
      destination_service_name: destination,
      destination_service_namespace: namespace,
      destination_app: destination,
      request_protocol: 'http',
      connection_security_policy: security,
    },
  });
  const gateway = {
    source_workload: 'istio-ingressgateway',
    source_workload_namespace: 'istio-system',
  };
  // Development still lets a few callers in without a sidecar.
  const plain = name === 'dev' ? 0.04 : 0;
  return (['chat2sql-backend', 'chat2sql-frontend'] as const).flatMap(to => [
    edge('source', to, 'unknown', 1 - plain, gateway),
    edge('destination', to, 'mutual_tls', 1 - plain, gateway),
    ...(plain > 0
      ? [
          edge('destination', to, 'none', plain, {
            source_workload: 'unknown',
            source_workload_namespace: 'unknown',
          }),
        ]
      : []),
  ]);
}

/** Shares of the status codes on good requests and on failing ones. */
function codeShares(
  environment: LiveEnvironment,
  destination: Destination,
): Map<string, { sound: number; failed: number }> {
  const shares = new Map<string, { sound: number; failed: number }>();
  const add = (code: string, sound: number, failed: number) => {
    const old = shares.get(code) ?? { sound: 0, failed: 0 };
    shares.set(code, {
      sound: old.sound + sound,
      failed: old.failed + failed,
    });
  };
  if (destination === 'chat2sql-frontend') {
    add('200', 0.86, 0.86);
    add('304', 0.13, 0.13);
    add('404', 0.01, 0.01);
    return shares;
  }
  for (const route of API_ROUTES) {
    for (const [code, sound] of codesOf(environment, route)) {
      add(code, route.share * sound, 0);
    }
  }
  const fails = environment.load.disturbances.failing.length > 0;
  for (const [code, failed] of Object.entries(GATEWAY_FAILURES)) {
    if (fails) add(code, 0, failed);
  }
  return shares;
}

function scale(edge: Edge): number {
  return (
    edge.share *
    (edge.destination === 'chat2sql-frontend' ? PAGES_PER_REQUEST : 1)
  );
}

function eachEdge<T>(
  world: World,
  make: (environment: LiveEnvironment, edge: Edge) => T[],
): T[] {
  return world.environments.flatMap(environment =>
    edgesOf(environment).flatMap(edge => make(environment, edge)),
  );
}

/** Share of an edge's requests within some milliseconds. */
function edgeWithin(edge: Edge, milliseconds: number, slow: boolean): number {
  const seconds = milliseconds / 1000 - PROXY_SECONDS;
  if (seconds <= 0) return 0;
  if (edge.destination === 'chat2sql-frontend') {
    return shareWithin('probe', seconds, false);
  }
  return API_ROUTES.reduce(
    (sum, { share, latency }) =>
      sum + share * shareWithin(latency, seconds, slow),
    0,
  );
}

function edgeMean(edge: Edge, slow: boolean): number {
  const seconds =
    edge.destination === 'chat2sql-frontend'
      ? meanSeconds('probe', false)
      : API_ROUTES.reduce(
          (sum, { share, latency }) => sum + share * meanSeconds(latency, slow),
          0,
        );
  return 1000 * (seconds + PROXY_SECONDS);
}

function durationPart(
  suffix: 'bucket' | 'count' | 'sum',
  series: Family['series'],
): Family {
  return {
    name: `istio_request_duration_milliseconds_${suffix}`,
    type: 'histogram',
    help: 'Duration of requests in milliseconds',
    series,
  };
}

function edgeTotal({ load }: LiveEnvironment, edge: Edge): Cumulative {
  const factor = scale(edge);
  return t => factor * (load.swift(t) + load.slow(t));
}

/** Standard metrics of the Istio proxies. */
export const ISTIO: Family[] = [
  {
    name: 'istio_requests_total',
    type: 'counter',
    help: 'Total number of requests',
    series: world =>
      eachEdge(world, (environment, edge) => {
        const { load } = environment;
        const factor = scale(edge);
        return [...codeShares(environment, edge.destination)].map(
          ([code, { sound, failed }]) =>
            endlessCounter(
              {
                ...edge.labels,
                __name__: 'istio_requests_total',
                response_code: code,
                response_flags: code === '0' ? 'DC' : '-',
              },
              t =>
                factor * sound * load.sound(t) +
                factor * failed * load.failed(t),
            ),
        );
      }),
  },
  durationPart('bucket', world =>
    eachEdge(world, (environment, edge) => {
      const { load } = environment;
      const factor = scale(edge);
      const labels = {
        ...edge.labels,
        __name__: 'istio_request_duration_milliseconds_bucket',
      };
      return [
        ...ISTIO_BOUNDS.map(bound => {
          const swift = factor * edgeWithin(edge, bound, false);
          const slow = factor * edgeWithin(edge, bound, true);
          return endlessCounter(
            { ...labels, le: String(bound) },
            t => swift * load.swift(t) + slow * load.slow(t),
          );
        }),
        endlessCounter({ ...labels, le: '+Inf' }, edgeTotal(environment, edge)),
      ];
    }),
  ),
  durationPart('count', world =>
    eachEdge(world, (environment, edge) => [
      endlessCounter(
        {
          ...edge.labels,
          __name__: 'istio_request_duration_milliseconds_count',
        },
        edgeTotal(environment, edge),
      ),
    ]),
  ),
  durationPart('sum', world =>
    eachEdge(world, (environment, edge) => {
      const { load } = environment;
      const factor = scale(edge);
      const swift = factor * edgeMean(edge, false);
      const slow = factor * edgeMean(edge, true);
      return [
        endlessCounter(
          {
            ...edge.labels,
            __name__: 'istio_request_duration_milliseconds_sum',
          },
          t => swift * load.swift(t) + slow * load.slow(t),
          false,
        ),
      ];
    }),
  ),
];

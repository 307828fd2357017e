import { processCounter } from '../model/makeSeries';
import type { Cumulative } from '../model/Load';
import type { ProcessStarts } from '../model/releases';
import type { Route } from '../model/routes';
import { API_ROUTES, FAILURE_CODES, STEADY_ROUTES } from '../model/routes';
import type { Environment, Pod } from '../model/topology';
import { seesFailures, workloadOf } from '../model/topology';
import { EPOCH_MS } from '../model/Traffic';
import type { LiveEnvironment, World } from '../model/World';
import type { Series } from '../promql/Series';
import type { Family } from './Family';

/** Labels every series of a scraped backend pod has. */
export function backendTarget(
  { namespace, cluster }: Environment,
  pod: Pod,
): Record<string, string> {
  return {
    job: 'chat2sql-backend',
    service: 'chat2sql-backend',
    container: 'backend',
    namespace,
    cluster,
    pod: pod.name,
    instance: `${pod.ip}:8080`,
  };
}

/** Every backend pod with its environment and process starts. */
export function eachBackend<T>(
  world: World,
  make: (
    environment: LiveEnvironment,
    pod: Pod,
    starts: ProcessStarts,
    share: number,
  ) => T[],
): T[] {
  return world.environments.flatMap(environment => {
    const { pods } = workloadOf(environment, 'chat2sql-backend');
    return pods.flatMap(pod =>
      make(environment, pod, environment.startsOf(pod), 1 / pods.length),
    );
  });
}

/**
 * Status codes of a route in an environment with their shares of sound and of
 * failing requests. Where nothing fails, such requests succeed.
 */
export function codesOf(
  environment: Environment,
  { codes }: Route,
): [code: string, soundShare: number, failedShare: number][] {
  if (seesFailures(environment)) {
    const all = new Set([...Object.keys(codes), ...Object.keys(FAILURE_CODES)]);
    return [...all].map(code => [
      code,
      codes[code] ?? 0,
      FAILURE_CODES[code] ?? 0,
    ]);
  }
  const shares = new Map<string, number>();
  for (const [code, share] of Object.entries(codes)) {
    const success = '201' in codes ? '201' : '200';
    const shown = code.startsWith('5') ? success : code;
    shares.set(shown, (shares.get(shown) ?? 0) + share);
  }
  return [...shares].map(([code, share]) => [code, share, 0]);
}

/** Requests of a route on one of the pods with one status code. */
function requestsOf(
  { load }: LiveEnvironment,
  route: Route,
  podShare: number,
  [, soundShare, failedShare]: [string, number, number],
): Cumulative {
  const share = route.share * podShare;
  const sound = share * soundShare;
  const failed = share * failedShare;
  return timeMs => sound * load.sound(timeMs) + failed * load.failed(timeMs);
}

/** Requests that come at a steady rate, since the epoch. */
export function steadyRequests(perSecond: number): Cumulative {
  return timeMs => ((timeMs - EPOCH_MS) / 1000) * perSecond;
}

/** The request counters of one route on one pod, by status code. */
export function routeCounters(
  environment: LiveEnvironment,
  pod: Pod,
  starts: ProcessStarts,
  podShare: number,
  route: Route,
): Series[] {
  return codesOf(environment, route).map(code =>
    processCounter(
      {
        __name__: 'chat2sql_api_http_requests_total',
        ...backendTarget(environment, pod),
        method: route.method,
        endpoint: route.endpoint,
        status_code: code[0],
      },
      starts,
      requestsOf(environment, route, podShare, code),
    ),
  );
}

/** `chat2sql_api_http_requests_total`. */
export const REQUESTS: Family = {
  name: 'chat2sql_api_http_requests_total',
  type: 'counter',
  help: 'Total number of HTTP requests',
  series: world =>
    eachBackend(world, (environment, pod, starts, share) => [
      ...API_ROUTES.flatMap(route =>
        routeCounters(environment, pod, starts, share, route),
      ),
      ...STEADY_ROUTES.map(({ method, endpoint, perSecond }) =>
        processCounter(
          {
            __name__: 'chat2sql_api_http_requests_total',
            ...backendTarget(environment, pod),
            method,
            endpoint,
            status_code: '200',
          },
          starts,
          steadyRequests(perSecond),
        ),
      ),
    ]),
};

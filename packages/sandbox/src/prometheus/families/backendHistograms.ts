import { DURATION_BOUNDS, meanSeconds, shareWithin } from '../model/latency';
import type { Cumulative } from '../model/Load';
import { processCounter } from '../model/makeSeries';
import type { ProcessStarts } from '../model/releases';
import type { Route } from '../model/routes';
import { API_ROUTES, STEADY_ROUTES } from '../model/routes';
import type { Pod } from '../model/topology';
import type { LiveEnvironment, World } from '../model/World';
import { makeLabels } from '../promql/labels';
import type { Series } from '../promql/Series';
import {
  backendTarget,
  eachBackend,
  routeCounters,
  steadyRequests,
} from './backendRequests';
import type { Family } from './Family';

const DURATION = 'chat2sql_api_http_request_duration_seconds';
const SIZE_BOUNDS = [1024, 4096, 16_384, 65_536, 262_144, 1_048_576] as const;

/** One route of one pod: its count, and what the buckets are made of. */
interface Observed {
  labels: Record<string, string>;
  starts: ProcessStarts;
  count: Series;
  /** Number of counters that the count adds up. */
  parts: number;
  /** Observations at most as large as a bound. */
  within(bound: number): Cumulative;
  sum: Cumulative;
}

/**
 * The bucket of one bound. The count is a sum of rounded counters and may fall
 * short of the rounded sum; so every bucket starts that much lower.
 */
function bucketSeries(observed: Observed, name: string, bound: number): Series {
  const { labels, starts, parts } = observed;
  const bucket = processCounter(
    { ...labels, __name__: name, le: String(bound) },
    starts,
    observed.within(bound),
  );
  return { ...bucket, at: index => Math.max(0, bucket.at(index) - parts + 1) };
}

function renamed(
  series: Series,
  labels: Record<string, string>,
  name: string,
): Series {
  return { ...series, labels: makeLabels({ ...labels, __name__: name }) };
}

function histogramFamilies(
  name: string,
  help: string,
  bounds: readonly number[],
  observe: (world: World) => Observed[],
): Family[] {
  const part = (suffix: string, series: Family['series']): Family => ({
    name: `${name}_${suffix}`,
    type: 'histogram',
    help,
    series,
  });
  return [
    part('bucket', world =>
      observe(world).flatMap(observed => [
        ...bounds.map(bound => bucketSeries(observed, `${name}_bucket`, bound)),
        renamed(
          observed.count,
          { ...observed.labels, le: '+Inf' },
          `${name}_bucket`,
        ),
      ]),
    ),
    part('count', world =>
      observe(world).map(({ count, labels }) =>
        renamed(count, labels, `${name}_count`),
      ),
    ),
    part('sum', world =>
      observe(world).map(({ labels, starts, sum }) =>
        processCounter(
          { ...labels, __name__: `${name}_sum` },
          starts,
          sum,
          false,
        ),
      ),
    ),
  ];
}

/** The count of a route: the sum of its counters by status code. */
function countOf(counters: readonly Series[]): Series {
  return {
    ...counters[0],
    at: index => counters.reduce((sum, counter) => sum + counter.at(index), 0),
  };
}

function observeRoutes(
  world: World,
  shape: (
    environment: LiveEnvironment,
    route: Route,
    share: number,
  ) => Pick<Observed, 'within' | 'sum'>,
): Observed[] {
  return eachBackend(world, (environment, pod, starts, podShare) =>
    API_ROUTES.map(route => {
      const counters = routeCounters(environment, pod, starts, podShare, route);
      return {
        labels: {
          ...backendTarget(environment, pod),
          method: route.method,
          endpoint: route.endpoint,
        },
        starts,
        count: countOf(counters),
        parts: counters.length,
        ...shape(environment, route, route.share * podShare),
      };
    }),
  );
}

function observeSteady(
  world: World,
  shape: (total: Cumulative, size: number) => Pick<Observed, 'within' | 'sum'>,
): Observed[] {
  return eachBackend(world, (environment, pod: Pod, starts) =>
    STEADY_ROUTES.map(({ method, endpoint, perSecond, size }) => {
      const labels = { ...backendTarget(environment, pod), method, endpoint };
      const total = steadyRequests(perSecond);
      return {
        labels,
        starts,
        count: processCounter(labels, starts, total),
        parts: 1,
        ...shape(total, size),
      };
    }),
  );
}

function durations(world: World): Observed[] {
  return [
    ...observeRoutes(world, ({ load }, { latency }, share) => ({
      within(bound) {
        const swift = share * shareWithin(latency, bound, false);
        const slow = share * shareWithin(latency, bound, true);
        return t => swift * load.swift(t) + slow * load.slow(t);
      },
      sum: t =>
        share *
        (meanSeconds(latency, false) * load.swift(t) +
          meanSeconds(latency, true) * load.slow(t)),
    })),
    ...observeSteady(world, total => ({
      within: bound => t => shareWithin('probe', bound, false) * total(t),
      sum: t => meanSeconds('probe', false) * total(t),
    })),
  ];
}

/** Share of bodies at most as large as a bound, for exponentially distributed sizes. */
function shareOfSizes(mean: number, bound: number): number {
  return mean === 0 ? 1 : 1 - Math.exp(-bound / mean);
}

function sizes(which: 0 | 1): (world: World) => Observed[] {
  return world => [
    ...observeRoutes(world, ({ load }, route, share) => {
      const mean = route.sizes[which];
      const total: Cumulative = t => share * (load.sound(t) + load.failed(t));
      return {
        within: bound => t => shareOfSizes(mean, bound) * total(t),
        sum: t => Math.floor(mean * total(t)),
      };
    }),
    ...observeSteady(world, (total, size) => {
      const mean = which === 0 ? 0 : size;
      return {
        within: bound => t => shareOfSizes(mean, bound) * total(t),
        sum: t => Math.floor(mean * total(t)),
      };
    }),
  ];
}

/** The histograms of the backend: durations and sizes. */
export const BACKEND_HISTOGRAMS: Family[] = [
  ...histogramFamilies(
    DURATION,
    'HTTP request duration in seconds',
    DURATION_BOUNDS,
    durations,
  ),
  ...histogramFamilies(
    'chat2sql_api_http_request_size_bytes',
    'HTTP request size in bytes',
    SIZE_BOUNDS,
    sizes(0),
  ),
  ...histogramFamilies(
    'chat2sql_api_http_response_size_bytes',
    'HTTP response size in bytes',
    SIZE_BOUNDS,
    sizes(1),
  ),
];

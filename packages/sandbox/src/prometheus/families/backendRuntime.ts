import { meanSeconds } from '../model/latency';
import { gauge } from '../model/makeSeries';
import { API_ROUTES } from '../model/routes';
import { backendTarget, eachBackend } from './backendRequests';
import type { Family } from './Family';
import { wobbleOf } from './waves';

const MIB = 2 ** 20;

/** Mean duration over all routes: requests in flight are rate times duration. */
const MEAN_SECONDS = API_ROUTES.reduce(
  (sum, { share, latency }) => sum + share * meanSeconds(latency, false),
  0,
);

/** Gauges of the backend's process. */
export const BACKEND_RUNTIME: Family[] = [
  {
    name: 'chat2sql_api_active_connections',
    type: 'gauge',
    help: 'Number of active connections',
    series: world =>
      eachBackend(world, (environment, pod, _, share) => {
        const noise = wobbleOf(world.seed, pod.name, 'active');
        return [
          gauge(
            {
              __name__: 'chat2sql_api_active_connections',
              ...backendTarget(environment, pod),
            },
            // The scrape counts itself.
            t =>
              1 +
              Math.round(
                environment.load.rate(t) *
                  share *
                  MEAN_SECONDS *
                  (1 + 0.8 * noise(t)),
              ),
          ),
        ];
      }),
  },
  {
    name: 'chat2sql_system_memory_usage_bytes',
    type: 'gauge',
    help: 'System memory usage in bytes',
    series: world =>
      eachBackend(world, (environment, pod, starts) => {
        const noise = wobbleOf(world.seed, pod.name, 'heap');
        return [
          gauge(
            {
              __name__: 'chat2sql_system_memory_usage_bytes',
              ...backendTarget(environment, pod),
            },
            // Two maps of the service are never pruned, so the heap climbs.
            t => {
              const days = (t - starts.last(t)) / 86_400_000;
              return Math.round((46 + 9 * days + 11 * noise(t)) * MIB);
            },
          ),
        ];
      }),
  },
  {
    name: 'chat2sql_system_goroutines_count',
    type: 'gauge',
    help: 'Number of goroutines',
    series: world =>
      eachBackend(world, (environment, pod, _, share) => {
        const noise = wobbleOf(world.seed, pod.name, 'goroutines');
        return [
          gauge(
            {
              __name__: 'chat2sql_system_goroutines_count',
              ...backendTarget(environment, pod),
            },
            t =>
              Math.round(
                34 + 2 * environment.load.rate(t) * share + 4 * noise(t),
              ),
          ),
        ];
      }),
  },
];

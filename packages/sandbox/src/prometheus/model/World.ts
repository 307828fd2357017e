import { SCRAPE_INTERVAL_MS } from '../promql/Series';
import { disturbancesOf } from './disturbances';
import type { Load } from './Load';
import { createLoad } from './Load';
import { ProcessStarts } from './releases';
import type { Episode, ScenarioTimeline } from './ScenarioTimeline';
import type { Environment, Pod } from './topology';
import { buildTopology, workloadOf } from './topology';
import { DAY_MS, Traffic } from './Traffic';

/** How far back series reach. */
const HISTORY_MS = 35 * DAY_MS;

/** Time between two crashes in the scenario `prod-incident`. */
const CRASH_PERIOD_MS = 200_000;

/** How many of prod's backend pods crash-loop in that scenario: the last ones. */
const CRASHING_PODS = 2;

/** An environment with its load and process starts. */
export interface LiveEnvironment extends Environment {
  load: Load;
  /** Process starts of a backend pod. */
  startsOf(pod: Pod): ProcessStarts;
}

/** Everything the series are functions of. */
export interface World {
  seed: number;
  timeline: ScenarioTimeline;
  environments: LiveEnvironment[];
  /** Times in which Prometheus was down and nothing was scraped. */
  blind: readonly Episode[];
  /** First and last grid instant that exist now. */
  bounds(): { first: number; last: number };
  /** Time after which the world must be built again. */
  validUntilMs: number;
}

/** When which backend pods of an environment crash-loop, by pod name. */
export function crashingPods(
  environment: Environment,
  timeline: ScenarioTimeline,
): Map<string, Episode[]> {
  const episodes = timeline.of('prod-incident');
  if (environment.name !== 'prod' || episodes.length === 0) return new Map();
  const { pods } = workloadOf(environment, 'chat2sql-backend');
  return new Map(pods.slice(-CRASHING_PODS).map(pod => [pod.name, episodes]));
}

/**
 * Builds the world of a seed.
 *
 * @param now - clock; series end at its last whole minute
 */
export function buildWorld(
  seed: number,
  now: () => Date,
  timeline: ScenarioTimeline,
): World {
  const validUntilMs = now().getTime() + DAY_MS;
  const incidents = timeline.of('prod-incident');
  const environments = buildTopology(seed).map(
    (environment): LiveEnvironment => {
      const { name, requestsPerSecond } = environment;
      const traffic = new Traffic(seed, name, requestsPerSecond);
      const disturbances = disturbancesOf(
        seed,
        name,
        validUntilMs + DAY_MS,
        incidents,
      );
      const crashing = crashingPods(environment, timeline);
      const starts = workloadOf(environment, 'chat2sql-backend').pods.map(
        pod =>
          new ProcessStarts(
            seed,
            name,
            pod.ordinal,
            (crashing.get(pod.name) ?? []).map(({ fromMs, toMs }) => ({
              fromMs,
              toMs,
              periodMs: CRASH_PERIOD_MS,
            })),
          ),
      );
      return {
        ...environment,
        load: createLoad(traffic, disturbances),
        startsOf: pod => starts[pod.ordinal],
      };
    },
  );
  return {
    seed,
    timeline,
    environments,
    blind: timeline.of('prometheus-down'),
    validUntilMs,
    bounds() {
      const nowMs = now().getTime();
      return {
        first: Math.ceil((nowMs - HISTORY_MS) / SCRAPE_INTERVAL_MS),
        last: Math.floor(nowMs / SCRAPE_INTERVAL_MS),
      };
    },
  };
}

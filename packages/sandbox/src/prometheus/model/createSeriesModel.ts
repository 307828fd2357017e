import type { ScenarioState } from '../../scenario/types';
import { BACKEND_HISTOGRAMS } from '../families/backendHistograms';
import { REQUESTS } from '../families/backendRequests';
import { BACKEND_RUNTIME } from '../families/backendRuntime';
import { CADVISOR } from '../families/cadvisor';
import { EXPORTERS } from '../families/exporters';
import type { Family } from '../families/Family';
import { ISTIO } from '../families/istio';
import { KUBE_STATE } from '../families/kubeState';
import { PLATFORM } from '../families/platform';
import { METRIC_NAME, compareLabels } from '../promql/labels';
import type { Matcher } from '../promql/matcher';
import type { Series, SeriesSource } from '../promql/Series';
import { outsideEpisodes } from './makeSeries';
import { ScenarioTimeline } from './ScenarioTimeline';
import type { World } from './World';
import { buildWorld } from './World';

const FAMILIES: readonly Family[] = [
  REQUESTS,
  ...BACKEND_HISTOGRAMS,
  ...BACKEND_RUNTIME,
  ...ISTIO,
  ...KUBE_STATE,
  ...CADVISOR,
  ...PLATFORM,
  ...EXPORTERS,
];

/** What is known of a metric name. */
type MetricMetadata = Pick<Family, 'name' | 'type' | 'help'>;

/** All series of the sandbox, in closed form. */
export interface SeriesModel extends SeriesSource {
  /** The world of now: topology, load, scenarios. */
  world(): World;
  metadata(): readonly MetricMetadata[];
  /** Plays another scenario from its time on; what was before stays. */
  record(state: ScenarioState): void;
}

/**
 * Makes the series of a seed: pure functions of time from 35 days ago until
 * now, for the scenarios as they were played. Nothing is stored; a series is
 * made when its name is first asked for.
 */
export function createSeriesModel(options: {
  seed: number;
  now: () => Date;
  scenario: ScenarioState;
}): SeriesModel {
  const { seed, now } = options;
  const timeline = new ScenarioTimeline(options.scenario);
  const made = new Map<string, readonly Series[]>();
  let world = buildWorld(seed, now, timeline);

  const rebuild = () => {
    world = buildWorld(seed, now, timeline);
    made.clear();
  };
  const current = () => {
    if (now().getTime() > world.validUntilMs) rebuild();
    return world;
  };
  const seriesOf = (family: Family) => {
    let series = made.get(family.name);
    if (!series) {
      series = family
        .series(world)
        .map(one => outsideEpisodes(one, world.blind))
        .sort((a, b) => compareLabels(a.labels, b.labels));
      made.set(family.name, series);
    }
    return series;
  };

  return {
    world: current,
    bounds: () => current().bounds(),
    metadata: () => FAMILIES,
    record(state) {
      timeline.record(state);
      rebuild();
    },
    select(matchers: readonly Matcher[]) {
      current();
      const byName = matchers.filter(({ name }) => name === METRIC_NAME);
      const others = matchers.filter(({ name }) => name !== METRIC_NAME);
      return FAMILIES.filter(({ name }) =>
        byName.every(matcher => matcher.matches(name)),
      ).flatMap(family =>
        seriesOf(family).filter(({ labels }) =>
          others.every(({ name, matches }) => matches(labels[name] ?? '')),
        ),
      );
    },
  };
}

import type { SeriesModel } from '../model/createSeriesModel';
import { outsideEpisodes } from '../model/makeSeries';
import type { Labels } from '../promql/labels';
import {
  METRIC_NAME,
  compareLabels,
  labelsKey,
  makeLabels,
} from '../promql/labels';
import type { Matcher } from '../promql/matcher';
import { queryInstant } from '../promql/runQuery';
import type { Series, SeriesSource, Span, TimeHint } from '../promql/Series';
import { SCRAPE_INTERVAL_MS } from '../promql/Series';
import type { AlertRule, RuleGroup } from './loadRules';
import type { Stretch } from './quietTimes';
import { stretchesOf } from './quietTimes';
import type { Run } from './RuleTimeline';
import { RuleTimeline } from './RuleTimeline';
import { expandTemplate } from './template';

/** An alert that is pending or firing. */
export interface ActiveAlert {
  rule: AlertRule;
  labels: Labels;
  annotations: Record<string, string>;
  state: 'pending' | 'firing';
  activeAtMs: number;
  /** When it began to fire; undefined while pending. */
  firingAtMs?: number;
  value: number;
}

const ALERT_NAMES = ['ALERTS', 'ALERTS_FOR_STATE'] as const;

/** Grid instants of a day. */
const DAY = 86_400_000 / SCRAPE_INTERVAL_MS;

/** Grid instants after which the known start of an everlasting alert moves on: 91 days. */
const EVERLASTING = 91 * DAY;

/**
 * Evaluates the alerting rules over the series of the model, every minute of
 * the grid, and offers the result as Prometheus does: active alerts, and the
 * series `ALERTS` and `ALERTS_FOR_STATE`.
 */
export class RuleEngine implements SeriesSource {
  private timelines = new Map<AlertRule, RuleTimeline>();

  constructor(
    private readonly model: SeriesModel,
    readonly groups: readonly RuleGroup[],
  ) {}

  /** Forgets what was evaluated: the past may have changed. */
  reset(): void {
    this.timelines.clear();
  }

  bounds(): { first: number; last: number } {
    return this.model.bounds();
  }

  select(matchers: readonly Matcher[], hint: TimeHint): readonly Series[] {
    const series = this.model.select(matchers, hint);
    const wanted = ALERT_NAMES.filter(name =>
      matchers.every(m => m.name !== METRIC_NAME || m.matches(name)),
    );
    // Only who asks for alerts by name pays for the evaluation of all rules.
    const named = matchers.some(m => m.name === METRIC_NAME && m.op !== '!=');
    if (wanted.length === 0 || !named) return series;
    const alerts = this.alertSeries(hint).filter(({ labels }) =>
      matchers.every(({ name, matches }) => matches(labels[name] ?? '')),
    );
    return alerts.length === 0 ? series : [...alerts, ...series];
  }

  /**
   * The active alerts of a rule.
   *
   * @param last - grid instant of the evaluation, by default the newest
   */
  alertsOf(rule: AlertRule, last: number = this.bounds().last): ActiveAlert[] {
    const stretches = this.stretches();
    const timeMs = last * SCRAPE_INTERVAL_MS;
    const result = queryInstant(this.model, rule.expr, timeMs);
    const values = new Map<string, number>();
    for (const { metric, point } of result.type === 'vector'
      ? result.series
      : []) {
      values.set(
        labelsKey(makeLabels({ ...metric, [METRIC_NAME]: '' })),
        point[1],
      );
    }
    return this.timeline(rule)
      .runs(stretches, last, last)
      .map(run => this.activeAlert(rule, run, last, values))
      .sort((a, b) => compareLabels(a.labels, b.labels));
  }

  /** All active alerts at an evaluation, by default the newest. */
  alerts(last: number = this.bounds().last): ActiveAlert[] {
    return this.groups.flatMap(({ rules }) =>
      rules.flatMap(rule => this.alertsOf(rule, last)),
    );
  }

  private activeAlert(
    rule: AlertRule,
    run: Run,
    last: number,
    values: ReadonlyMap<string, number>,
  ): ActiveAlert {
    const value = values.get(labelsKey(run.labels)) ?? NaN;
    const activeAt = this.activeAt(run);
    const firingAt = activeAt + holdOf(rule);
    const firing = firingAt <= last;
    return {
      rule,
      labels: alertLabels(rule, run.labels, value),
      annotations: Object.fromEntries(
        Object.entries(rule.annotations).map(([name, template]) => [
          name,
          expandTemplate(template, run.labels, value),
        ]),
      ),
      state: firing ? 'firing' : 'pending',
      activeAtMs: activeAt * SCRAPE_INTERVAL_MS,
      firingAtMs: firing ? firingAt * SCRAPE_INTERVAL_MS : undefined,
      value,
    };
  }

  /** Start of a run; one that reaches back to the first evaluation began long before. */
  private activeAt({ from }: Run): number {
    return from > this.origin()
      ? from
      : Math.floor(from / EVERLASTING) * EVERLASTING;
  }

  private timeline(rule: AlertRule): RuleTimeline {
    let timeline = this.timelines.get(rule);
    if (!timeline) {
      timeline = new RuleTimeline(rule, this.model);
      this.timelines.set(rule, timeline);
    }
    return timeline;
  }

  /** First grid instant that is evaluated: a day's start, so that it seldom moves. */
  private origin(): number {
    return Math.ceil(this.bounds().first / DAY) * DAY;
  }

  private stretches(): Stretch[] {
    const { last } = this.bounds();
    return stretchesOf(this.model.world(), this.origin(), last);
  }

  private alertSeries({ fromMs, toMs }: TimeHint): Series[] {
    const from = Math.ceil(fromMs / SCRAPE_INTERVAL_MS);
    const to = Math.floor(toMs / SCRAPE_INTERVAL_MS);
    const stretches = this.stretches();
    const spans = new Map<string, { labels: Labels; spans: Span[] }>();
    const forState = new Map<string, { labels: Labels; runs: Run[] }>();
    for (const rule of this.groups.flatMap(({ rules }) => rules)) {
      for (const run of this.timeline(rule).runs(stretches, from, to)) {
        const labels = alertLabels(rule, run.labels, NaN);
        const firingFrom = this.activeAt(run) + holdOf(rule);
        const parts = [
          ['pending', run.from, Math.min(run.to, firingFrom - 1)],
          ['firing', Math.max(run.from, firingFrom), run.to],
        ] as const;
        for (const [alertstate, start, end] of parts) {
          if (start > end) continue;
          const named = makeLabels({
            ...labels,
            [METRIC_NAME]: 'ALERTS',
            alertstate,
          });
          const entry = spans.get(labelsKey(named)) ?? {
            labels: named,
            spans: [],
          };
          entry.spans.push({ from: start, to: end, stale: true });
          spans.set(labelsKey(named), entry);
        }
        const named = makeLabels({
          ...labels,
          [METRIC_NAME]: 'ALERTS_FOR_STATE',
        });
        const entry = forState.get(labelsKey(named)) ?? {
          labels: named,
          runs: [],
        };
        entry.runs.push(run);
        forState.set(labelsKey(named), entry);
      }
    }
    return [
      ...[...spans.values()].map(
        (entry): Series => ({ ...entry, shape: 'steps', at: () => 1 }),
      ),
      ...[...forState.values()].map(
        ({ labels, runs }): Series => ({
          labels,
          shape: 'steps',
          at: index => {
            const run = runs.find(r => r.from <= index && index <= r.to)!;
            return (this.activeAt(run) * SCRAPE_INTERVAL_MS) / 1000;
          },
          spans: runs.map(run => ({ from: run.from, to: run.to, stale: true })),
        }),
      ),
    ]
      .map(series => outsideEpisodes(series, this.model.world().blind))
      .sort((a, b) => compareLabels(a.labels, b.labels));
  }
}

function holdOf({ forMs }: AlertRule): number {
  return Math.ceil(forMs / SCRAPE_INTERVAL_MS);
}

/** Labels of an alert: those of the result, the rule's own on top, and its name. */
function alertLabels(rule: AlertRule, labels: Labels, value: number): Labels {
  const own = Object.entries(rule.labels).map(([name, template]) => [
    name,
    expandTemplate(template, labels, value),
  ]);
  return makeLabels({
    ...labels,
    ...Object.fromEntries(own),
    alertname: rule.name,
  });
}

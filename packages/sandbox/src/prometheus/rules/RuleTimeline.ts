import type { Labels } from '../promql/labels';
import { dropName, labelsKey } from '../promql/labels';
import { queryInstant, queryRange } from '../promql/runQuery';
import type { SeriesSource } from '../promql/Series';
import { SCRAPE_INTERVAL_MS } from '../promql/Series';
import type { AlertRule } from './loadRules';
import type { Stretch } from './quietTimes';

/** Grid instants, both ends included, at which a rule was true for some labels. */
export interface Run {
  labels: Labels;
  from: number;
  to: number;
}

/** Evaluations asked for at once. */
const CHUNK = 720;

function startsAt(runs: readonly Run[], index: number): boolean {
  return runs.some(run => run.from === index);
}

/** When a rule was true: evaluated as needed, each instant once. */
export class RuleTimeline {
  private readonly known = new Map<string, { upTo: number; runs: Run[] }>();

  constructor(
    private readonly rule: AlertRule,
    private readonly source: SeriesSource,
  ) {}

  /**
   * The runs that touch a range, each from its true start.
   *
   * @param stretches - from the first instant with samples until now
   */
  runs(stretches: readonly Stretch[], from: number, to: number): Run[] {
    let first = stretches.findIndex(stretch => stretch.to >= from);
    if (first < 0) return [];
    let last = first;
    while (last + 1 < stretches.length && stretches[last + 1].from <= to) {
      last++;
    }
    let runs = this.join(stretches.slice(first, last + 1));
    // A run that is true at the very start may have begun before.
    while (first > 0 && startsAt(runs, stretches[first].from)) {
      first--;
      runs = this.join(stretches.slice(first, last + 1));
    }
    return runs.filter(run => run.to >= from && run.from <= to);
  }

  private join(stretches: readonly Stretch[]): Run[] {
    const byLabels = new Map<string, Run[]>();
    for (const run of stretches.flatMap(stretch => this.evaluate(stretch))) {
      const key = labelsKey(run.labels);
      const runs = byLabels.get(key) ?? [];
      const before = runs[runs.length - 1];
      if (before && before.to + 1 >= run.from) {
        runs[runs.length - 1] = { ...before, to: Math.max(before.to, run.to) };
      } else runs.push(run);
      byLabels.set(key, runs);
    }
    return [...byLabels.values()].flat();
  }

  private evaluate(stretch: Stretch): Run[] {
    const key = `${stretch.from} ${stretch.quiet}`;
    const known = this.known.get(key) ?? { upTo: stretch.from - 1, runs: [] };
    this.known.set(key, known);
    if (stretch.quiet) {
      if (known.upTo < stretch.from) known.runs = this.atStart(stretch.from);
      known.upTo = stretch.to;
      return known.runs.map(run => ({ ...run, to: stretch.to }));
    }
    while (known.upTo < stretch.to) {
      const from = known.upTo + 1;
      const to = Math.min(stretch.to, from + CHUNK - 1);
      known.runs.push(...this.between(from, to));
      known.upTo = to;
    }
    return known.runs.filter(run => run.from <= stretch.to);
  }

  private atStart(index: number): Run[] {
    const timeMs = index * SCRAPE_INTERVAL_MS;
    const result = queryInstant(this.source, this.rule.expr, timeMs);
    if (result.type !== 'vector') return [];
    return result.series.map(({ metric }) => ({
      labels: dropName(metric),
      from: index,
      to: index,
    }));
  }

  private between(from: number, to: number): Run[] {
    const matrix = queryRange(this.source, this.rule.expr, {
      startMs: from * SCRAPE_INTERVAL_MS,
      endMs: to * SCRAPE_INTERVAL_MS,
      stepMs: SCRAPE_INTERVAL_MS,
    });
    return matrix.flatMap(({ metric, points }) => {
      const labels = dropName(metric);
      const runs: Run[] = [];
      for (const [timeMs] of points) {
        const index = timeMs / SCRAPE_INTERVAL_MS;
        const last = runs[runs.length - 1];
        if (last && last.to === index - 1) last.to = index;
        else runs.push({ labels, from: index, to: index });
      }
      return runs;
    });
  }
}

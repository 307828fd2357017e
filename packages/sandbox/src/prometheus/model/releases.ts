import { unit } from './hash';
import { DAY_MS, EPOCH_MS } from './Traffic';

// Globals are slow to reach where tests run modules in a context of their own.
const { floor, max, min } = Math;

const WEEK_MS = 7 * DAY_MS;
const HOUR_MS = 3_600_000;
/** Time between the restarts of two pods of a rolling update. */
const ROLL_MS = 95_000;

/**
 * Time of an environment's release in a week: on Tuesday, Wednesday or Thursday
 * in working hours. Weeks are counted from the epoch.
 */
export function releaseOfWeek(
  seed: number,
  environment: string,
  week: number,
): number {
  const day = 1 + floor(3 * unit(seed, environment, 'release day', week));
  const hour = 2 + 6 * unit(seed, environment, 'release hour', week);
  const time = EPOCH_MS + week * WEEK_MS + day * DAY_MS + hour * HOUR_MS;
  return floor(time / 1000) * 1000;
}

/** Number of the week of a time. */
export function weekOf(timeMs: number): number {
  return floor((timeMs - EPOCH_MS) / WEEK_MS);
}

/** A time during which pods restart again and again. */
export interface CrashLoop {
  fromMs: number;
  toMs: number;
  periodMs: number;
}

/** When the process in a pod started: counters begin at zero there. */
export class ProcessStarts {
  private known = { fromMs: NaN, untilMs: NaN };
  private readonly releases = new Map<number, number>();

  constructor(
    private readonly seed: number,
    private readonly environment: string,
    private readonly ordinal: number,
    private readonly loops: readonly CrashLoop[] = [],
  ) {}

  private ofRelease(week: number): number {
    let start = this.releases.get(week);
    if (start === undefined) {
      const release = releaseOfWeek(this.seed, this.environment, week);
      start = release + this.ordinal * ROLL_MS;
      this.releases.set(week, start);
    }
    return start;
  }

  /** The newest start at or before a time. */
  last(timeMs: number): number {
    if (!(timeMs >= this.known.fromMs && timeMs < this.known.untilMs)) {
      this.known = this.runOf(timeMs);
    }
    return this.known.fromMs;
  }

  /** The run of the process at a time: its start and the one after it. */
  private runOf(timeMs: number): { fromMs: number; untilMs: number } {
    const week = weekOf(timeMs);
    const releases = [week - 1, week, week + 1].map(w => this.ofRelease(w));
    const passed = releases[1] <= timeMs ? 1 : 0;
    let fromMs = releases[passed];
    let untilMs = releases[passed + 1];
    for (const loop of this.loops) {
      if (timeMs < loop.fromMs) {
        untilMs = min(untilMs, loop.fromMs);
        continue;
      }
      const upTo = min(timeMs, loop.toMs);
      const cycles = floor((upTo - loop.fromMs) / loop.periodMs);
      const crash = loop.fromMs + cycles * loop.periodMs;
      fromMs = max(fromMs, crash);
      const next = crash + loop.periodMs;
      if (next <= loop.toMs) untilMs = min(untilMs, next);
    }
    return { fromMs, untilMs };
  }

  /** All starts in (from, to], ascending. */
  between(fromMs: number, toMs: number): number[] {
    if (this.last(toMs) <= fromMs) return [];
    const starts: number[] = [];
    for (let week = weekOf(fromMs); week <= weekOf(toMs); week++) {
      starts.push(this.ofRelease(week));
    }
    starts.push(...this.crashes(fromMs, toMs));
    return [...new Set(starts)]
      .filter(start => start > fromMs && start <= toMs)
      .sort((a, b) => a - b);
  }

  /** The starts in (from, to] that follow a crash, ascending. */
  crashes(fromMs: number, toMs: number): number[] {
    const starts: number[] = [];
    for (const loop of this.loops) {
      const end = min(loop.toMs, toMs);
      const first = max(0, floor((fromMs - loop.fromMs) / loop.periodMs) + 1);
      for (let n = first; ; n++) {
        const start = loop.fromMs + n * loop.periodMs;
        if (start > end) break;
        starts.push(start);
      }
    }
    return starts;
  }

  /** Crashes until a time: what the restart count of the container shows. */
  crashCount(timeMs: number): number {
    let count = 0;
    for (const { fromMs, toMs, periodMs } of this.loops) {
      if (timeMs < fromMs) continue;
      count += floor((min(timeMs, toMs) - fromMs) / periodMs) + 1;
    }
    return count;
  }
}

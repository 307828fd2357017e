import { unit } from './hash';
import { releaseOfWeek, weekOf } from './releases';
import type { Episode } from './ScenarioTimeline';
import type { EnvironmentName } from './topology';
import { DAY_MS, EPOCH_MS } from './Traffic';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A time during which a share of the requests fails, or is served slowly. */
export interface Disturbance {
  fromMs: number;
  toMs: number;
  /** Share of the requests, 0 to 1. */
  share: number;
}

/** What goes wrong in an environment, apart from scenarios. */
export interface Disturbances {
  failing: Disturbance[];
  slow: Disturbance[];
}

/** Share of prod's requests that fail in the scenario `prod-incident`. */
const INCIDENT_SHARE = 0.06;

interface Plan {
  everyDays: number;
  make(slotStartMs: number, slot: number, seed: number): Disturbances;
}

function within(
  slotStartMs: number,
  days: number,
  ...parts: readonly (string | number)[]
): number {
  const offset = Math.floor((days * DAY_MS * unit(...parts)) / 1000) * 1000;
  return slotStartMs + offset;
}

const PLANS: Partial<Record<EnvironmentName, Plan>> = {
  // Every 15 days: one failure, by turns after a release and out of the blue,
  // and one spell of slow answers. About half of a 99.9 % budget in 30 days.
  prod: {
    everyDays: 15,
    make(start, slot, seed) {
      let week = weekOf(start);
      if (releaseOfWeek(seed, 'prod', week) < start) week++;
      const afterRelease = slot % 2 === 0;
      const fromMs = afterRelease
        ? releaseOfWeek(seed, 'prod', week) + 4 * MINUTE_MS
        : within(start, 14, seed, 'prod', 'failure', slot);
      const failing = afterRelease
        ? { fromMs, toMs: fromMs + 38 * MINUTE_MS, share: 0.13 }
        : { fromMs, toMs: fromMs + 95 * MINUTE_MS, share: 0.07 };
      const slowFrom = within(start, 14, seed, 'prod', 'slow', slot);
      return {
        failing: [failing],
        slow: [
          { fromMs: failing.fromMs, toMs: failing.toMs, share: 0.8 },
          { fromMs: slowFrom, toMs: slowFrom + 2 * HOUR_MS, share: 1 },
        ],
      };
    },
  },
  // Rehearsals that go wrong: more than a 99.5 % budget in 30 days.
  staging: {
    everyDays: 10,
    make(start, slot, seed) {
      const day = Math.floor(9 * unit(seed, 'staging', 'failure', slot));
      const fromMs = start + day * DAY_MS + 3 * HOUR_MS;
      return {
        failing: [{ fromMs, toMs: fromMs + 5 * HOUR_MS, share: 0.2 }],
        slow: [],
      };
    },
  },
};

/** Sorted, without overlap (the earlier one wins), and without the cut times. */
function disjoint(
  disturbances: readonly Disturbance[],
  cuts: readonly Episode[],
): Disturbance[] {
  const sorted = [...disturbances].sort((a, b) => a.fromMs - b.fromMs);
  const result: Disturbance[] = [];
  let end = -Infinity;
  for (const { share, ...window } of sorted) {
    const fromMs = Math.max(window.fromMs, end);
    if (fromMs >= window.toMs) continue;
    end = window.toMs;
    let pieces = [{ fromMs, toMs: window.toMs }];
    for (const cut of cuts) {
      pieces = pieces
        .flatMap(piece => [
          { fromMs: piece.fromMs, toMs: Math.min(piece.toMs, cut.fromMs) },
          { fromMs: Math.max(piece.fromMs, cut.toMs), toMs: piece.toMs },
        ])
        .filter(piece => piece.fromMs < piece.toMs);
    }
    result.push(...pieces.map(piece => ({ ...piece, share })));
  }
  return result.sort((a, b) => a.fromMs - b.fromMs);
}

/**
 * Everything that goes wrong in an environment from the epoch until a time: the
 * fixed incidents of the past, and those of the scenario `prod-incident`.
 */
export function disturbancesOf(
  seed: number,
  environment: EnvironmentName,
  untilMs: number,
  incidents: readonly Episode[],
): Disturbances {
  const plan = PLANS[environment];
  const failing: Disturbance[] = [];
  const slow: Disturbance[] = [];
  if (plan) {
    const lengthMs = plan.everyDays * DAY_MS;
    const slots = Math.ceil((untilMs - EPOCH_MS) / lengthMs);
    for (let slot = 0; slot < slots; slot++) {
      const made = plan.make(EPOCH_MS + slot * lengthMs, slot, seed);
      failing.push(...made.failing);
      slow.push(...made.slow);
    }
  }
  const played = environment === 'prod' ? incidents : [];
  const asDisturbances = (share: number) =>
    played.map(({ fromMs, toMs }) => ({ fromMs, toMs, share }));
  const merge = (past: Disturbance[], share: number) =>
    [...disjoint(past, played), ...asDisturbances(share)].sort(
      (a, b) => a.fromMs - b.fromMs,
    );
  return { failing: merge(failing, INCIDENT_SHARE), slow: merge(slow, 0.7) };
}

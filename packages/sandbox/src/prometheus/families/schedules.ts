import type { Episode } from '../model/ScenarioTimeline';
import { DAY_MS, EPOCH_MS } from '../model/Traffic';

const HOUR_MS = 3_600_000;

function inEpisode(
  episodes: readonly Episode[],
  timeMs: number,
): Episode | undefined {
  return episodes.find(({ fromMs, toMs }) => fromMs <= timeMs && timeMs < toMs);
}

/**
 * End of the completed run of a daily job.
 *
 * @param hour - hour of the day (UTC) at which the job starts
 * @param broken - times in which no run completes, and the last one lies three days back
 */
export function lastDailyRun(
  timeMs: number,
  hour: number,
  durationMs: number,
  broken: readonly Episode[],
): number {
  const episode = inEpisode(broken, timeMs);
  const seen = episode ? episode.fromMs - 3 * DAY_MS : timeMs;
  const offset = hour * HOUR_MS + durationMs;
  return Math.floor((seen - offset) / DAY_MS) * DAY_MS + offset;
}

/** Ends of the runs of a daily job in (from, to], and the ends of broken times. */
export function dailyRunsBetween(
  fromMs: number,
  toMs: number,
  hour: number,
  durationMs: number,
  broken: readonly Episode[],
): number[] {
  const times = broken.flatMap(({ fromMs: start, toMs: end }) => [start, end]);
  for (
    let run = lastDailyRun(fromMs, hour, durationMs, []) + DAY_MS;
    run <= toMs;
    run += DAY_MS
  ) {
    times.push(run);
  }
  return times
    .filter(time => time > fromMs && time <= toMs)
    .sort((a, b) => a - b);
}

const RENEWED_EVERY_MS = 60 * DAY_MS;
const VALID_MS = 90 * DAY_MS;
/** Time left for a certificate that was not renewed, when the scenario starts. */
const LEFT_MS = 2 * DAY_MS;

/**
 * End of the certificate in use: 90 days, renewed after 60.
 *
 * @param stuck - times in which renewal fails and two days are left at the start
 */
export function certificateEnd(
  timeMs: number,
  phaseMs: number,
  stuck: readonly Episode[],
): number {
  const episode = inEpisode(stuck, timeMs);
  if (episode) return Math.floor((episode.fromMs + LEFT_MS) / 1000) * 1000;
  return lastRenewal(timeMs, phaseMs) + VALID_MS;
}

function lastRenewal(timeMs: number, phaseMs: number): number {
  const base = EPOCH_MS + phaseMs;
  return (
    base + Math.floor((timeMs - base) / RENEWED_EVERY_MS) * RENEWED_EVERY_MS
  );
}

/** Times in (from, to] at which the end of the certificate changes. */
export function renewalsBetween(
  fromMs: number,
  toMs: number,
  phaseMs: number,
  stuck: readonly Episode[],
): number[] {
  const times = stuck.flatMap(({ fromMs: start, toMs: end }) => [start, end]);
  for (
    let renewal = lastRenewal(fromMs, phaseMs) + RENEWED_EVERY_MS;
    renewal <= toMs;
    renewal += RENEWED_EVERY_MS
  ) {
    times.push(renewal);
  }
  return times
    .filter(time => time > fromMs && time <= toMs)
    .sort((a, b) => a - b);
}

/**
 * How a source answered the last time it was asked.
 *
 * - `ok`: answered within its limits
 * - `stale`: the last good answer is older than its limit
 * - `unknown`: never answered so far
 * - `forbidden`: the source refused us (401 or 403)
 * - `failed`: unreachable, or answered wrongly
 * - `absent`: the source says it does not have this (404, not installed)
 */
export type SourceCondition =
  | 'ok'
  | 'stale'
  | 'unknown'
  | 'forbidden'
  | 'failed'
  | 'absent';

/** State of one upstream source, as shown on "Data sources" and on every page. */
export interface SourceState {
  /** Stable id, for example `cluster:prod/pods` or `prometheus:main`. */
  id: string;
  /** Name for people, for example `cluster prod` or `Prometheus`. */
  title: string;
  condition: SourceCondition;
  /** Time of the last good answer, RFC 3339 UTC; absent when there was none. */
  lastSuccess?: string;
  /** Since when the condition is not `ok`, RFC 3339 UTC. */
  since?: string;
  /** Why it is not `ok`, in words for people; no secrets, no internal class names. */
  reason?: string;
}

/**
 * Freshness of a value by its age.
 *
 * - `fresh`: age within `lateAfter`
 * - `late`: older than `lateAfter`, within `staleAfter`
 * - `stale`: older than `staleAfter`
 * - `never`: not observed so far
 */
export type Freshness = 'fresh' | 'late' | 'stale' | 'never';

/** Age limits of a value in milliseconds. */
export interface FreshnessLimits {
  lateAfterMs: number;
  staleAfterMs: number;
}

/**
 * Age of an observation in milliseconds.
 *
 * @param observedAt - RFC 3339 time, or undefined when never observed
 * @param now - server time
 * @returns the age, never negative (a source clock ahead of ours counts as
 * "just now"); undefined when never observed or not a time
 */
export function ageMs(
  observedAt: string | undefined,
  now: Date,
): number | undefined {
  if (observedAt === undefined) return undefined;
  const at = Date.parse(observedAt);
  if (Number.isNaN(at)) return undefined;
  return Math.max(0, now.getTime() - at);
}

/** Judges the freshness of an observation; see {@link Freshness}. */
export function freshnessOf(
  observedAt: string | undefined,
  now: Date,
  limits: FreshnessLimits,
): Freshness {
  const age = ageMs(observedAt, now);
  if (age === undefined) return 'never';
  if (age <= limits.lateAfterMs) return 'fresh';
  return age <= limits.staleAfterMs ? 'late' : 'stale';
}

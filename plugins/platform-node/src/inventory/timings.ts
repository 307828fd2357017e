/** Limits and rhythms of the observation, in milliseconds unless said. */
export interface InventoryTimings {
  /** Objects per page of a list. */
  pageSize: number;
  /** Deadline of one page. */
  listDeadlineMs: number;
  connectTimeoutMs: number;
  /** Until the headers of a watch must be here. */
  watchOpenDeadlineMs: number;
  /** A watch asks the server to end it after this long, plus up to half of it at random. */
  watchTimeoutMs: number;
  /** An accepted watch that reports no error for this long proves that its position holds. */
  settleMs: number;
  /** A watch without an event or bookmark for this long counts as a dead connection. */
  idleMs: number;
  /** A watch that ends is followed by a list, not a resumption, when the last list is older. */
  relistAfterMs: number;
  /** Random spread of a list after an expired watch. */
  relistJitterMs: number;
  backoffBaseMs: number;
  backoffCapMs: number;
  /** A watch that lived this long resets the back-off. */
  healthyMs: number;
  /** Pause after 401 or 403 on a kind. */
  forbiddenRetryMs: number;
  /** Pause before looking again for a kind the cluster does not serve. */
  absentRetryMs: number;
  /** From one liveness probe to the next. */
  probeIntervalMs: number;
  /** A probe without an answer for this long makes the cluster stale. */
  probeLateMs: number;
  /** A probe is given up after this long. */
  probeDeadlineMs: number;
  /** Random spread of reconnecting watches after an outage. */
  kickJitterMs: number;
  /** Lists at the same time, per cluster. */
  listConcurrency: number;
  maxListBytes: number;
  /** Cap of one watch event; etcd refuses objects above 1.5 MiB, so real ones stay below. */
  maxEventBytes: number;
}

const MIB = 1024 * 1024;

/** Defaults; a silent cluster is flagged after at most 1.5 s + 2 s. */
export const DEFAULT_TIMINGS: InventoryTimings = {
  pageSize: 500,
  listDeadlineMs: 20_000,
  connectTimeoutMs: 3_000,
  watchOpenDeadlineMs: 10_000,
  watchTimeoutMs: 240_000,
  settleMs: 300,
  // API servers send bookmarks about once a minute.
  idleMs: 90_000,
  relistAfterMs: 600_000,
  relistJitterMs: 2_000,
  backoffBaseMs: 250,
  backoffCapMs: 30_000,
  healthyMs: 10_000,
  forbiddenRetryMs: 60_000,
  absentRetryMs: 60_000,
  probeIntervalMs: 1_500,
  probeLateMs: 2_000,
  probeDeadlineMs: 10_000,
  kickJitterMs: 1_000,
  listConcurrency: 6,
  maxListBytes: 64 * MIB,
  maxEventBytes: 2 * MIB,
};

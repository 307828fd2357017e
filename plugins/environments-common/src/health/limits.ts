const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How long a pod may wait for a node before that is a fault (an autoscaler needs some time). */
export const SCHEDULING_GRACE_MS = 60 * SECOND;

/** How long metrics may be missing after a start or a scale event. */
export const METRICS_GRACE_MS = 3 * MINUTE;

/** How long something new may take to start: the default progress deadline of a Deployment. */
export const START_GRACE_MS = 10 * MINUTE;

/** How long something that was fine may be unavailable: the recovery target of the service. */
export const RECOVERY_GRACE_MS = 5 * MINUTE;

/** A restart is news for this long. */
export const RESTART_RECENT_MS = 10 * MINUTE;

/** How long an autoscaler may stay at its maximum, or a budget block evictions, before a person should look. */
export const PRESSURE_GRACE_MS = 15 * MINUTE;

/** How late a scheduled run may start before it counts as missed. */
export const SCHEDULE_GRACE_MS = 5 * MINUTE;

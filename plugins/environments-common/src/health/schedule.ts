import { CronExpressionParser } from 'cron-parser';

/** Most missed runs that are counted; beyond it the number says nothing new. */
const MAX_COUNTED = 10;

/** What a schedule says about a stretch of time. */
export interface ScheduleReading {
  /** Runs due in the stretch, at most 10 counted. */
  due: number;
  /** Time of the first run due after `since`. */
  firstDue?: Date;
  /** Time of the next run after `until`. */
  next?: Date;
}

/** What to read from a schedule. */
export interface ScheduleQuestion {
  /** Five cron fields, or a macro such as `@hourly` or `@every 1h30m`. */
  schedule: string;
  /** IANA time zone; UTC when absent, as controllers mostly run in UTC. */
  timeZone?: string;
  /** Last known run, or the time the schedule began to hold. */
  since: Date;
  /** End of the stretch. */
  until: Date;
}

/**
 * Counts the runs a cron schedule asks for after `since` up to `until`.
 *
 * @returns undefined when the schedule or the time zone cannot be read
 */
export function readSchedule(
  question: ScheduleQuestion,
): ScheduleReading | undefined {
  const { since, until } = question;
  const zoned = /^(?:CRON_)?TZ=(\S+)\s+(.+)$/.exec(question.schedule.trim());
  const schedule = zoned ? zoned[2] : question.schedule.trim();
  const timeZone = zoned?.[1] ?? question.timeZone ?? 'UTC';
  const every = /^@every\s+(\S+)$/.exec(schedule);
  if (every) {
    const period = parseGoDuration(every[1]);
    return period === undefined || period < 1000
      ? undefined
      : readInterval(period, since, until);
  }
  // Six fields would mean seconds, which Kubernetes does not know.
  if (!schedule.startsWith('@') && schedule.split(/\s+/).length !== 5)
    return undefined;
  try {
    const runs = CronExpressionParser.parse(schedule, {
      currentDate: since,
      tz: timeZone,
    });
    let due = 0;
    let firstDue: Date | undefined;
    while (due < MAX_COUNTED) {
      const run = runs.next().toDate();
      if (run.getTime() > until.getTime()) break;
      firstDue ??= run;
      due += 1;
    }
    const next = CronExpressionParser.parse(schedule, {
      currentDate: until,
      tz: timeZone,
    })
      .next()
      .toDate();
    return { due, firstDue, next };
  } catch {
    return undefined;
  }
}

function readInterval(
  period: number,
  since: Date,
  until: Date,
): ScheduleReading {
  const elapsed = until.getTime() - since.getTime();
  const due = Math.max(0, Math.floor(elapsed / period));
  return {
    due: Math.min(due, MAX_COUNTED),
    firstDue: due > 0 ? new Date(since.getTime() + period) : undefined,
    next: new Date(since.getTime() + (due + 1) * period),
  };
}

const UNITS: Record<string, number> = {
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
};

/**
 * Reads a duration in the notation of Go, for example `1h0m0s`.
 *
 * @returns milliseconds, or undefined when it is none
 */
export function parseGoDuration(text: string): number | undefined {
  if (text === '0') return 0;
  if (!/^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)) {
    total += Number(amount) * UNITS[unit];
  }
  return total;
}

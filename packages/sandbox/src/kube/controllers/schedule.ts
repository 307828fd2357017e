const MINUTE = 60_000;

/** A cron schedule of plain numbers, stars, steps, lists and ranges, in UTC. */
export class CronSchedule {
  private static readonly parsed = new Map<string, CronSchedule>();
  private last = { from: NaN, to: NaN, times: [] as Date[] };

  private constructor(private readonly fields: Array<Set<number>>) {}

  /** @throws Error for a field it cannot read */
  static parse(text: string): CronSchedule {
    const known = this.parsed.get(text);
    if (known) return known;
    const schedule = this.read(text);
    this.parsed.set(text, schedule);
    return schedule;
  }

  private static read(text: string): CronSchedule {
    const parts = text.trim().split(/\s+/);
    if (parts.length !== 5) throw new Error(`"${text}" is no cron schedule`);
    const limits = [
      [0, 59],
      [0, 23],
      [1, 31],
      [1, 12],
      [0, 6],
    ];
    return new CronSchedule(
      parts.map((part, index) => {
        const [low, high] = limits[index];
        const values = new Set<number>();
        for (const item of part.split(',')) {
          const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(item);
          if (!match) throw new Error(`"${item}" is no cron field`);
          const from = match[1] === undefined ? low : Number(match[1]);
          const to =
            match[1] === undefined ? high : Number(match[2] ?? match[1]);
          for (let v = from; v <= to; v += Number(match[3] ?? 1)) values.add(v);
        }
        return values;
      }),
    );
  }

  private matches(at: Date): boolean {
    const [minutes, hours, days, months, weekdays] = this.fields;
    return (
      minutes.has(at.getUTCMinutes()) &&
      hours.has(at.getUTCHours()) &&
      days.has(at.getUTCDate()) &&
      months.has(at.getUTCMonth() + 1) &&
      weekdays.has(at.getUTCDay())
    );
  }

  /** Times of the schedule in `(from, to]`, oldest first. */
  between(from: Date, to: Date): Date[] {
    // Schedules have whole minutes, and most callers ask again within one.
    const first = Math.floor(from.getTime() / MINUTE) * MINUTE + MINUTE;
    const end = Math.floor(to.getTime() / MINUTE) * MINUTE;
    if (this.last.from === first && this.last.to === end)
      return this.last.times;
    const times: Date[] = [];
    let at = first;
    while (at <= end) {
      const date = new Date(at);
      if (this.matches(date)) times.push(date);
      // Whole hours that cannot match are skipped.
      at +=
        this.fields[1].has(date.getUTCHours()) || date.getUTCMinutes() !== 0
          ? MINUTE
          : 60 * MINUTE;
    }
    this.last = { from: first, to: end, times };
    return times;
  }
}

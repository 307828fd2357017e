const MINUTE = 60_000;

/** A cron schedule of plain numbers, stars, steps, lists and ranges, in UTC. */
export class CronSchedule {
  private constructor(private readonly fields: Array<Set<number>>) {}

  /** @throws Error for a field it cannot read */
  static parse(text: string): CronSchedule {
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
    const times: Date[] = [];
    let at = Math.floor(from.getTime() / MINUTE) * MINUTE + MINUTE;
    while (at <= to.getTime()) {
      const date = new Date(at);
      if (this.matches(date)) times.push(date);
      // Whole hours that cannot match are skipped.
      at +=
        this.fields[1].has(date.getUTCHours()) || date.getUTCMinutes() !== 0
          ? MINUTE
          : 60 * MINUTE;
    }
    return times;
  }
}

import type { Series, Span } from './Series';
import { SCRAPE_INTERVAL_MS } from './Series';

/** The samples of one series in one range. */
export interface RangeWindow {
  readonly count: number;
  /** Time of the k-th sample in milliseconds. */
  time(k: number): number;
  value(k: number): number;
  /** How often the value differs from the one before it. */
  changes(): number;
  /** How often the value is below the one before it. */
  falls(): number;
  /** Sum of the values that precede a fall: what a counter lost in resets. */
  lost(): number;
  sum(): number;
  mean(): number;
  min(): number;
  max(): number;
}

/** Adds with compensation, as Prometheus does over time. */
class Sum {
  private total = 0;
  private rest = 0;

  add(value: number): void {
    const next = this.total + value;
    if (!Number.isFinite(next)) this.rest = 0;
    else if (Math.abs(this.total) >= Math.abs(value)) {
      this.rest += this.total - next + value;
    } else this.rest += value - next + this.total;
    this.total = next;
  }

  value(): number {
    return this.total + this.rest;
  }
}

function larger(a: number, b: number): number {
  return b > a || Number.isNaN(a) ? b : a;
}

function smaller(a: number, b: number): number {
  return b < a || Number.isNaN(a) ? b : a;
}

/** A range over any samples, worked out by visiting them. */
export class SampleWindow implements RangeWindow {
  constructor(
    private readonly times: ArrayLike<number>,
    private readonly values: ArrayLike<number>,
    private readonly from: number,
    readonly count: number,
  ) {}

  time(k: number): number {
    return this.times[this.from + k];
  }

  value(k: number): number {
    return this.values[this.from + k];
  }

  changes(): number {
    let changes = 0;
    for (let k = 1; k < this.count; k++) {
      const [a, b] = [this.value(k - 1), this.value(k)];
      if (a !== b && !(Number.isNaN(a) && Number.isNaN(b))) changes++;
    }
    return changes;
  }

  falls(): number {
    let falls = 0;
    for (let k = 1; k < this.count; k++) {
      if (this.value(k) < this.value(k - 1)) falls++;
    }
    return falls;
  }

  lost(): number {
    let lost = 0;
    for (let k = 1; k < this.count; k++) {
      if (this.value(k) < this.value(k - 1)) lost += this.value(k - 1);
    }
    return lost;
  }

  sum(): number {
    const sum = new Sum();
    for (let k = 0; k < this.count; k++) sum.add(this.value(k));
    return sum.value();
  }

  mean(): number {
    return this.sum() / this.count;
  }

  min(): number {
    let result = this.value(0);
    for (let k = 1; k < this.count; k++)
      result = smaller(result, this.value(k));
    return result;
  }

  max(): number {
    let result = this.value(0);
    for (let k = 1; k < this.count; k++) result = larger(result, this.value(k));
    return result;
  }
}

/** A stretch of grid instants without a break in the series' shape. */
interface Stretch {
  from: number;
  to: number;
}

/**
 * A range over a series in closed form. Where the shape of the series allows
 * it, an answer takes a few values at the breaks instead of every sample.
 */
export class GridWindow implements RangeWindow {
  readonly count: number;
  private cachedStretches?: Stretch[];

  /**
   * @param spans - grid instants with samples, at least one
   * @param visited - called with the number of samples when all are visited
   */
  constructor(
    private readonly series: Series,
    private readonly spans: readonly Span[],
    private readonly visited: (samples: number) => void,
  ) {
    this.count = spans.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  }

  private index(k: number): number {
    let rest = k;
    for (const { from, to } of this.spans) {
      const length = to - from + 1;
      if (rest < length) return from + rest;
      rest -= length;
    }
    throw new RangeError(`no sample ${k}`);
  }

  time(k: number): number {
    return this.index(k) * SCRAPE_INTERVAL_MS;
  }

  value(k: number): number {
    return this.series.at(this.index(k));
  }

  private stretches(): Stretch[] {
    if (this.cachedStretches) return this.cachedStretches;
    const stretches: Stretch[] = [];
    for (const { from, to } of this.spans) {
      let start = from;
      for (const at of this.series.breaks?.(from, to) ?? []) {
        stretches.push({ from: start, to: at - 1 });
        start = at;
      }
      stretches.push({ from: start, to });
    }
    this.cachedStretches = stretches;
    return stretches;
  }

  /** All samples, one by one. */
  private all(): SampleWindow {
    this.visited(this.count);
    const times = new Float64Array(this.count);
    const values = new Float64Array(this.count);
    let k = 0;
    for (const { from, to } of this.spans) {
      for (let i = from; i <= to; i++, k++) {
        times[k] = i * SCRAPE_INTERVAL_MS;
        values[k] = this.series.at(i);
      }
    }
    return new SampleWindow(times, values, 0, this.count);
  }

  /** The first and last sample of every stretch, in turn. */
  private ends(): SampleWindow {
    const values: number[] = [];
    for (const { from, to } of this.stretches()) {
      values.push(this.series.at(from));
      if (to > from) values.push(this.series.at(to));
    }
    return new SampleWindow([], values, 0, values.length);
  }

  changes(): number {
    return (this.series.shape === 'steps' ? this.ends() : this.all()).changes();
  }

  falls(): number {
    return (this.series.shape === 'free' ? this.all() : this.ends()).falls();
  }

  lost(): number {
    return (this.series.shape === 'free' ? this.all() : this.ends()).lost();
  }

  sum(): number {
    if (this.series.shape !== 'steps') return this.all().sum();
    const sum = new Sum();
    for (const { from, to } of this.stretches()) {
      sum.add(this.series.at(from) * (to - from + 1));
    }
    return sum.value();
  }

  mean(): number {
    return this.sum() / this.count;
  }

  min(): number {
    return (this.series.shape === 'free' ? this.all() : this.ends()).min();
  }

  max(): number {
    return (this.series.shape === 'free' ? this.all() : this.ends()).max();
  }
}

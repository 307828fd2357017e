import { unit } from './hash';

// Globals are slow to reach where tests run modules in a context of their own.
const { cos, floor, max, sin } = Math;

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** Start of all counting: 2024-01-01, a Monday. */
export const EPOCH_MS = 19_723 * DAY_MS;

const TURN = 2 * Math.PI;
// People work from about 09:00 to 18:00 in China, that is 01:00 to 10:00 UTC.
const DAILY = [
  { cycles: 1, amplitude: 0.6, peakHour: 6 },
  { cycles: 2, amplitude: 0.14, peakHour: 4 },
] as const;
// Ripples of about an hour, 17 and 7 minutes; their phase differs from day to day.
const RIPPLES = [
  { cycles: 23, amplitude: 0.045 },
  { cycles: 85, amplitude: 0.03 },
  { cycles: 206, amplitude: 0.02 },
] as const;

interface Wave {
  cycles: number;
  amplitude: number;
  phase: number;
}

function dayOf(timeMs: number): number {
  return floor((timeMs - EPOCH_MS) / DAY_MS);
}

/**
 * Requests over time in closed form. The rate is a weight of the day (weekends
 * are quiet) times a sum of cosines with whole cycles a day; so every day's
 * integral is its weight, and a part of a day integrates to sines.
 */
export class Traffic {
  private readonly weightBefore: number[] = [0];
  private readonly waves = new Map<number, Wave[]>();

  /** @param perSecond - mean rate over the week */
  constructor(
    private readonly seed: number,
    private readonly key: string,
    private readonly perSecond: number,
  ) {}

  /** Weight of a day; a week's weights average 1. */
  private weight(day: number): number {
    return this.weightsUntil(day + 1) - this.weightsUntil(day);
  }

  private weightsUntil(day: number): number {
    for (let d = this.weightBefore.length - 1; d < day; d++) {
      const weekend = d % 7 >= 5;
      const jitter = 0.93 + 0.14 * unit(this.seed, this.key, 'day', d);
      const weight = (weekend ? 0.45 : 1.22) * jitter;
      this.weightBefore.push(this.weightBefore[d] + weight);
    }
    return this.weightBefore[day];
  }

  private wavesOf(day: number): Wave[] {
    const known = this.waves.get(day);
    if (known) return known;
    const waves: Wave[] = [
      ...DAILY.map(({ cycles, amplitude, peakHour }) => ({
        cycles,
        amplitude,
        phase: (-TURN * cycles * peakHour) / 24,
      })),
      ...RIPPLES.map(({ cycles, amplitude }) => ({
        cycles,
        amplitude,
        phase: TURN * unit(this.seed, this.key, 'ripple', cycles, day),
      })),
    ];
    this.waves.set(day, waves);
    return waves;
  }

  /** Requests a second at a time. */
  rate(timeMs: number): number {
    const day = max(0, dayOf(timeMs));
    const share = (timeMs - EPOCH_MS) / DAY_MS - day;
    let shape = 1;
    for (const { cycles, amplitude, phase } of this.wavesOf(day)) {
      shape += amplitude * cos(TURN * cycles * share + phase);
    }
    return this.perSecond * this.weight(day) * shape;
  }

  /** Requests from the epoch until a time: the integral of the rate, not rounded. */
  total(timeMs: number): number {
    const day = max(0, dayOf(timeMs));
    const share = (timeMs - EPOCH_MS) / DAY_MS - day;
    let part = share;
    for (const { cycles, amplitude, phase } of this.wavesOf(day)) {
      const angle = TURN * cycles;
      part += (amplitude / angle) * (sin(angle * share + phase) - sin(phase));
    }
    const days = this.weightsUntil(day) + this.weight(day) * part;
    return (days * this.perSecond * DAY_MS) / 1000;
  }
}

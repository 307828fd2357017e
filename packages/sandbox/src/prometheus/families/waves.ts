import { unit } from '../model/hash';

const HOUR_MS = 3_600_000;
const TURN = 2 * Math.PI;

/**
 * A smooth restless curve between -1 and 1: four waves of 11 hours down to 7
 * minutes whose phases depend on the parts, worked out once.
 */
export function wobbleOf(
  ...parts: readonly (string | number)[]
): (timeMs: number) => number {
  const waves = [11, 2.3, 0.41, 0.117].map((hours, i) => ({
    phase: TURN * unit(i, ...parts),
    perMs: TURN / (hours * HOUR_MS),
    weight: [0.4, 0.3, 0.18, 0.12][i],
  }));
  return timeMs =>
    waves.reduce(
      (sum, { phase, perMs, weight }) =>
        sum + weight * Math.sin(perMs * timeMs + phase),
      0,
    );
}

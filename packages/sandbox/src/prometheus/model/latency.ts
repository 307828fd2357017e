import type { LatencyClass } from './routes';

/** Bounds of the service's duration histogram in seconds. */
export const DURATION_BOUNDS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
] as const;

/** Bounds of Istio's duration histogram in milliseconds. */
export const ISTIO_BOUNDS = [
  0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000,
  60_000, 300_000, 600_000, 1_800_000, 3_600_000,
] as const;

/** How many times longer a request takes while the service is slow. */
export const SLOWDOWN = 5;

/** Log-normal distributions: median in seconds and sigma. */
const CLASSES: Record<LatencyClass, { median: number; sigma: number }> = {
  read: { median: 0.022, sigma: 0.75 },
  write: { median: 0.035, sigma: 0.7 },
  bcrypt: { median: 0.26, sigma: 0.2 },
  execute: { median: 0.14, sigma: 1 },
  connect: { median: 0.18, sigma: 0.9 },
  ai: { median: 1.05, sigma: 0.48 },
  probe: { median: 0.003, sigma: 0.5 },
};

/** Normal distribution function, to about 1e-7 (Abramowitz and Stegun 26.2.17). */
function normal(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const tail =
    density *
    t *
    (0.31938153 +
      t *
        (-0.356563782 +
          t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x >= 0 ? 1 - tail : tail;
}

/** Share of a class' requests that take at most some seconds. */
export function shareWithin(
  latency: LatencyClass,
  seconds: number,
  slow: boolean,
): number {
  const { median, sigma } = CLASSES[latency];
  const factor = slow ? SLOWDOWN : 1;
  return normal(Math.log(seconds / (median * factor)) / sigma);
}

/** Mean duration of a class' requests in seconds. */
export function meanSeconds(latency: LatencyClass, slow: boolean): number {
  const { median, sigma } = CLASSES[latency];
  return median * (slow ? SLOWDOWN : 1) * Math.exp((sigma * sigma) / 2);
}

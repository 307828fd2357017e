import { gridFrom } from '../model/makeSeries';
import type { World } from '../model/World';

/** Grid instants, both ends included; in a quiet stretch no rule changes its mind. */
export interface Stretch {
  from: number;
  to: number;
  quiet: boolean;
}

/**
 * How long a rule can be true after its cause has ended: every rule needs a
 * window of at most six hours to be bad.
 */
const AFTERMATH_MS = 6.25 * 3_600_000;

/**
 * Cuts the grid instants of a range into stretches in which something is or was
 * just wrong, and quiet ones between.
 *
 * @returns ascending, without gaps
 */
export function stretchesOf(world: World, from: number, to: number): Stretch[] {
  const troubles = [
    ...world.environments.flatMap(({ load }) => [
      ...load.disturbances.failing,
      ...load.disturbances.slow,
    ]),
    ...world.timeline.troubled(),
  ]
    .map(({ fromMs, toMs }) => ({
      from: gridFrom(fromMs),
      to: Math.min(gridFrom(toMs + AFTERMATH_MS), to),
    }))
    .filter(trouble => trouble.to >= from && trouble.from <= to)
    .sort((a, b) => a.from - b.from);

  const stretches: Stretch[] = [];
  let next = from;
  for (const trouble of troubles) {
    if (trouble.to < next) continue;
    if (trouble.from > next) {
      stretches.push({ from: next, to: trouble.from - 1, quiet: true });
      next = trouble.from;
    }
    const last = stretches[stretches.length - 1];
    if (last && !last.quiet) last.to = trouble.to;
    else stretches.push({ from: next, to: trouble.to, quiet: false });
    next = trouble.to + 1;
  }
  if (next <= to) stretches.push({ from: next, to, quiet: true });
  return stretches;
}

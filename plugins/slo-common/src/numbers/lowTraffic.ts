/** How little the traffic says: `strong` when one error breaks the objective, `weak` when ten do. */
export type LowTraffic = 'strong' | 'weak';

/**
 * Judges whether a period has enough events for its target: B · total below 1
 * or below 10.
 */
export function lowTraffic(
  total: number,
  budget: number,
): LowTraffic | undefined {
  const allowed = total * budget;
  // Counts are estimates; a hair below a whole number is that number.
  if (allowed < 1 - 1e-9) return 'strong';
  return allowed < 10 - 1e-9 ? 'weak' : undefined;
}

import { stateRank } from './states';
import type { Evaluation } from './types';

/** Order of two verdicts: worst state first, then least budget left. */
export function compareEvaluations(
  a: Pick<Evaluation, 'state' | 'lastState' | 'remaining'>,
  b: Pick<Evaluation, 'state' | 'lastState' | 'remaining'>,
): number {
  const byState = stateRank(a.state) - stateRank(b.state);
  if (byState !== 0) return byState;
  const known = (e: Pick<Evaluation, 'state' | 'lastState'>) =>
    stateRank(e.lastState ?? e.state);
  const byLast = known(a) - known(b);
  if (byLast !== 0) return byLast;
  return (a.remaining ?? Infinity) - (b.remaining ?? Infinity);
}

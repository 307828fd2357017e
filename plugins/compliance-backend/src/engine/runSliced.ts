import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Runs steps one after the other and gives the event loop back after each
 * slice, so that requests are answered while a large evaluation runs.
 *
 * @param steps - each `next()` does one small piece of work
 * @param sliceMs - longest time without giving back, in milliseconds
 * @param isStopped - ends the run between two slices
 */
export async function runSliced(
  steps: Iterator<unknown>,
  sliceMs: number,
  isStopped: () => boolean,
): Promise<void> {
  let start = performance.now();
  while (!steps.next().done) {
    if (performance.now() - start >= sliceMs) {
      await nextTurn();
      if (isStopped()) return;
      start = performance.now();
    }
  }
}

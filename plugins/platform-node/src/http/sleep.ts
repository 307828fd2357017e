/**
 * Waits, unless the signal ends the wait.
 *
 * @throws the signal's reason when aborted
 */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const wait: { timer?: NodeJS.Timeout } = {};
    const onAbort = () => {
      clearTimeout(wait.timer);
      reject(signal.reason);
    };
    wait.timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/**
 * Delay before the next attempt: exponential with full half-range jitter, so
 * that many clients of one upstream do not return at the same moment.
 *
 * @param attempt - failed attempts so far, from 1
 * @param random - value in [0, 1)
 */
export function backoffDelay(
  attempt: number,
  options: { baseMs: number; capMs: number },
  random: number,
): number {
  const full = Math.min(
    options.capMs,
    options.baseMs * 2 ** Math.min(20, Math.max(0, attempt - 1)),
  );
  return full * (0.5 + random / 2);
}

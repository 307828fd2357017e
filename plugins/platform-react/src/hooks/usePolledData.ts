import { useCallback, useEffect, useRef, useState } from 'react';

/** Value, error and age of something read again and again. */
export interface PolledData<T> {
  /** The last good value; it stays while a later read fails. */
  value?: T;
  /** Error of the last read; undefined after a good one. */
  error?: Error;
  /** True until the first answer or error. */
  loading: boolean;
  /** When the last good value arrived, by the browser's clock. */
  receivedAt?: Date;
  /** Reads now. */
  refresh: () => void;
}

/**
 * Reads a value at once and then every `intervalMs`, while the tab is visible.
 * A failing read keeps the last value and sets `error`.
 *
 * @param read - must be stable (useCallback); gets a signal that ends with the component
 * @param intervalMs - milliseconds between reads; 0 reads once
 */
export function usePolledData<T>(
  read: (signal: AbortSignal) => Promise<T>,
  intervalMs: number,
): PolledData<T> {
  const [state, setState] = useState<Omit<PolledData<T>, 'refresh'>>({
    loading: true,
  });
  const trigger = useRef<() => void>(() => {});

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running = false;
    setState({ loading: true });

    async function run() {
      if (running || abort.signal.aborted) return;
      running = true;
      clearTimeout(timer);
      try {
        const value = await read(abort.signal);
        if (!abort.signal.aborted) {
          setState({ value, loading: false, receivedAt: new Date() });
        }
      } catch (error) {
        if (!abort.signal.aborted) {
          setState(s => ({ ...s, error: error as Error, loading: false }));
        }
      } finally {
        running = false;
        if (intervalMs > 0 && !abort.signal.aborted) {
          timer = setTimeout(tick, intervalMs);
        }
      }
    }
    function tick() {
      if (document.visibilityState === 'hidden') {
        timer = setTimeout(tick, intervalMs);
      } else {
        run();
      }
    }
    function onVisible() {
      if (document.visibilityState === 'visible' && intervalMs > 0) run();
    }
    trigger.current = run;
    document.addEventListener('visibilitychange', onVisible);
    run();
    return () => {
      abort.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [read, intervalMs]);

  const refresh = useCallback(() => trigger.current(), []);
  return { ...state, refresh };
}

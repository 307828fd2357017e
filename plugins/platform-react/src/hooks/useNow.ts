import { useEffect, useState } from 'react';

/**
 * The browser's time, renewed every `intervalMs`.
 *
 * @param intervalMs - milliseconds between renewals, at least 1000
 */
export function useNow(intervalMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(
      () => setNow(Date.now()),
      Math.max(1000, intervalMs),
    );
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}

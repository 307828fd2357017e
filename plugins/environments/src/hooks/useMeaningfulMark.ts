import { useEffect } from 'react';

/** Name of the performance mark: the matrix stands with real data. */
const MEANINGFUL_MARK = 'c2s:matrix:meaningful';

/** Sets {@link MEANINGFUL_MARK} once per page load, after the first paint with data. */
export function useMeaningfulMark(ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    if (performance.getEntriesByName?.(MEANINGFUL_MARK).length > 0) return;
    performance.mark?.(MEANINGFUL_MARK);
  }, [ready]);
}

import { useCallback, useState } from 'react';

const PREFIX = 'chat2sql.portal.';

/**
 * A switch remembered in this browser. Without storage it works until the
 * page is left.
 */
export function useStoredFlag(
  name: string,
  initial: boolean,
): [boolean, (value: boolean) => void] {
  const [value, setValue] = useState(() => {
    try {
      const stored = window.localStorage.getItem(PREFIX + name);
      return stored === null ? initial : stored === 'true';
    } catch {
      return initial;
    }
  });
  const set = useCallback(
    (next: boolean) => {
      setValue(next);
      try {
        window.localStorage.setItem(PREFIX + name, String(next));
      } catch {
        // Private windows may refuse; the switch still works for this visit.
      }
    },
    [name],
  );
  return [value, set];
}

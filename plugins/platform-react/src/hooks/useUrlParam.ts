import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/**
 * A value kept in the address bar, so that a copied link shows the same thing.
 *
 * @param name - name of the query parameter
 * @param defaultValue - value while the parameter is absent; never written to the address
 * @param options - `push` makes each change a step of the browser's history
 * (for drawers); the default replaces the current step (for filters and sort).
 * Two changes in one event must be made with one call of the router's own
 * `useSearchParams`.
 * @returns the value and its setter; setting undefined removes the parameter
 */
export function useUrlParam<T extends string | undefined>(
  name: string,
  defaultValue: T,
  options?: { push?: boolean },
): [T | string, (value: string | undefined) => void] {
  const [params, setParams] = useSearchParams();
  const push = options?.push ?? false;
  const set = useCallback(
    (value: string | undefined) => {
      setParams(
        previous => {
          const next = new URLSearchParams(previous);
          if (value === undefined || value === '' || value === defaultValue) {
            next.delete(name);
          } else {
            next.set(name, value);
          }
          return next;
        },
        { replace: !push, preventScrollReset: true },
      );
    },
    [setParams, name, defaultValue, push],
  );
  return [params.get(name) ?? defaultValue, set];
}

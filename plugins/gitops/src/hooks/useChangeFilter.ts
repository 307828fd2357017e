import { useCallback, useMemo } from 'react';
import { TIERS } from '@chat2sql/plugin-platform-common';
import { useSearchParams } from 'react-router-dom';
import { STATE_FILTERS, type ChangeFilter } from '../api';

const KEYS = ['state', 'tier', 'mine', 'waiting'] as const;

/** The filter of the list of changes, kept in the address bar. */
export function useChangeFilter() {
  const [params, setParams] = useSearchParams();
  const text = KEYS.map(key => params.get(key) ?? '').join('\n');
  const filter = useMemo<ChangeFilter>(() => {
    const [state, tier, mine, waiting] = text.split('\n');
    return {
      state: STATE_FILTERS.find(s => s === state) ?? 'open',
      tier: TIERS.find(t => t === tier),
      mine: mine === '1',
      waitingForMe: waiting === '1',
    };
  }, [text]);
  const set = useCallback(
    (key: (typeof KEYS)[number], value: string) =>
      setParams(
        previous => {
          const next = new URLSearchParams(previous);
          if (value === '' || (key === 'state' && value === 'open')) {
            next.delete(key);
          } else {
            next.set(key, value);
          }
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
  const clear = useCallback(
    () =>
      setParams(
        previous => {
          const next = new URLSearchParams(previous);
          for (const key of KEYS) next.delete(key);
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
  return { filter, set, clear, filtered: text.replace(/\n/g, '') !== '' };
}

import { useSearchParams } from 'react-router-dom';
import type { MatrixFilter } from '../model/matrixView';

const NAMES = { tier: 'tier', status: 'status', search: 'search' } as const;

/** Filters of the matrix in the address bar, and how to change them. */
export function useMatrixFilter() {
  const [params, setParams] = useSearchParams();
  const filter: MatrixFilter = {
    tier: params.get('tier') ?? undefined,
    status: params.get('status') ?? undefined,
    search: params.get('search') ?? undefined,
    asConfigured: params.get('order') === 'configured',
  };
  const write = (change: (next: URLSearchParams) => void) =>
    setParams(
      previous => {
        const next = new URLSearchParams(previous);
        change(next);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return {
    filter,
    set: (name: keyof typeof NAMES, value: string) =>
      write(next => {
        if (value) next.set(name, value);
        else next.delete(name);
      }),
    setAsConfigured: (value: boolean) =>
      write(next => {
        if (value) next.set('order', 'configured');
        else next.delete('order');
      }),
    clear: () =>
      write(next => {
        for (const name of Object.values(NAMES)) next.delete(name);
      }),
  };
}

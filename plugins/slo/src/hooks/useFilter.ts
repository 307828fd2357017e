import { useSearchParams } from 'react-router-dom';

/** Filters of the list. */
export interface ObjectiveFilter {
  environment?: string;
  /** A state, or `attention` for all that need a person. */
  state?: string;
  owner?: string;
  search?: string;
}

const NAMES = ['environment', 'state', 'owner', 'search'] as const;

/** Filters of the list in the address bar, and how to change them. */
export function useFilter() {
  const [params, setParams] = useSearchParams();
  const filter: ObjectiveFilter = {};
  for (const name of NAMES) {
    const value = params.get(name);
    if (value) filter[name] = value;
  }
  const write = (change: (next: URLSearchParams) => void) =>
    setParams(
      previous => {
        const next = new URLSearchParams(previous);
        change(next);
        // Another selection begins on its first page.
        next.delete('page');
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return {
    filter,
    set: (name: (typeof NAMES)[number], value: string) =>
      write(next => {
        if (value) next.set(name, value);
        else next.delete(name);
      }),
    clear: () =>
      write(next => {
        for (const name of NAMES) next.delete(name);
      }),
  };
}

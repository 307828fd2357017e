import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  formatSort,
  parseSort,
  sortRows,
  type SortValue,
  type TableSort,
} from './sortRows';

/** Sorted page of rows with what the header and the pager need. */
export interface TableState<T> {
  sort?: TableSort;
  visible: T[];
  page: number;
  pages: number;
  from: number;
  toggleSort: (id: string) => void;
  setPage: (page: number) => void;
}

/**
 * Order and page of a table, kept in the address bar as `<urlKey>` and
 * `<urlKey>Page`. An order or page the table does not have is ignored.
 */
export function useTableState<T>(options: {
  rows: readonly T[];
  columns: ReadonlyArray<{ id: string; sortValue?: (row: T) => SortValue }>;
  initialSort?: TableSort;
  pageSize: number;
  urlKey: string;
}): TableState<T> {
  const { rows, columns, initialSort, pageSize, urlKey } = options;
  const [params, setParams] = useSearchParams();
  const pageKey = urlKey === 'sort' ? 'page' : `${urlKey}Page`;

  const asked = parseSort(params.get(urlKey) ?? undefined);
  const sortable = (sort?: TableSort) =>
    columns.some(column => column.id === sort?.id && column.sortValue);
  const sort = sortable(asked) ? asked : initialSort;

  const sorted = useMemo(() => {
    const value = columns.find(column => column.id === sort?.id)?.sortValue;
    return value ? sortRows(rows, value, Boolean(sort?.desc)) : [...rows];
    // The columns are often made anew on each render; their ids decide.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rows, sort?.id, sort?.desc]);

  const pages = Math.max(1, Math.ceil(sorted.length / pageSize));
  const wanted = Number.parseInt(params.get(pageKey) ?? '1', 10);
  const page = Math.min(Math.max(1, wanted || 1), pages);
  const from = (page - 1) * pageSize;

  const write = (changes: Record<string, string | undefined>) =>
    setParams(
      previous => {
        const next = new URLSearchParams(previous);
        for (const [key, value] of Object.entries(changes)) {
          if (value === undefined) next.delete(key);
          else next.set(key, value);
        }
        return next;
      },
      { replace: true, preventScrollReset: true },
    );

  return {
    sort,
    visible: sorted.slice(from, from + pageSize),
    page,
    pages,
    from,
    toggleSort(id) {
      const desc = sort?.id === id ? !sort.desc : false;
      const text = formatSort({ id, desc });
      write({
        [urlKey]: text === formatSort(initialSort) ? undefined : text,
        [pageKey]: undefined,
      });
    },
    setPage: next => write({ [pageKey]: next <= 1 ? undefined : String(next) }),
  };
}

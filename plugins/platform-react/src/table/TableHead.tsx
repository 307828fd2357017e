import type { ReactNode } from 'react';
import type { TableSort } from './sortRows';
import { useTableStyles } from './tableStyles';

/** One column header; a button inside when the column sorts. */
export function TableHead(props: {
  id: string;
  title: ReactNode;
  align?: 'left' | 'right' | 'center';
  width?: number | string;
  sortable: boolean;
  sort?: TableSort;
  onSort: (id: string) => void;
}) {
  const { id, title, align = 'left', sortable, sort } = props;
  const classes = useTableStyles();
  const alignClass = align === 'left' ? '' : classes[align];
  const active = sort?.id === id;
  const direction = sort?.desc ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      className={`${classes.head} ${alignClass}`}
      style={{ width: props.width }}
      aria-sort={active && sortable ? direction : undefined}
    >
      {sortable ? (
        <button
          type="button"
          className={`${classes.sortButton} ${alignClass}`}
          onClick={() => props.onSort(id)}
        >
          {title}
          <svg
            aria-hidden
            className={classes.arrow}
            viewBox="0 0 10 10"
            height="10"
          >
            {active && (
              <path
                fill="currentColor"
                d={sort?.desc ? 'M1 3h8L5 8z' : 'M1 7h8L5 2z'}
              />
            )}
          </svg>
        </button>
      ) : (
        <span className={classes.label}>{title}</span>
      )}
    </th>
  );
}

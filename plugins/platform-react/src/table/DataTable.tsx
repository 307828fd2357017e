import type { MouseEvent, ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link, useNavigate } from 'react-router-dom';
import { platformTranslationRef } from '../translation';
import type { SortValue, TableSort } from './sortRows';
import { TableHead } from './TableHead';
import { TablePager } from './TablePager';
import { useTableStyles } from './tableStyles';
import { useOverflowing } from './useOverflowing';
import { useTableState } from './useTableState';

/** One column of a {@link DataTable}. */
export interface DataTableColumn<T> {
  /** Stable id; the address bar holds it while the table is sorted by it. */
  id: string;
  title: ReactNode;
  /** Numbers go right. */
  align?: 'left' | 'right' | 'center';
  render: (row: T) => ReactNode;
  /** Makes the column sortable; undefined (not known) sorts last. */
  sortValue?: (row: T) => SortValue;
  width?: number | string;
}

/** Properties of {@link DataTable}. */
export interface DataTableProps<T> {
  columns: ReadonlyArray<DataTableColumn<T>>;
  rows: readonly T[];
  /** Stable, unique key of a row. */
  rowKey: (row: T) => string;
  /** Names the table for assistive technology. */
  caption: string;
  /** Where a row leads: the first cell becomes the link and the whole row follows it. */
  href?: (row: T) => string | undefined;
  initialSort?: TableSort;
  /** Rows per page; more rows bring a pager. Default 50. */
  pageSize?: number;
  /** Query parameter that holds the order; set it when a page has two tables. Default `sort`. */
  urlKey?: string;
  /** Shown instead of rows when there are none. */
  empty?: ReactNode;
}

/** A click that means something else than "open this row". */
function isOwnClick(event: MouseEvent): boolean {
  const target = event.target as Element;
  return (
    event.defaultPrevented ||
    event.button !== 0 ||
    Boolean(target.closest('a, button, input, label, summary, select')) ||
    Boolean(window.getSelection()?.toString())
  );
}

/**
 * A list as a real table: one line per item, sortable headers, the order kept
 * in the address bar, header in view while the page scrolls, sideways scrolling
 * by keyboard on narrow screens.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const { columns, rows, rowKey, caption, href, pageSize = 50 } = props;
  const classes = useTableStyles();
  const navigate = useNavigate();
  const { t } = useTranslationRef(platformTranslationRef);
  const { ref, overflowing } = useOverflowing<HTMLDivElement>();
  const state = useTableState({
    rows,
    columns,
    initialSort: props.initialSort,
    pageSize,
    urlKey: props.urlKey ?? 'sort',
  });
  const alignClass = (align: DataTableColumn<T>['align'] = 'left') =>
    align === 'left' ? '' : classes[align];

  function open(event: MouseEvent, to: string) {
    if (isOwnClick(event)) return;
    if (event.metaKey || event.ctrlKey) window.open(to, '_blank', 'noopener');
    else navigate(to);
  }

  function renderRow(row: T) {
    const to = href?.(row);
    return (
      <tr
        key={rowKey(row)}
        className={to ? classes.linkRow : undefined}
        onClick={to ? event => open(event, to) : undefined}
      >
        {columns.map((column, index) => {
          const className = `${classes.cell} ${alignClass(column.align)}`;
          const content = column.render(row);
          return index === 0 ? (
            <th
              key={column.id}
              scope="row"
              className={`${className} ${classes.rowHead}`}
            >
              {to ? (
                <Link to={to} className={classes.link}>
                  {content}
                </Link>
              ) : (
                content
              )}
            </th>
          ) : (
            <td key={column.id} className={className}>
              {content}
            </td>
          );
        })}
      </tr>
    );
  }

  return (
    <>
      <div
        ref={ref}
        className={`${classes.region} ${overflowing ? classes.scrolling : ''}`}
        {...(overflowing && {
          role: 'region',
          'aria-label': caption,
          tabIndex: 0,
        })}
      >
        <table className={classes.table}>
          <caption className={classes.caption}>{caption}</caption>
          <thead>
            <tr>
              {columns.map(column => (
                <TableHead
                  key={column.id}
                  id={column.id}
                  title={column.title}
                  align={column.align}
                  width={column.width}
                  sortable={Boolean(column.sortValue)}
                  sort={state.sort}
                  onSort={state.toggleSort}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {state.visible.map(renderRow)}
            {rows.length === 0 && (
              <tr>
                <td colSpan={columns.length} className={classes.empty}>
                  {props.empty ?? t('table.empty')}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {state.pages > 1 && (
        <TablePager
          className={classes.pager}
          from={state.from + 1}
          to={state.from + state.visible.length}
          total={rows.length}
          page={state.page}
          pages={state.pages}
          onPage={state.setPage}
        />
      )}
    </>
  );
}

import { useMemo } from 'react';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import type { Theme } from '@material-ui/core/styles';
import { StatusBadge, DataTable } from '@chat2sql/plugin-platform-react';
import { toneOf } from '@chat2sql/plugin-slo-common';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
import type { Row } from '../model/rows';
import { useCellStyles } from './cellStyles';
import { objectiveColumns } from './objectiveColumns';

/** Objectives as a table, one line each; the whole line leads to the detail. */
export function ObjectiveTable(props: {
  rows: readonly Row[];
  caption: string;
  /** Query parameter for the order. */
  urlKey?: string;
}) {
  const { rows, caption, urlKey } = props;
  const { t, locale } = useText();
  const classes = useCellStyles();
  const paths = usePaths();
  const narrow = useMediaQuery<Theme>(theme => theme.breakpoints.down('xs'), {
    noSsr: true,
  });
  const columns = useMemo(
    () =>
      objectiveColumns({ t, locale, classes, narrow }).map(column => ({
        id: column.id,
        title: column.title,
        align: column.align,
        width: column.width,
        sortValue: (row: Row) =>
          row.kind === 'objective' ? column.sortValue?.(row.item) : undefined,
        render: (row: Row) => {
          if (row.kind === 'objective') return column.render(row.item);
          const { document } = row;
          switch (column.id) {
            case 'name':
              return (
                <>
                  {document.name ?? document.file}
                  <div className={classes.meta}>{document.file}</div>
                </>
              );
            case 'state':
              return (
                <>
                  <StatusBadge tone={toneOf('invalid')}>
                    {t('state.invalid')}
                  </StatusBadge>
                  <div
                    className={`${classes.meta} ${classes.reason}`}
                    title={document.problems[0]?.message}
                  >
                    {document.problems[0]?.message}
                  </div>
                </>
              );
            default:
              return null;
          }
        },
      })),
    [t, locale, classes, narrow],
  );
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={row => row.id}
      urlKey={urlKey}
      href={row =>
        row.kind === 'objective' ? paths.objective(row.id) : undefined
      }
    />
  );
}

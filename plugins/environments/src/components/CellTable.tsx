import type {
  MatrixCell,
  MatrixSnapshot,
} from '@chat2sql/plugin-environments-common';
import {
  DataTable,
  type DataTableColumn,
} from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { severityOf } from '../model/severity';
import { useDetailStyles } from './detailStyles';
import { CellAge } from './CellAge';
import { HealthBadge } from './HealthBadge';
import { SyncMark } from './SyncMark';

/**
 * Cells as a list: the components of one environment, or one component in all
 * environments.
 *
 * @param props - `by` names what a line is called after
 */
export function CellTable(props: {
  snapshot: MatrixSnapshot;
  cells: readonly MatrixCell[];
  by: 'component' | 'environment';
  caption: string;
  onOpen: (cell: MatrixCell) => void;
}) {
  const { snapshot, by } = props;
  const classes = useDetailStyles();
  const t = useText();
  const nameOf = (cell: MatrixCell) =>
    by === 'environment'
      ? cell.environment
      : snapshot.components.find(c => c.id === cell.component)?.title ??
        cell.component;
  const columns: DataTableColumn<MatrixCell>[] = [
    {
      id: 'name',
      title:
        by === 'environment' ? t('entity.environment') : t('column.component'),
      render: cell => (
        <button
          type="button"
          className={classes.rowButton}
          aria-haspopup="dialog"
          onClick={() => props.onOpen(cell)}
        >
          {nameOf(cell)}
        </button>
      ),
      sortValue: nameOf,
    },
    {
      id: 'status',
      title: t('column.status'),
      render: cell => (
        <HealthBadge status={cell.status} warning={cell.warning} />
      ),
      sortValue: severityOf,
    },
    {
      id: 'version',
      title: t('column.version'),
      render: cell => cell.version?.label ?? '–',
      sortValue: cell => cell.version?.label,
    },
    {
      id: 'ready',
      title: t('column.ready'),
      align: 'right',
      render: cell =>
        cell.replicas ? `${cell.replicas.ready}/${cell.replicas.wanted}` : '–',
      sortValue: cell => cell.replicas?.ready,
    },
    {
      id: 'sync',
      title: t('column.sync'),
      render: cell => (cell.sync ? <SyncMark sync={cell.sync} /> : '–'),
      sortValue: cell => cell.sync,
    },
    {
      id: 'why',
      title: t('column.why'),
      render: cell =>
        cell.status === 'Healthy' && !cell.warning ? '' : cell.summary,
    },
    {
      id: 'age',
      title: t('column.age'),
      render: cell => <CellAge cell={cell} />,
      sortValue: cell => cell.observedAt,
    },
  ];
  return (
    <DataTable
      columns={columns}
      rows={props.cells}
      rowKey={cell => `${cell.environment}/${cell.component}`}
      caption={props.caption}
      initialSort={by === 'component' ? { id: 'status' } : undefined}
    />
  );
}

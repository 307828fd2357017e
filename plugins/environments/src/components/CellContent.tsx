import type { MatrixCell } from '@chat2sql/plugin-environments-common';
import { RelativeTime } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { SyncMark } from './SyncMark';
import { useMatrixStyles } from './matrixStyles';

/** The small facts of a cell: version, replicas, sync, and its age when it is old. */
export function CellFacts(props: { cell: MatrixCell }) {
  const classes = useMatrixStyles();
  const t = useText();
  const { cell } = props;
  const { replicas } = cell;
  return (
    <>
      <span className={classes.facts}>
        {cell.version && (
          <span className={classes.version} title={cell.version.label}>
            {cell.version.label}
          </span>
        )}
        {replicas && (
          <span
            title={t('matrix.replicas', {
              ready: String(replicas.ready),
              wanted: String(replicas.wanted),
            })}
          >
            {replicas.ready}/{replicas.wanted}
          </span>
        )}
        {cell.sync && cell.sync !== 'Synced' && <SyncMark sync={cell.sync} />}
      </span>
      {(cell.staleReason || !cell.observedAt) && (
        <span className={classes.facts} title={cell.staleReason}>
          {cell.observedAt ? (
            <span>
              {t('matrix.asOf')} <RelativeTime past at={cell.observedAt} />
            </span>
          ) : (
            t('matrix.never')
          )}
        </span>
      )}
    </>
  );
}

import type {
  MatrixCell,
  MatrixEnvironment,
} from '@chat2sql/plugin-environments-common';
import { CopyButton } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { CellAge } from './CellAge';
import { useDetailStyles } from './detailStyles';
import { SyncMark } from './SyncMark';

function Images(props: { images: readonly string[] }) {
  const classes = useDetailStyles();
  const t = useText();
  return (
    <>
      {props.images.map(image => (
        <span key={image} className={classes.image}>
          <span>{image}</span>
          <CopyButton text={image} label={t('detail.copyImage')} />
        </span>
      ))}
    </>
  );
}

/** Version, replicas, sync, place and age of a cell. */
export function CellFactsList(props: {
  cell: MatrixCell;
  environment: MatrixEnvironment;
}) {
  const classes = useDetailStyles();
  const t = useText();
  const { cell, environment } = props;
  const { version, replicas } = cell;
  const sameImages =
    version && version.wanted.join() === version.running.join();
  return (
    <dl className={classes.facts}>
      {version && (
        <>
          <dt>{t('detail.version')}</dt>
          <dd>{version.label}</dd>
          <dt>{t('detail.wanted')}</dt>
          <dd>
            <Images images={version.wanted} />
          </dd>
          {!sameImages && (
            <>
              <dt>{t('detail.running')}</dt>
              <dd>
                <Images images={version.running} />
                {version.running.length > 1 && t('detail.mixed')}
              </dd>
            </>
          )}
        </>
      )}
      {replicas && (
        <>
          <dt>{t('detail.replicas')}</dt>
          <dd>
            {t('matrix.replicas', {
              ready: String(replicas.ready),
              wanted: String(replicas.wanted),
            })}
          </dd>
        </>
      )}
      {cell.sync && (
        <>
          <dt>{t('detail.sync')}</dt>
          <dd>
            <SyncMark sync={cell.sync} />
          </dd>
        </>
      )}
      <dt>{t('detail.cluster')}</dt>
      <dd>{environment.cluster}</dd>
      <dt>{t('detail.namespace')}</dt>
      <dd>{environment.namespace}</dd>
      <dt>{t('detail.observed')}</dt>
      <dd>
        <CellAge cell={cell} />
      </dd>
    </dl>
  );
}

import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type {
  MatrixCell,
  MatrixComponent,
  MatrixEnvironment,
} from '@chat2sql/plugin-environments-common';
import {
  isForbidden,
  RelativeTime,
  SourceStrip,
  StateView,
  usePolledData,
} from '@chat2sql/plugin-platform-react';
import Button from '@material-ui/core/Button';
import { Link } from 'react-router-dom';
import { environmentsApiRef } from '../api';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
import { CellFactsList } from './CellFactsList';
import { useDetailStyles } from './detailStyles';
import { EventList } from './EventList';
import { HealthBadge } from './HealthBadge';
import { ObjectTree } from './ObjectTree';

/** Milliseconds between reads while the details are open. */
const POLL_MS = 5_000;

/** Everything about one cell: status and facts from the matrix at once, objects and events when read. */
export function CellDetails(props: {
  cell: MatrixCell;
  component: MatrixComponent;
  environment: MatrixEnvironment;
}) {
  const { component, environment } = props;
  const classes = useDetailStyles();
  const t = useText();
  const paths = usePaths();
  const api = useApi(environmentsApiRef);
  const read = useCallback(
    (signal: AbortSignal) => api.cell(environment.id, component.id, { signal }),
    [api, environment.id, component.id],
  );
  const {
    value: detail,
    error,
    loading,
    refresh,
  } = usePolledData(read, POLL_MS);
  // The matrix is pushed, so it is never older than the polled details.
  const { cell } = props;
  const links = [
    { to: paths.runbook(component.runbook), text: t('detail.runbook') },
    {
      to: paths.kubernetes(component.entityRef),
      text: t('detail.kubernetes'),
    },
    { to: paths.entity(component.entityRef), text: t('detail.entity') },
    { to: paths.environment(environment.id), text: t('detail.environment') },
  ];

  return (
    <>
      <div className={classes.status}>
        <HealthBadge status={cell.status} warning={cell.warning} size={18} />
        {cell.since && (
          <span className={classes.meta}>
            {t('detail.since')} <RelativeTime past at={cell.since} />
          </span>
        )}
      </div>
      <p className={classes.summary}>{cell.summary}</p>
      <ul className={classes.links}>
        {links.map(
          link =>
            link.to && (
              <li key={link.text}>
                <Link to={link.to}>{link.text}</Link>
              </li>
            ),
        )}
      </ul>
      {cell.causes.length > 0 && (
        <>
          <h3 className={classes.heading}>{t('detail.why')}</h3>
          <ul className={classes.list}>
            {cell.causes.map((cause, index) => (
              <li key={index} className={classes.object}>
                <div className={classes.objectLine}>
                  <HealthBadge status={cause.status} size={14} />
                  <span className={classes.name}>
                    {cause.ref.kind} {cause.ref.name}
                  </span>
                  <span className={classes.meta}>{cause.reason}</span>
                </div>
                <p className={classes.message}>{cause.message}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3 className={classes.heading}>{t('detail.facts')}</h3>
      <CellFactsList cell={cell} environment={environment} />
      <h3 className={classes.heading}>{t('detail.objects')}</h3>
      {detail && <SourceStrip sources={detail.sources} />}
      {loading && (
        <StateView kind="loading" title={t('detail.loading')} rows={4} />
      )}
      {error && !detail && (
        <StateView
          kind="error"
          title={t('detail.error')}
          description={isForbidden(error) ? t('detail.forbidden') : undefined}
          error={error}
          action={
            !isForbidden(error) && (
              <Button variant="outlined" onClick={refresh}>
                {t('matrix.retry')}
              </Button>
            )
          }
        />
      )}
      {detail && (
        <>
          <ObjectTree objects={detail.objects} />
          <h3 className={classes.heading}>{t('detail.events')}</h3>
          <EventList events={detail.events} />
        </>
      )}
    </>
  );
}

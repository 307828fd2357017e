import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import {
  isForbidden,
  SourceStrip,
  StateView,
  usePolledData,
} from '@chat2sql/plugin-platform-react';
import Button from '@material-ui/core/Button';
import { environmentsApiRef } from '../api';
import { useText } from '../hooks/useText';
import { useDetailStyles } from './detailStyles';
import { EventList } from './EventList';
import { ObjectTree } from './ObjectTree';

/** Milliseconds between reads while the details are open. */
const POLL_MS = 5_000;

/** Objects and events of a cell, read again while they are in view. */
export function CellObjects(props: { environment: string; component: string }) {
  const { environment, component } = props;
  const classes = useDetailStyles();
  const t = useText();
  const api = useApi(environmentsApiRef);
  const read = useCallback(
    (signal: AbortSignal) => api.cell(environment, component, { signal }),
    [api, environment, component],
  );
  const {
    value: detail,
    error,
    loading,
    refresh,
  } = usePolledData(read, POLL_MS);
  if (loading) {
    return <StateView kind="loading" title={t('detail.loading')} rows={4} />;
  }
  if (!detail) {
    const refused = error && isForbidden(error);
    return (
      <StateView
        kind="error"
        title={t('detail.error')}
        description={refused ? t('detail.forbidden') : undefined}
        error={error}
        action={
          !refused && (
            <Button variant="outlined" onClick={refresh}>
              {t('matrix.retry')}
            </Button>
          )
        }
      />
    );
  }
  return (
    <>
      <SourceStrip sources={detail.sources} />
      <ObjectTree objects={detail.objects} />
      <h3 className={classes.heading}>{t('detail.events')}</h3>
      <EventList events={detail.events} />
    </>
  );
}

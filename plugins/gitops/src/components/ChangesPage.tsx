import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import {
  CHANGE_STATES,
  type ChangeSummary,
} from '@chat2sql/plugin-gitops-common';
import { TIERS, worstTone } from '@chat2sql/plugin-platform-common';
import {
  AnswerLine,
  DataTable,
  PageBody,
  RelativeTime,
  StateView,
  StatusBadge,
  usePolledData,
  type DataTableColumn,
} from '@chat2sql/plugin-platform-react';
import Button from '@material-ui/core/Button';
import { Link } from 'react-router-dom';
import { gitopsApiRef } from '../api';
import { useChangeFilter } from '../hooks/useChangeFilter';
import { usePaths } from '../hooks/usePaths';
import { useText, type Text } from '../hooks/useText';
import { toneOf } from '../model/words';
import { ChangeFilterBar } from './ChangeFilterBar';
import { useChangeStyles } from './changeStyles';
import { Person } from './Person';

const POLL_MS = 10_000;

function answerOf(items: ChangeSummary[], open: boolean, t: Text): string {
  const waiting = items.filter(item => item.waitsForMe).length;
  if (waiting > 0) return t('list.waiting', { count: waiting });
  return open
    ? t('list.noneWaiting', { count: items.length })
    : t('list.shown', { count: items.length });
}

function useColumns(t: Text): Array<DataTableColumn<ChangeSummary>> {
  return [
    {
      id: 'change',
      title: t('list.change'),
      render: change => `#${change.number} ${change.title}`,
      sortValue: change => change.number,
    },
    {
      id: 'state',
      title: t('list.state'),
      render: change => (
        <StatusBadge tone={toneOf(change)}>
          {t(`state.${change.state}`)}
        </StatusBadge>
      ),
      sortValue: change => CHANGE_STATES.indexOf(change.state),
    },
    {
      id: 'tier',
      title: t('list.tier'),
      render: change => change.tier,
      sortValue: change => TIERS.indexOf(change.tier),
    },
    {
      id: 'author',
      title: t('list.author'),
      render: change => <Person plain entityRef={change.author} />,
      sortValue: change => change.author,
    },
    {
      id: 'waits',
      title: t('list.waitsFor'),
      render: change => {
        const { waitingFor, stuck } = change.progress;
        if (waitingFor === 'nobody') return '';
        const actor = t(change.waitsForMe ? 'actor.me' : `actor.${waitingFor}`);
        return stuck ? `${actor}, ${t('list.stuck')}` : actor;
      },
      sortValue: change => (change.waitsForMe ? 0 : 1),
    },
    {
      id: 'requested',
      title: t('list.requested'),
      align: 'right',
      render: change => <RelativeTime past at={change.stages.requested} />,
      sortValue: change => Date.parse(change.stages.requested),
    },
  ];
}

/** Changes proposed to the platform: which are open, who must act, how far the rest is. */
export function ChangesPage() {
  const classes = useChangeStyles();
  const t = useText();
  const paths = usePaths();
  const api = useApi(gitopsApiRef);
  const filterState = useChangeFilter();
  const { filter, filtered } = filterState;
  const read = useCallback(
    (signal: AbortSignal) => api.changes(filter, { signal }),
    [api, filter],
  );
  const { value, error, receivedAt, refresh } = usePolledData(read, POLL_MS);
  const columns = useColumns(t);
  const items = value?.items ?? [];
  const create = paths.create && (
    <Link to={paths.create} className={classes.link}>
      {t('list.create')}
    </Link>
  );
  return (
    <PageBody>
      {items.length > 0 && (
        <AnswerLine
          tone={worstTone(items.map(toneOf))}
          observedAt={error && receivedAt?.toISOString()}
          reason={error ? t('answer.noContact') : undefined}
          actions={create}
        >
          {answerOf(items, filter.state === 'open', t)}
        </AnswerLine>
      )}
      <ChangeFilterBar state={filterState} />
      {!value && !error && (
        <StateView kind="loading" title={t('list.loading')} />
      )}
      {!value && error && (
        <StateView
          kind="error"
          title={t('list.error')}
          error={error}
          action={
            <Button variant="outlined" onClick={refresh}>
              {t('change.retry')}
            </Button>
          }
        />
      )}
      {value && items.length === 0 && (
        <StateView
          kind="empty"
          title={t(filtered ? 'list.empty' : 'list.emptyOpen')}
          description={t('list.emptyHint')}
          action={create}
        />
      )}
      {items.length > 0 && (
        <DataTable
          caption={t('list.caption')}
          columns={columns}
          rows={items}
          rowKey={change => String(change.number)}
          href={change => paths.change(change.number)}
          initialSort={{ id: 'waits' }}
        />
      )}
      {value?.truncated && (
        <p className={classes.muted}>
          {t('list.truncated', { n: String(items.length) })}
        </p>
      )}
    </PageBody>
  );
}

import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import {
  Skeleton,
  StateView,
  StatusBadge,
  tokensOf,
  usePolledData,
} from '@chat2sql/plugin-platform-react';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from 'react-router-dom';
import { gitopsApiRef } from '../api';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
import { toneOf } from '../model/words';
import { Person } from './Person';

const SHOWN = 5;
const POLL_MS = 30_000;

const useStyles = makeStyles(
  theme => ({
    head: {
      display: 'flex',
      alignItems: 'baseline',
      justifyContent: 'space-between',
      gap: theme.spacing(2),
      marginBottom: theme.spacing(1),
    },
    title: { margin: 0, fontSize: 16, lineHeight: '24px', fontWeight: 600 },
    link: {
      color: tokensOf(theme).link,
      '&:hover': { textDecoration: 'underline' },
    },
    quiet: { margin: 0, color: tokensOf(theme).muted },
    list: {
      margin: 0,
      padding: 0,
      listStyle: 'none',
      borderRadius: theme.shape.borderRadius,
      border: `1px solid ${tokensOf(theme).hairline}`,
      background: tokensOf(theme).surface,
      '& > li + li': { borderTop: `1px solid ${tokensOf(theme).hairline}` },
    },
    row: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      columnGap: theme.spacing(1.5),
      minHeight: 40,
      padding: theme.spacing(0.5, 2),
      color: tokensOf(theme).text,
      '&:hover': { background: tokensOf(theme).tones.unknown.tint },
    },
    name: { fontWeight: 600, overflowWrap: 'anywhere' },
    who: { color: tokensOf(theme).muted },
  }),
  { name: 'Chat2SqlHomeChanges' },
);

/** Section of the home page: changes that wait for the viewer. */
export function HomeChanges() {
  const classes = useStyles();
  const t = useText();
  const paths = usePaths();
  const api = useApi(gitopsApiRef);
  const read = useCallback(
    (signal: AbortSignal) =>
      api.changes({ state: 'open', waitingForMe: true }, { signal }),
    [api],
  );
  const { value, error } = usePolledData(read, POLL_MS);
  const items = value?.items ?? [];
  return (
    <section aria-labelledby="home-changes">
      <div className={classes.head}>
        <h2 className={classes.title} id="home-changes">
          {t('home.title')}
        </h2>
        {paths.root && (
          <Link to={paths.root} className={classes.link}>
            {t('home.all')}
          </Link>
        )}
      </div>
      {!value && !error && (
        <StateView kind="loading" title={t('home.loading')}>
          <Skeleton height={42} />
        </StateView>
      )}
      {!value && error && (
        <StateView kind="error" title={t('home.error')} error={error} />
      )}
      {value && items.length === 0 && (
        <p className={classes.quiet}>{t('home.none')}</p>
      )}
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.slice(0, SHOWN).map(change => (
            <li key={change.number}>
              <Link
                to={paths.change(change.number) ?? '#'}
                className={classes.row}
              >
                <StatusBadge tone={toneOf(change)}>
                  {t(`state.${change.state}`)}
                </StatusBadge>
                <span className={classes.name}>{change.title}</span>
                <span className={classes.who}>
                  <Person plain entityRef={change.author} />
                </span>
              </Link>
            </li>
          ))}
          {items.length > SHOWN && paths.root && (
            <li>
              <Link to={`${paths.root}?waiting=1`} className={classes.row}>
                {t('home.more', { n: String(items.length - SHOWN) })}
              </Link>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

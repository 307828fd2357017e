import type { ChangeEvent } from '@chat2sql/plugin-gitops-common';
import { RelativeTime, tokensOf } from '@chat2sql/plugin-platform-react';
import { makeStyles } from '@material-ui/core/styles';
import { useText } from '../hooks/useText';
import { Person } from './Person';

const useStyles = makeStyles(
  theme => ({
    list: { margin: 0, padding: 0, listStyle: 'none' },
    item: {
      padding: theme.spacing(1, 0),
      '& + &': { borderTop: `1px solid ${tokensOf(theme).hairline}` },
    },
    time: { fontSize: 12, color: tokensOf(theme).muted },
    text: {
      margin: theme.spacing(0.5, 0, 0),
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'Chat2SqlChangeHistory' },
);

/** What happened to a change, oldest first. */
export function ChangeHistory(props: { events: ChangeEvent[] }) {
  const classes = useStyles();
  const t = useText();
  return (
    <ol className={classes.list}>
      {props.events.map(event => (
        <li key={event.id} className={classes.item}>
          <div>
            {event.actor && (
              <>
                <Person entityRef={event.actor} />{' '}
              </>
            )}
            {!event.actor && event.type === 'merged' && (
              <>{t('event.portal')}: </>
            )}
            {t(`event.${event.type}`)}{' '}
            <RelativeTime past at={event.at} className={classes.time} />
          </div>
          {event.text && <p className={classes.text}>{event.text}</p>}
        </li>
      ))}
    </ol>
  );
}

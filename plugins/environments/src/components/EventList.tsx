import type { CellDetail } from '@chat2sql/plugin-environments-common';
import { RelativeTime, StatusIcon } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { useDetailStyles } from './detailStyles';

/** Events of the cluster, newest first. Their texts are shown as plain text. */
export function EventList(props: { events: CellDetail['events'] }) {
  const classes = useDetailStyles();
  const t = useText();
  if (props.events.length === 0) {
    return <p className={classes.message}>{t('detail.noEvents')}</p>;
  }
  const newestFirst = [...props.events].sort((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <ul className={classes.list}>
      {newestFirst.map((event, index) => (
        <li key={index} className={classes.object}>
          <div className={classes.objectLine}>
            {event.type === 'Warning' && (
              <StatusIcon tone="degraded" size={12} />
            )}
            <span className={classes.name}>{event.reason}</span>
            <span className={classes.meta}>
              {event.ref.kind} {event.ref.name} ·{' '}
              <RelativeTime past at={event.at} />
              {event.count > 1 &&
                ` · ${t('detail.times', { n: String(event.count) })}`}
            </span>
          </div>
          <p className={classes.message}>{event.message}</p>
        </li>
      ))}
    </ul>
  );
}

import type { ObjectiveAlerts } from '@chat2sql/plugin-slo-common';
import { StatusBadge } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { useCellStyles } from './cellStyles';

/** What Prometheus' own alert rules say about an objective. */
export function AlertsCell(props: { alerts: ObjectiveAlerts }) {
  const { state, active } = props.alerts;
  const classes = useCellStyles();
  const { t } = useText();
  if (state === 'firing' || state === 'pending') {
    const count = active.filter(a => a.state === state).length;
    return (
      <StatusBadge tone={state === 'firing' ? 'failed' : 'degraded'}>
        {t(`alerts.${state}`, { count })}
      </StatusBadge>
    );
  }
  return <span className={classes.meta}>{t(`alerts.${state}`)}</span>;
}

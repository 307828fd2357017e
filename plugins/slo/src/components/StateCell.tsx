import { toneOf } from '@chat2sql/plugin-slo-common';
import { StatusBadge } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { reasonText, type ListedEvaluation } from '../model/format';
import { useCellStyles } from './cellStyles';

/** State of an objective: word and shape, and why where it is not plain. */
export function StateCell(props: { evaluation: ListedEvaluation }) {
  const { evaluation } = props;
  const classes = useCellStyles();
  const { t } = useText();
  const reason = reasonText(evaluation, t);
  return (
    <>
      <StatusBadge tone={toneOf(evaluation.state)}>
        {t(`state.${evaluation.state}`)}
      </StatusBadge>
      {evaluation.lastState && (
        <div className={classes.meta}>
          {t('value.was', { state: t(`state.${evaluation.lastState}`) })}
        </div>
      )}
      {reason && (
        <div className={`${classes.meta} ${classes.reason}`} title={reason}>
          {reason}
        </div>
      )}
    </>
  );
}

import type { Cause } from '@chat2sql/plugin-environments-common';
import { Link } from 'react-router-dom';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
import { runbookOf, stateOfCause } from '../model/outside';
import { readableTimes } from '../model/readableTimes';
import { useDetailStyles } from './detailStyles';
import { HealthBadge } from './HealthBadge';

/** Causes of a status, worst first: which object, what is said of it, what to do. */
export function CauseList(props: { causes: readonly Cause[] }) {
  const classes = useDetailStyles();
  const t = useText();
  const paths = usePaths();
  return (
    <ul className={classes.list}>
      {props.causes.map((cause, index) => {
        const runbook = paths.runbook(runbookOf(cause.ref));
        return (
          <li key={index} className={classes.object}>
            <div className={classes.objectLine}>
              <HealthBadge {...stateOfCause(cause)} size={14} />
              <span className={classes.name}>
                {cause.ref.kind} {cause.ref.name}
              </span>
              <span className={classes.meta}>{cause.reason}</span>
            </div>
            <p className={classes.message}>
              {readableTimes(cause.message, t('locale'))}
            </p>
            {runbook && (
              <Link to={runbook} className={classes.textLink}>
                {t('detail.runbook')}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}

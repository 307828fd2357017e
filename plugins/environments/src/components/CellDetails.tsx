import type {
  MatrixCell,
  MatrixComponent,
  MatrixEnvironment,
} from '@chat2sql/plugin-environments-common';
import { RelativeTime, StateView } from '@chat2sql/plugin-platform-react';
import { Link } from 'react-router-dom';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
import { readableTimes } from '../model/readableTimes';
import { CauseList } from './CauseList';
import { CellFactsList } from './CellFactsList';
import { CellObjects } from './CellObjects';
import { useDetailStyles } from './detailStyles';
import { HealthBadge } from './HealthBadge';

/** Everything about one cell: status and facts from the matrix at once, objects and events when read. */
export function CellDetails(props: {
  cell: MatrixCell;
  component: MatrixComponent;
  environment: MatrixEnvironment;
}) {
  const { cell, component, environment } = props;
  const classes = useDetailStyles();
  const t = useText();
  const paths = usePaths();
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
      <p className={classes.summary}>
        {readableTimes(cell.summary, t('locale'))}
      </p>
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
          <CauseList causes={cell.causes} />
        </>
      )}
      <h3 className={classes.heading}>{t('detail.facts')}</h3>
      <CellFactsList cell={cell} environment={environment} />
      <h3 className={classes.heading}>{t('detail.objects')}</h3>
      {environment.canReadDetail ? (
        <CellObjects environment={environment.id} component={component.id} />
      ) : (
        <StateView kind="forbidden" description={t('detail.forbidden')} />
      )}
    </>
  );
}

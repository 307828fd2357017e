import {
  FreshnessLabel,
  Skeleton,
  StateView,
  StatusIcon,
  useHomeSectionStyles,
} from '@chat2sql/plugin-platform-react';
import { Link } from 'react-router-dom';
import { useMatrix } from '../hooks/useMatrix';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
import { answerOf } from '../model/answer';
import { answerText } from '../model/answerText';
import { attentionOf, type AttentionItem } from '../model/attention';
import { formatCellParam } from '../model/matrixView';
import { causeText, clause } from '../model/outside';
import { HealthBadge } from './HealthBadge';

const SHOWN = 5;

/** Section of the home page: which environments need attention now. */
export function HomeEnvironments() {
  const classes = useHomeSectionStyles();
  const t = useText();
  const paths = usePaths();
  const { snapshot, error, confirmedAt } = useMatrix();
  const items = snapshot ? attentionOf(snapshot) : [];
  const title = (id: string) =>
    snapshot?.components.find(c => c.id === id)?.title ?? id;

  const rowOf = (item: AttentionItem) => {
    if ('cell' in item) {
      const address = formatCellParam(item.cell);
      return {
        key: address,
        to: `${paths.root ?? ''}?cell=${address}`,
        name: t('answer.cellName', {
          component: title(item.cell.component),
          environment: item.cell.environment,
        }),
        why: clause(item.cell.summary, t),
      };
    }
    const { id } = item.environment;
    return {
      key: id,
      to: paths.environment(id) ?? paths.root ?? '',
      name: id,
      why: causeText(item.state.cause, t),
    };
  };

  return (
    <section aria-labelledby="home-environments">
      <div className={classes.head}>
        <h2 className={classes.title} id="home-environments">
          {t('home.title')}
        </h2>
        {paths.root && (
          <Link to={paths.root} className={classes.link}>
            {t('home.all')}
          </Link>
        )}
      </div>
      {!snapshot && !error && (
        <StateView kind="loading" title={t('matrix.loading')}>
          <Skeleton height={42} />
        </StateView>
      )}
      {!snapshot && error && (
        <StateView kind="error" title={t('matrix.error')} error={error} />
      )}
      {snapshot && (
        <>
          <p className={classes.answer}>
            <span className={classes.icon}>
              <StatusIcon tone={answerOf(snapshot).tone} />
            </span>
            <span>
              {answerText(snapshot, t)}{' '}
              <FreshnessLabel
                observedAt={confirmedAt}
                reason={error ? t('answer.noContact') : undefined}
              />
            </span>
          </p>
          {items.length > 0 && (
            <ul className={classes.list}>
              {items.slice(0, SHOWN).map(item => {
                const row = rowOf(item);
                return (
                  <li key={row.key}>
                    <Link to={row.to} className={classes.row}>
                      <HealthBadge
                        status={item.state.status}
                        warning={item.state.warning}
                      />
                      <span className={classes.name}>{row.name}</span>
                      <span className={classes.why}>{row.why}</span>
                    </Link>
                  </li>
                );
              })}
              {items.length > SHOWN && (
                <li>
                  <Link
                    to={`${paths.root ?? ''}?status=attention`}
                    className={classes.row}
                  >
                    {t('home.more', { n: String(items.length - SHOWN) })}
                  </Link>
                </li>
              )}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

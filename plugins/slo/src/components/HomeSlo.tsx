import {
  FreshnessLabel,
  Skeleton,
  StateView,
  StatusIcon,
  useHomeSectionStyles,
} from '@chat2sql/plugin-platform-react';
import { Link } from 'react-router-dom';
import { useObjectives } from '../hooks/useObjectives';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
import { answerOf } from '../model/answer';
import { budgetText, exhaustionText, nameText } from '../model/format';
import { newestObservation } from '../model/newestObservation';
import { isBurning } from '@chat2sql/plugin-slo-common';
import { StateCell } from './StateCell';

const SHOWN = 5;

/** Section of the home page: which promises are being broken now. */
export function HomeSlo() {
  const classes = useHomeSectionStyles();
  const { t } = useText();
  const paths = usePaths();
  const { value: list, error } = useObjectives();
  const burning = (list?.items ?? []).filter(i =>
    isBurning(i.evaluation.state),
  );
  const answer = list && answerOf(list, t);
  return (
    <section aria-labelledby="home-slo">
      <div className={classes.head}>
        <h2 id="home-slo" className={classes.title}>
          {t('home.heading')}
        </h2>
        {paths.root && (
          <Link to={paths.root} className={classes.link}>
            {t('home.more')}
          </Link>
        )}
      </div>
      {!list && !error && <Skeleton height={24} />}
      {!list && error && (
        <StateView kind="error" title={t('list.error')} error={error} />
      )}
      {list && answer && (
        <>
          <p className={classes.answer}>
            <span className={classes.icon}>
              <StatusIcon tone={answer.tone} />
            </span>
            <span>{answer.text}</span>
          </p>
          {(error || answer.tone === 'unknown') && (
            <FreshnessLabel
              observedAt={newestObservation(list.items)}
              reason={error ? t('answer.noContact') : undefined}
            />
          )}
        </>
      )}
      {burning.length > 0 && (
        <ul className={classes.list} aria-label={t('home.caption')}>
          {burning.slice(0, SHOWN).map(({ objective, evaluation }) => (
            <li key={objective.id}>
              <Link
                to={paths.objective(objective.id) ?? '#'}
                className={classes.row}
              >
                <span className={classes.name}>{nameText(objective, t)}</span>
                <StateCell evaluation={{ ...evaluation, reasons: [] }} />
                <span className={classes.why}>
                  {t('list.budget')}:{' '}
                  {t('value.percent', {
                    value: budgetText(objective, evaluation) ?? '?',
                  })}
                  {' · '}
                  {t('list.exhaustion')}: {exhaustionText(evaluation, t)}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

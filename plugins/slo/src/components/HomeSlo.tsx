import {
  FreshnessLabel,
  Skeleton,
  StateView,
  StatusIcon,
  tokensOf,
} from '@chat2sql/plugin-platform-react';
import { makeStyles } from '@material-ui/core/styles';
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
    answer: {
      display: 'flex',
      gap: theme.spacing(1),
      margin: 0,
      overflowWrap: 'anywhere',
    },
    icon: { paddingTop: 2 },
    list: {
      margin: theme.spacing(1, 0, 0),
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
    name: { fontWeight: 600 },
    why: {
      flex: '1 1 200px',
      minWidth: 0,
      color: tokensOf(theme).muted,
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'Chat2SqlHomeSlo' },
);

/** Section of the home page: which promises are being broken now. */
export function HomeSlo() {
  const classes = useStyles();
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

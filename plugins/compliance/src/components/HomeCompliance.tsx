import type { OverviewResponse } from '@chat2sql/plugin-compliance-common';
import {
  FreshnessLabel,
  Skeleton,
  StateView,
  StatusBadge,
  StatusIcon,
  useHomeSectionStyles,
} from '@chat2sql/plugin-platform-react';
import { Link } from 'react-router-dom';
import { useOverview } from '../hooks/useCompliance';
import { usePaths } from '../hooks/usePaths';
import { localText, useText } from '../hooks/useText';
import { overviewAnswer } from '../model/answer';
import { tallyOf, toneOf } from '../model/counts';
import { cardWord } from './CardSummary';

const SHOWN = 4;

function Worst(props: { overview: OverviewResponse }) {
  const { cells, frameworks } = props.overview;
  const classes = useHomeSectionStyles();
  const t = useText();
  const paths = usePaths();
  const failing = cells
    .map(cell => ({ cell, tally: tallyOf(cell.counts, cell.capped) }))
    .filter(({ tally }) => tally.fail + tally.unknown > 0)
    .sort(
      (a, b) =>
        b.tally.fail - a.tally.fail || b.tally.unknown - a.tally.unknown,
    );
  if (failing.length === 0) return null;
  return (
    <ul className={classes.list}>
      {failing.slice(0, SHOWN).map(({ cell, tally }) => {
        const framework = frameworks.find(f => f.key === cell.framework);
        return (
          <li key={`${cell.framework} ${cell.environment}`}>
            <Link
              to={
                paths.framework(cell.framework, {
                  environment: cell.environment,
                }) ?? ''
              }
              className={classes.row}
            >
              <StatusBadge tone={toneOf(tally)}>
                {cardWord(cell, t)}
              </StatusBadge>
              <span className={classes.name}>{cell.environment}</span>
              <span className={classes.why}>
                {framework && localText(framework.title, t)}
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** Section of the home page: where a framework fails, or nobody knows. */
export function HomeCompliance() {
  const classes = useHomeSectionStyles();
  const t = useText();
  const paths = usePaths();
  const { value: overview, error } = useOverview();
  const answer = overview && overviewAnswer(overview, t);
  return (
    <section aria-labelledby="home-compliance">
      <div className={classes.head}>
        <h2 className={classes.title} id="home-compliance">
          {t('home.title')}
        </h2>
        {paths.root && (
          <Link to={paths.root} className={classes.link}>
            {t('home.all')}
          </Link>
        )}
      </div>
      {!overview && !error && (
        <StateView kind="loading" title={t('matrix.loading')}>
          <Skeleton height={42} />
        </StateView>
      )}
      {!overview && error && (
        <StateView kind="error" title={t('matrix.error')} error={error} />
      )}
      {overview?.access === 'none' && <p>{t('matrix.forbidden')}</p>}
      {overview && answer && overview.access !== 'none' && (
        <>
          <p className={classes.answer}>
            <span className={classes.icon}>
              <StatusIcon tone={answer.tone} />
            </span>
            <span>
              {answer.text}{' '}
              <FreshnessLabel
                observedAt={answer.observedAt}
                reason={error ? t('answer.noContact') : undefined}
              />
            </span>
          </p>
          <Worst overview={overview} />
        </>
      )}
    </section>
  );
}

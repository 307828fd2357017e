import {
  AnswerLine,
  SourceStrip,
  StateView,
} from '@chat2sql/plugin-platform-react';
import { Link } from 'react-router-dom';
import type { Matrix } from '../hooks/useMatrix';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
import { environmentText } from '../model/answerText';
import { toneOfWord, wordOf } from '../model/severity';
import { CauseList } from './CauseList';
import { OBSERVATION_LIMITS } from './CellAge';
import { useCellDrawer } from './CellDrawer';
import { CellTable } from './CellTable';
import { useDetailStyles } from './detailStyles';
import { EnvironmentFacts } from './EnvironmentFacts';
import { MatrixError, MatrixSkeleton } from './MatrixStates';

/** One environment: answer, components, facts. Shared by its page and the catalog tab. */
export function EnvironmentView(props: { id: string; matrix: Matrix }) {
  const { id, matrix } = props;
  const { snapshot, error, confirmedAt, refresh } = matrix;
  const classes = useDetailStyles();
  const t = useText();
  const paths = usePaths();
  const drawer = useCellDrawer(snapshot);
  if (!snapshot) {
    return error ? (
      <MatrixError error={error} onRetry={refresh} />
    ) : (
      <MatrixSkeleton />
    );
  }
  const env = snapshot.environments.find(e => e.id === id);
  if (!env) {
    return (
      <StateView
        kind="empty"
        title={t('environment.notFound', { id })}
        action={
          paths.root && <Link to={paths.root}>{t('environment.all')}</Link>
        }
      />
    );
  }
  const cells = snapshot.cells.filter(cell => cell.environment === id);
  return (
    <>
      <AnswerLine
        tone={toneOfWord(wordOf(env))}
        observedAt={env.observedAt ?? confirmedAt}
        reason={error ? t('answer.noContact') : env.staleReason}
        limits={OBSERVATION_LIMITS}
      >
        {environmentText(env, snapshot, t)}
      </AnswerLine>
      <SourceStrip
        sources={snapshot.sources.filter(
          source =>
            !source.id.startsWith('cluster:') ||
            source.id.split(/[:/]/)[1] === env.cluster,
        )}
      />
      <div className={classes.page}>
        <div>
          <h2 className={classes.plainHeading}>
            {t('environment.components')}
          </h2>
          <CellTable
            snapshot={snapshot}
            cells={cells}
            by="component"
            caption={t('environment.components')}
            onOpen={drawer.open}
          />
          {env.causes && env.causes.length > 0 && (
            <div className={classes.outside}>
              <h2 className={classes.plainHeading}>
                {t('environment.outside')}
              </h2>
              <CauseList causes={env.causes} />
            </div>
          )}
        </div>
        <section
          className={classes.aside}
          aria-label={t('environment.facts', { name: env.id })}
        >
          <EnvironmentFacts environment={env} />
        </section>
      </div>
      {drawer.drawer}
    </>
  );
}

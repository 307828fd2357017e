import { HEALTH_TONES } from '@chat2sql/plugin-environments-common';
import {
  AnswerLine,
  SourceStrip,
  StateView,
} from '@chat2sql/plugin-platform-react';
import { Link } from 'react-router-dom';
import type { Matrix } from '../hooks/useMatrix';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
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
        tone={HEALTH_TONES[env.status]}
        observedAt={env.observedAt ?? confirmedAt}
        reason={error ? t('answer.noContact') : env.staleReason}
        limits={OBSERVATION_LIMITS}
      >
        {env.status === 'Healthy'
          ? t('environment.healthy', { name: env.id })
          : t('answer.brokenOne', {
              name: env.id,
              word: t(`health.${env.status}`).toLowerCase(),
              why: env.summary.replace(/[.。]\s*$/, ''),
            })}
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

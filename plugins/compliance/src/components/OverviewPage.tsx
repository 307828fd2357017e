import {
  AnswerLine,
  PageBody,
  ProblemList,
  StateView,
} from '@chat2sql/plugin-platform-react';
import Button from '@material-ui/core/Button';
import { Link } from 'react-router-dom';
import { useOverview } from '../hooks/useCompliance';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
import { overviewAnswer } from '../model/answer';
import { CheckTable } from './CheckTable';
import { LoadingOrError } from './LoadingOrError';
import { ScorecardMatrix } from './ScorecardMatrix';
import { SourceAges } from './SourceAges';
import { useComplianceStyles } from './styles';

/** Which framework holds in which environment, and how well that is known. */
export function OverviewPage() {
  const classes = useComplianceStyles();
  const t = useText();
  const paths = usePaths();
  const { value: overview, error, refresh } = useOverview();
  if (!overview) {
    return (
      <PageBody>
        <LoadingOrError
          error={error}
          loading={t('matrix.loading')}
          failed={t('matrix.error')}
          onRetry={refresh}
        />
      </PageBody>
    );
  }
  if (overview.access === 'none') {
    return (
      <PageBody>
        <StateView kind="forbidden" title={t('matrix.forbidden')} />
      </PageBody>
    );
  }
  const answer = overviewAnswer(overview, t);
  const isEmpty = overview.environments.length === 0;
  return (
    <PageBody>
      <AnswerLine
        tone={answer.tone}
        observedAt={answer.observedAt}
        reason={error ? t('answer.noContact') : undefined}
      >
        {answer.text}
      </AnswerLine>
      <SourceAges sources={overview.sources} />
      <ProblemList problems={overview.problems} title={t('matrix.problems')} />
      {isEmpty && (
        <StateView
          kind="empty"
          title={t('matrix.empty')}
          description={t('matrix.emptyHint')}
          action={
            <Button component={Link} to="/create" variant="outlined">
              {t('matrix.create')}
            </Button>
          }
        />
      )}
      {!isEmpty && overview.frameworks.length === 0 && (
        <StateView
          kind="empty"
          title={t('matrix.noFrameworks')}
          description={t('matrix.noFrameworksHint')}
        />
      )}
      {!isEmpty && overview.frameworks.length > 0 && (
        <>
          <ScorecardMatrix overview={overview} />
          <p className={classes.note}>
            {t('matrix.how')}
            {overview.access === 'some' && ` ${t('matrix.some')}`}
          </p>
        </>
      )}
      {!isEmpty && (
        <>
          <div className={classes.headingRow}>
            <h2 className={classes.heading}>{t('checks.heading')}</h2>
            <Link to={paths.results() ?? ''} className={classes.link}>
              {t('checks.all')}
            </Link>
          </div>
          <CheckTable checks={overview.checks} />
        </>
      )}
    </PageBody>
  );
}

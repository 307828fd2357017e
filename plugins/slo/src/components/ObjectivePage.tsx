import { useCallback } from 'react';
import Button from '@material-ui/core/Button';
import { useApi } from '@backstage/core-plugin-api';
import { toneOf, type ObjectiveDetail } from '@chat2sql/plugin-slo-common';
import {
  AnswerLine,
  isMissing,
  PageBody,
  SourceStrip,
  StateView,
  usePolledData,
} from '@chat2sql/plugin-platform-react';
import { Link } from 'react-router-dom';
import { sloApiRef } from '../api/SloApi';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
import { sentenceOf } from '../model/sentence';
import { nameText } from '../model/format';
import { useDetailStyles } from './detailStyles';
import { ExplainPanel } from './ExplainPanel';
import { ObjectiveCharts } from './ObjectiveCharts';
import { ObjectiveFacts } from './ObjectiveFacts';
import { ObjectiveNumbers } from './ObjectiveNumbers';
import { SpecText } from './SpecText';
import { TierTable } from './TierTable';

const REFRESH_MS = 15_000;

function ObjectiveBody(props: { detail: ObjectiveDetail; error?: Error }) {
  const { detail, error } = props;
  const { objective, evaluation } = detail;
  const classes = useDetailStyles();
  const { t } = useText();
  const counted = evaluation.total !== undefined && evaluation.total > 0;
  const silence =
    evaluation.state === 'unknown' ? evaluation.detail : undefined;
  return (
    <>
      <AnswerLine
        tone={toneOf(evaluation.state)}
        observedAt={evaluation.observedAt}
        reason={error ? t('answer.noContact') : silence}
      >
        {sentenceOf(objective, evaluation, t)}
      </AnswerLine>
      <SourceStrip sources={detail.sources} />
      <div className={classes.page}>
        <div>
          <ObjectiveNumbers detail={detail} />
          {counted && <ObjectiveCharts detail={detail} />}
          {evaluation.tiers.length > 0 && <TierTable detail={detail} />}
          <ExplainPanel detail={detail} />
          <SpecText spec={detail.spec} />
        </div>
        <section
          className={classes.aside}
          aria-label={t('detail.facts', { name: nameText(objective, t) })}
        >
          <h2 className={classes.heading}>{t('detail.about')}</h2>
          <ObjectiveFacts detail={detail} />
        </section>
      </div>
    </>
  );
}

/** One objective: is it met, why, since when, whose is it, and how the number comes about. */
export function ObjectivePage(props: { id: string }) {
  const { id } = props;
  const api = useApi(sloApiRef);
  const classes = useDetailStyles();
  const { t } = useText();
  const paths = usePaths();
  const read = useCallback(
    (signal: AbortSignal) => api.detail(id, { signal }),
    [api, id],
  );
  const { value: detail, error, refresh } = usePolledData(read, REFRESH_MS);
  const gone = error && isMissing(error);
  return (
    <PageBody>
      {paths.root && (
        <Link to={paths.root} className={classes.back}>
          ← {t('detail.back')}
        </Link>
      )}
      {gone && (
        <StateView
          kind="empty"
          title={t('detail.notFound', { id })}
          description={t('detail.notFoundHint')}
        />
      )}
      {!gone && detail && <ObjectiveBody detail={detail} error={error} />}
      {!gone && !detail && error && (
        <StateView
          kind="error"
          title={t('detail.error')}
          error={error}
          action={
            <Button variant="outlined" onClick={refresh}>
              {t('list.retry')}
            </Button>
          }
        />
      )}
      {!detail && !error && (
        <StateView kind="loading" title={t('detail.loading')} />
      )}
    </PageBody>
  );
}

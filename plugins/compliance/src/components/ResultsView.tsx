import { useState } from 'react';
import {
  COMPLIANCE_STATUSES,
  type ResultsResponse,
} from '@chat2sql/plugin-compliance-common';
import { AnswerLine, StateView } from '@chat2sql/plugin-platform-react';
import { useResults } from '../hooks/useCompliance';
import { useText, type Text } from '../hooks/useText';
import type { Answer } from '../model/answer';
import { tallyOf, toneOf } from '../model/counts';
import { statusesOf } from './Filters';
import { LoadingOrError } from './LoadingOrError';
import { ResultTable } from './ResultTable';
import { SourceAges } from './SourceAges';
import { useComplianceStyles } from './styles';
import { useEvidenceDrawer } from './useEvidenceDrawer';

const STEP = 50;
const MOST = 200;

/** Is it all right, over the results in view? */
function answerOf(results: ResultsResponse, t: Text): Answer {
  if (!results.ready) return { tone: 'unknown', text: t('answer.waiting') };
  if (results.total === 0) {
    return { tone: 'missing', text: t('answer.resultsNone') };
  }
  const tally = tallyOf(results.counts);
  const parts: string[] = [];
  if (tally.fail > 0) parts.push(t('answer.results', { count: tally.fail }));
  if (tally.unknown > 0) {
    parts.push(t('answer.resultsUnknown', { n: String(tally.unknown) }));
  }
  if (tally.fail === 0) {
    parts.unshift(
      tally.unknown === results.total
        ? ''
        : t('answer.resultsPass', { n: String(results.total) }),
    );
  }
  return { tone: toneOf(tally), text: parts.join(' ').trim() };
}

/** Results of a component or of everything, worst first, with their evidence. */
export function ResultsView(props: {
  environment?: string;
  check?: string;
  component?: string;
  status?: string;
  /** Shown when there is no result at all. */
  none?: { title: string; description?: string };
}) {
  const { environment, check, component, status } = props;
  const classes = useComplianceStyles();
  const t = useText();
  const [limit, setLimit] = useState(STEP);
  const evidence = useEvidenceDrawer();
  const wanted = statusesOf(status);
  const {
    value: results,
    error,
    refresh,
  } = useResults({
    environment,
    check,
    component,
    status:
      wanted && wanted.length < COMPLIANCE_STATUSES.length
        ? wanted.join(',')
        : undefined,
    limit: String(limit),
  });
  if (!results) {
    return (
      <LoadingOrError
        error={error}
        loading={t('results.loading')}
        failed={t('results.error')}
        onRetry={refresh}
      />
    );
  }
  if (results.access === 'none') {
    return <StateView kind="forbidden" title={t('matrix.forbidden')} />;
  }
  const shown = results.items.length;
  const answer = answerOf(results, t);
  return (
    <>
      {shown > 0 && (
        <AnswerLine
          tone={answer.tone}
          reason={error ? t('answer.noContact') : undefined}
        >
          {answer.text}
        </AnswerLine>
      )}
      <SourceAges sources={results.sources} />
      {shown === 0 ? (
        <StateView
          kind={results.ready ? 'empty' : 'unknown'}
          title={
            results.ready
              ? props.none?.title ?? t('results.empty')
              : t('answer.waiting')
          }
          description={results.ready ? props.none?.description : undefined}
        />
      ) : (
        <ResultTable results={results.items} onOpen={evidence.open} />
      )}
      {results.total > shown && shown < MOST && (
        <button
          type="button"
          className={classes.button}
          onClick={() => setLimit(Math.min(MOST, limit + STEP))}
        >
          {t('results.more', {
            shown: String(shown),
            total: String(results.total),
          })}
        </button>
      )}
      {results.total > shown && shown >= MOST && (
        <p className={classes.note}>
          {t('results.shown', {
            shown: String(shown),
            total: String(results.total),
          })}
        </p>
      )}
      {evidence.drawer}
    </>
  );
}

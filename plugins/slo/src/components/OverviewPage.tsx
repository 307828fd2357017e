import { useMemo } from 'react';
import {
  AnswerLine,
  PageBody,
  ProblemList,
  SourceStrip,
  StateView,
} from '@chat2sql/plugin-platform-react';
import { useFilter } from '../hooks/useFilter';
import { useObjectives } from '../hooks/useObjectives';
import { useText } from '../hooks/useText';
import { answerOf, unreadReason } from '../model/answer';
import { newestObservation } from '../model/newestObservation';
import { choicesOf, rowsOf } from '../model/rows';
import { FilterBar } from './FilterBar';
import { ListPending } from './ListStates';
import { ObjectiveTable } from './ObjectiveTable';

/** Is anything burning now, how much is left, and until when? */
export function OverviewPage() {
  const { t } = useText();
  const { value: list, error, refresh } = useObjectives();
  const state = useFilter();
  const { environment, state: wanted, owner, search } = state.filter;
  const rows = useMemo(
    () =>
      list ? rowsOf(list, { environment, state: wanted, owner, search }) : [],
    [list, environment, wanted, owner, search],
  );
  if (!list) {
    return (
      <PageBody>
        <ListPending error={error} onRetry={refresh} />
      </PageBody>
    );
  }
  const answer = answerOf(list, t);
  const unread = unreadReason(list);
  const nothing = list.items.length === 0 && list.invalid.length === 0;
  return (
    <PageBody>
      <AnswerLine
        tone={answer.tone}
        observedAt={newestObservation(list.items)}
        reason={error ? t('answer.noContact') : undefined}
      >
        {answer.text}
      </AnswerLine>
      <SourceStrip sources={list.sources} />
      <ProblemList
        title={t('list.problems')}
        problems={list.invalid.flatMap(document => document.problems)}
      />
      {unread !== undefined && (
        <StateView
          kind="unknown"
          title={t('list.error')}
          description={unread}
        />
      )}
      {unread === undefined && nothing && (
        <StateView
          kind="empty"
          title={t('list.empty')}
          description={t('list.emptyHint')}
        />
      )}
      {!nothing && (
        <>
          <FilterBar state={state} choices={choicesOf(list)} />
          {rows.length === 0 ? (
            <StateView kind="empty" title={t('filter.nothing')} />
          ) : (
            <ObjectiveTable rows={rows} caption={t('list.caption')} />
          )}
        </>
      )}
    </PageBody>
  );
}

import { useMemo } from 'react';
import {
  AnswerLine,
  PageBody,
  ProblemList,
  SourceStrip,
  StateView,
} from '@chat2sql/plugin-platform-react';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import type { Theme } from '@material-ui/core/styles';
import { useMatrix } from '../hooks/useMatrix';
import { useMatrixFilter } from '../hooks/useMatrixFilter';
import { useMeaningfulMark } from '../hooks/useMeaningfulMark';
import { useText } from '../hooks/useText';
import { answerOf } from '../model/answer';
import { answerText } from '../model/answerText';
import { viewOf } from '../model/matrixView';
import { useCellDrawer } from './CellDrawer';
import { FilterBar } from './FilterBar';
import { MatrixCards } from './MatrixCards';
import { MatrixError, MatrixSkeleton, NoEnvironments } from './MatrixStates';
import { MatrixTable } from './MatrixTable';

/** Which version runs where, is it all right, and how old is that knowledge. */
export function MatrixPage() {
  const t = useText();
  const { snapshot, error, confirmedAt, refresh } = useMatrix();
  const filterState = useMatrixFilter();
  const { tier, status, search, asConfigured } = filterState.filter;
  const drawer = useCellDrawer(snapshot);
  const phone = useMediaQuery<Theme>(theme => theme.breakpoints.down('xs'), {
    noSsr: true,
  });
  const view = useMemo(
    () => snapshot && viewOf(snapshot, { tier, status, search, asConfigured }),
    [snapshot, tier, status, search, asConfigured],
  );
  useMeaningfulMark(Boolean(view));

  if (!snapshot || !view) {
    return (
      <PageBody>
        {error ? (
          <MatrixError error={error} onRetry={refresh} />
        ) : (
          <MatrixSkeleton />
        )}
      </PageBody>
    );
  }
  const Shape = phone ? MatrixCards : MatrixTable;
  return (
    <PageBody>
      <AnswerLine
        tone={answerOf(snapshot).tone}
        observedAt={confirmedAt}
        reason={error ? t('answer.noContact') : undefined}
      >
        {answerText(snapshot, t)}
      </AnswerLine>
      <SourceStrip sources={snapshot.sources} />
      <ProblemList problems={snapshot.problems} title={t('matrix.problems')} />
      {snapshot.environments.length === 0 ? (
        <NoEnvironments />
      ) : (
        <>
          <FilterBar state={filterState} filtered={view.filtered} />
          {view.environments.length === 0 || view.components.length === 0 ? (
            <StateView kind="empty" title={t('filter.nothing')} />
          ) : (
            <Shape view={view} onOpen={drawer.open} />
          )}
        </>
      )}
      {drawer.drawer}
    </PageBody>
  );
}

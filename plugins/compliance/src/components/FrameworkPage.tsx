import {
  AnswerLine,
  PageBody,
  SideDrawer,
  StateView,
  useUrlParam,
} from '@chat2sql/plugin-platform-react';
import type { FrameworkResponse } from '@chat2sql/plugin-compliance-common';
import { Link } from 'react-router-dom';
import { useFramework } from '../hooks/useCompliance';
import { usePaths } from '../hooks/usePaths';
import { localText, useText } from '../hooks/useText';
import { frameworkAnswer } from '../model/answer';
import { CardSummary } from './CardSummary';
import { ControlTable } from './ControlTable';
import { ControlView } from './ControlView';
import { Filters, statusesOf, useFilters } from './Filters';
import { LoadingOrError } from './LoadingOrError';
import { SourceAges } from './SourceAges';
import { useComplianceStyles } from './styles';
import { useEvidenceDrawer } from './useEvidenceDrawer';

function Content(props: {
  frameworkKey: string;
  response: FrameworkResponse;
  error?: Error;
}) {
  const { frameworkKey, response, error } = props;
  const { framework, checks } = response;
  const classes = useComplianceStyles();
  const t = useText();
  const paths = usePaths();
  const filters = useFilters();
  const evidence = useEvidenceDrawer();
  const [controlId, setControl] = useUrlParam('control', undefined, {
    push: true,
  });
  const all = response.environments.map(e => e.id);
  // An environment the viewer does not see counts as no filter.
  const environment = all.find(id => id === filters.environment);
  const shown = environment ? [environment] : all;
  const wanted = statusesOf(filters.status);
  const controls = response.controls
    .map(control => ({
      ...control,
      states: control.states.filter(s => shown.includes(s.environment)),
    }))
    .filter(
      control => !wanted || control.states.some(s => wanted.includes(s.status)),
    );
  const cell = response.cells.find(c => c.environment === environment);
  const control = response.controls.find(c => c.id === controlId);
  const answer = frameworkAnswer(response, environment, t);
  const environmentPath = environment && paths.environment(environment);
  return (
    <>
      <h2 className={classes.heading} style={{ marginTop: 0 }}>
        {localText(framework.title, t)}
      </h2>
      <AnswerLine
        tone={answer.tone}
        observedAt={answer.observedAt}
        reason={error ? t('answer.noContact') : undefined}
      >
        {answer.text}
      </AnswerLine>
      <SourceAges sources={response.sources} />
      {framework.note && (
        <p className={classes.note}>{localText(framework.note, t)}</p>
      )}
      {cell && (
        <div className={classes.note}>
          <CardSummary cell={cell} />
          {environmentPath && (
            <Link to={environmentPath} className={classes.link}>
              {t('framework.seeEnvironment', { environment: cell.environment })}
            </Link>
          )}
        </div>
      )}
      <Filters label={t('filter.label')} filters={filters} environments={all} />
      {controls.length === 0 ? (
        <StateView kind="empty" title={t('framework.nothing')} />
      ) : (
        <ControlTable
          controls={controls}
          environments={shown}
          onOpen={setControl}
        />
      )}
      <p className={classes.note}>
        {t('framework.source', framework.source)}
        {response.access === 'some' && ` ${t('matrix.some')}`}
      </p>
      <SideDrawer
        open={controlId !== undefined && evidence.id === undefined}
        onClose={() => setControl(undefined)}
        title={
          control
            ? t('control.title', {
                id: control.id,
                subject: localText(control.subject, t),
              })
            : controlId
        }
      >
        {control && (
          <ControlView
            key={`${control.id} ${environment}`}
            frameworkKey={frameworkKey}
            control={control}
            checks={checks}
            environment={environment}
            onOpenEvidence={evidence.open}
          />
        )}
        {!control && controlId && (
          <StateView kind="empty" title={t('control.notFound')} />
        )}
      </SideDrawer>
      {evidence.drawer}
    </>
  );
}

/** A framework with its controls, worst first. */
export function FrameworkPage(props: { frameworkKey: string }) {
  const { frameworkKey } = props;
  const classes = useComplianceStyles();
  const t = useText();
  const paths = usePaths();
  const { value: response, error, refresh } = useFramework(frameworkKey);
  return (
    <PageBody>
      <Link to={paths.root ?? ''} className={classes.back}>
        ← {t('framework.all')}
      </Link>
      {!response && (
        <LoadingOrError
          error={error}
          loading={t('matrix.loading')}
          failed={t('matrix.error')}
          missing={t('framework.notFound')}
          onRetry={refresh}
        />
      )}
      {response?.access === 'none' && (
        <StateView kind="forbidden" title={t('matrix.forbidden')} />
      )}
      {response && response.access !== 'none' && (
        <Content
          frameworkKey={frameworkKey}
          response={response}
          error={error}
        />
      )}
    </PageBody>
  );
}

import { useState } from 'react';
import type {
  CheckSummary,
  ControlDetail,
  ControlState,
} from '@chat2sql/plugin-compliance-common';
import { RelativeTime } from '@chat2sql/plugin-platform-react';
import { useResults } from '../hooks/useCompliance';
import { localText, useText } from '../hooks/useText';
import { LoadingOrError } from './LoadingOrError';
import { Repair } from './Repair';
import { ResultList } from './ResultList';
import { StatusWord } from './StatusWord';
import { useComplianceStyles } from './styles';

const FIRST = '20';

function StateLine(props: { state: ControlState }) {
  const { state } = props;
  const classes = useComplianceStyles();
  const t = useText();
  return (
    <li className={classes.item}>
      <div className={classes.itemLine}>
        <StatusWord status={state.status} />
        <span className={classes.name}>{state.environment}</span>
        <span className={classes.meta}>
          {state.since && (
            <>
              {t('control.since')} <RelativeTime at={state.since} />
              {' · '}
            </>
          )}
          {t('results.observed')}{' '}
          {state.observedAt ? (
            <RelativeTime at={state.observedAt} />
          ) : (
            t('evidence.never')
          )}
        </span>
      </div>
      <span className={classes.why}>{state.message}</span>
    </li>
  );
}

/** What proves the control, how strongly, and what it does not prove. */
function Proof(props: {
  control: ControlDetail;
  checks: readonly CheckSummary[];
}) {
  const { control, checks } = props;
  const classes = useComplianceStyles();
  const t = useText();
  const titleOf = (id: string) => {
    const check = checks.find(c => c.id === id);
    return check ? localText(check.title, t) : id;
  };
  return (
    <>
      <h3 className={classes.section}>{t('control.proof')}</h3>
      <ul className={classes.list}>
        {control.edges.map((edge, index) => (
          <li key={index} className={classes.item}>
            <div className={classes.itemLine}>
              <span className={classes.name}>{titleOf(edge.check)}</span>
              <span className={classes.meta}>
                {edge.check} · {t(`control.${edge.strength}`)}
                {!edge.required && ` · ${t('control.optional')}`}
              </span>
            </div>
            {edge.select && (
              <span className={classes.mono}>
                {[...edge.select.controls, ...(edge.select.fields ?? [])].join(
                  ', ',
                )}
              </span>
            )}
            {edge.note && (
              <span className={classes.meta}>{localText(edge.note, t)}</span>
            )}
          </li>
        ))}
      </ul>
      {control.fault && (
        <p className={classes.text}>
          {t('control.fault')}: {control.fault}
        </p>
      )}
      {control.attestation && (
        <p className={classes.text}>
          {t('control.attestation')}:{' '}
          {localText(control.attestation.statement, t)}
        </p>
      )}
      <p className={classes.text}>
        <strong>{t('control.doesNotProve')}: </strong>
        {localText(control.doesNotProve, t)}
      </p>
      {control.automatable !== 'full' && (
        <p className={classes.text}>
          {t(
            control.automatable === 'part'
              ? 'control.machinePart'
              : 'control.machineNone',
          )}
        </p>
      )}
      {control.publisherAssessment === 'manual' && (
        <p className={classes.meta}>{t('control.publisherManual')}</p>
      )}
    </>
  );
}

/** A control in detail: its state, what was judged, how to mend it, what proves it. */
export function ControlView(props: {
  frameworkKey: string;
  control: ControlDetail;
  checks: readonly CheckSummary[];
  environment?: string;
  onOpenEvidence: (id: string) => void;
}) {
  const { control, checks, environment } = props;
  const classes = useComplianceStyles();
  const t = useText();
  const [limit, setLimit] = useState(FIRST);
  const {
    value: results,
    error,
    refresh,
  } = useResults({
    framework: props.frameworkKey,
    control: control.id,
    environment,
    limit,
  });
  const states = control.states.filter(
    s => environment === undefined || s.environment === environment,
  );
  const isWell = states.every(s => s.status === 'pass');
  return (
    <>
      <ul className={classes.list}>
        {states.map(state => (
          <StateLine key={state.environment} state={state} />
        ))}
      </ul>
      <h3 className={classes.section}>
        {environment === undefined
          ? t('control.results')
          : t('control.resultsIn', { environment })}
      </h3>
      {results ? (
        <ResultList
          results={results.items}
          showEnvironment={environment === undefined}
          onOpen={props.onOpenEvidence}
        />
      ) : (
        <LoadingOrError
          error={error}
          loading={t('results.loading')}
          failed={t('results.error')}
          onRetry={refresh}
        />
      )}
      {results && results.total > results.items.length && (
        <button
          type="button"
          className={classes.button}
          onClick={() => setLimit('200')}
        >
          {t('control.moreResults', {
            n: String(Math.min(results.total, 200)),
          })}
        </button>
      )}
      {!isWell && (
        <Repair
          checks={checks.filter(c => control.edges.some(e => e.check === c.id))}
        />
      )}
      <Proof control={control} checks={checks} />
    </>
  );
}

import { parseEntityRef } from '@backstage/catalog-model';
import type { ObjectiveDetail } from '@chat2sql/plugin-slo-common';
import { FreshnessLabel, RelativeTime } from '@chat2sql/plugin-platform-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
import { AlertsCell } from './AlertsCell';
import { useCellStyles } from './cellStyles';
import { useDetailStyles } from './detailStyles';

function nameOf(ref: string): string {
  try {
    return parseEntityRef(ref).name;
  } catch {
    return ref;
  }
}

function linked(to: string | undefined, text: string): ReactNode {
  return to ? <Link to={to}>{text}</Link> : text;
}

/** What the objective is, whose, where its document and its runbook are. */
export function ObjectiveFacts(props: { detail: ObjectiveDetail }) {
  const { objective, evaluation, alerts, spec } = props.detail;
  const classes = useDetailStyles();
  const cell = useCellStyles();
  const { t } = useText();
  const paths = usePaths();
  const { owner, entityRef, environment, runbook, window, bucket } = objective;
  return (
    <>
      {objective.description && (
        <p className={classes.hint}>{objective.description}</p>
      )}
      <dl className={classes.facts}>
        <dt>{t('detail.runbook')}</dt>
        <dd>
          {runbook
            ? linked(paths.runbook(runbook), runbook)
            : t('detail.noRunbook')}
        </dd>
        <dt>{t('detail.owner')}</dt>
        <dd>
          {owner
            ? linked(paths.entity(owner), nameOf(owner))
            : t('detail.noOwner')}
        </dd>
        <dt>{t('list.alerts')}</dt>
        <dd>
          <AlertsCell alerts={alerts} />
          {alerts.active.map(alert => (
            <div
              className={cell.meta}
              key={`${alert.name}/${alert.activeAt}/${alert.severity}`}
            >
              {t('alerts.since', {
                name: alert.name,
                state: t(
                  alert.state === 'firing'
                    ? 'alerts.stateFiring'
                    : 'alerts.statePending',
                ),
              })}{' '}
              <RelativeTime past at={alert.activeAt} />
            </div>
          ))}
        </dd>
        {environment && (
          <>
            <dt>{t('detail.environment')}</dt>
            <dd>{linked(paths.environment(environment), environment)}</dd>
          </>
        )}
        {entityRef && (
          <>
            <dt>{t('detail.entity')}</dt>
            <dd>{linked(paths.entity(entityRef), nameOf(entityRef))}</dd>
          </>
        )}
        <dt>{t('detail.service')}</dt>
        <dd>{objective.service}</dd>
        <dt>{t('detail.window')}</dt>
        <dd>{t(`detail.${window.kind}`, { text: window.text })}</dd>
        {bucket && (
          <>
            <dt>{t('detail.bucket')}</dt>
            <dd>le={bucket}</dd>
          </>
        )}
        {Object.entries(objective.labels).map(([key, value]) => (
          <FactPair key={key} name={key} value={value} />
        ))}
        <dt>{t('detail.document')}</dt>
        <dd>
          {spec.file}
          {spec.commit && (
            <div className={cell.meta} title={spec.commit}>
              {t('detail.commit', { commit: spec.commit.slice(0, 10) })}
            </div>
          )}
        </dd>
        <dt>{t('detail.prometheus')}</dt>
        <dd>{objective.prometheus ?? t('value.none')}</dd>
        <dt>{t('detail.observed')}</dt>
        <dd>
          <FreshnessLabel observedAt={evaluation.observedAt} />
        </dd>
      </dl>
    </>
  );
}

function FactPair(props: { name: string; value: string }) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>{props.value}</dd>
    </>
  );
}

import type {
  EvidenceItem,
  EvidenceResponse,
} from '@chat2sql/plugin-compliance-common';
import { formatRef } from '@chat2sql/plugin-platform-common';
import {
  CopyButton,
  isForbidden,
  RelativeTime,
  StateView,
} from '@chat2sql/plugin-platform-react';
import { useEvidence } from '../hooks/useCompliance';
import { localText, useText } from '../hooks/useText';
import { LoadingOrError } from './LoadingOrError';
import { Repair } from './Repair';
import { StatusWord } from './StatusWord';
import { useComplianceStyles } from './styles';

function ObjectEvidence(props: { item: EvidenceItem }) {
  const { item } = props;
  const classes = useComplianceStyles();
  const t = useText();
  const text = JSON.stringify(item.payload, undefined, 2);
  return (
    <li className={classes.item}>
      <span className={classes.name}>{formatRef(item.ref)}</span>
      <dl className={classes.facts}>
        <dt>{t('evidence.cluster')}</dt>
        <dd>{item.ref.cluster}</dd>
        <dt>{t('evidence.uid')}</dt>
        <dd className={classes.mono}>{item.uid}</dd>
        <dt>{t('evidence.resourceVersion')}</dt>
        <dd className={classes.mono}>{item.resourceVersion}</dd>
        {item.generation !== undefined && (
          <>
            <dt>{t('evidence.generation')}</dt>
            <dd>{item.generation}</dd>
          </>
        )}
        <dt>{t('evidence.sha256')}</dt>
        <dd className={classes.mono}>
          {item.sha256}{' '}
          <CopyButton text={item.sha256} label={t('evidence.copyHash')} />
        </dd>
      </dl>
      <details className={classes.details}>
        <summary>{t('evidence.fields')}</summary>
        <ul className={classes.list}>
          {item.fields.map(field => (
            <li key={field} className={classes.mono}>
              {field}
            </li>
          ))}
        </ul>
      </details>
      <details className={classes.details}>
        <summary>{t('evidence.payload')}</summary>
        <CopyButton text={text} label={t('evidence.copyPayload')} />
        <pre className={classes.payload}>{text}</pre>
      </details>
    </li>
  );
}

function Verdict(props: { evidence: EvidenceResponse }) {
  const { result, check } = props.evidence;
  const classes = useComplianceStyles();
  const t = useText();
  return (
    <dl className={classes.facts}>
      <dt>{t('evidence.verdict')}</dt>
      <dd>
        <StatusWord status={result.status} />
        <div>{result.message}</div>
      </dd>
      <dt>{t('results.check')}</dt>
      <dd>
        {localText(check.title, t)}{' '}
        <span className={classes.meta}>{check.id}</span>
      </dd>
      <dt>{t('evidence.version')}</dt>
      <dd className={classes.mono}>{check.version}</dd>
      <dt>{t('results.environment')}</dt>
      <dd>{result.environment}</dd>
      <dt>{t('evidence.observed')}</dt>
      <dd>
        {result.observedAt ? (
          <RelativeTime at={result.observedAt} />
        ) : (
          t('evidence.never')
        )}
      </dd>
      <dt>{t('evidence.judgedAt')}</dt>
      <dd>
        <RelativeTime at={result.evaluatedAt} />
      </dd>
    </dl>
  );
}

/** The evidence behind a result: verdict, findings, objects with what was read of them. */
export function EvidenceView(props: { id: string }) {
  const classes = useComplianceStyles();
  const t = useText();
  const { value: evidence, error, refresh } = useEvidence(props.id);
  if (!evidence) {
    return error && isForbidden(error) ? (
      <StateView kind="forbidden" description={t('evidence.forbiddenHint')} />
    ) : (
      <LoadingOrError
        error={error}
        loading={t('evidence.loading')}
        failed={t('evidence.error')}
        onRetry={refresh}
      />
    );
  }
  const { result, items, total } = evidence;
  return (
    <>
      <Verdict evidence={evidence} />
      <h3 className={classes.section}>{t('evidence.findings')}</h3>
      {result.findings.length === 0 && <p>{t('evidence.noFindings')}</p>}
      <ul className={classes.list}>
        {result.findings.map((finding, index) => (
          <li key={index} className={classes.item}>
            <div className={classes.itemLine}>
              <StatusWord status={finding.severity} />
              <span className={classes.name}>
                {finding.object && formatRef(finding.object)}
              </span>
              {finding.outdated && (
                <span className={classes.meta}>{t('evidence.outdated')}</span>
              )}
            </div>
            <span>{finding.message}</span>
            {finding.path && (
              <span className={classes.mono}>{finding.path}</span>
            )}
          </li>
        ))}
      </ul>
      {result.findingsTotal > result.findings.length && (
        <p className={classes.meta}>
          {t('evidence.findingsCut', {
            shown: String(result.findings.length),
            total: String(result.findingsTotal),
          })}
        </p>
      )}
      {result.status !== 'pass' && <Repair checks={[evidence.check]} />}
      <h3 className={classes.section}>
        {total === 0
          ? t('evidence.noObjects')
          : t('evidence.objects', { count: total })}
      </h3>
      <ul className={classes.list}>
        {items.map(item => (
          <ObjectEvidence key={item.uid ?? formatRef(item.ref)} item={item} />
        ))}
      </ul>
      {total > items.length && (
        <p className={classes.meta}>
          {t('evidence.objectsCut', {
            shown: String(items.length),
            total: String(total),
          })}
        </p>
      )}
      <p className={classes.text}>
        <strong>{t('control.doesNotProve')}: </strong>
        {localText(evidence.check.doesNotProve, t)}
      </p>
    </>
  );
}

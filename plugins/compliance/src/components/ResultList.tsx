import type { ResultItem } from '@chat2sql/plugin-compliance-common';
import { RelativeTime } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { StatusWord } from './StatusWord';
import { useComplianceStyles } from './styles';

/** Opens the evidence of a result; says so where the viewer may not. */
export function EvidenceButton(props: {
  result: ResultItem;
  onOpen: (id: string) => void;
}) {
  const { result, onOpen } = props;
  const classes = useComplianceStyles();
  const t = useText();
  if (!result.evidenceReadable) {
    return <span className={classes.meta}>{t('results.closed')}</span>;
  }
  return (
    <button
      type="button"
      className={classes.button}
      aria-label={t('results.openOf', {
        check: result.check,
        subject: `${result.subject.kind} ${result.subject.name}`,
        environment: result.environment,
      })}
      onClick={() => onOpen(result.id)}
    >
      {t('results.open')}
    </button>
  );
}

/** Results one below the other, for narrow places. */
export function ResultList(props: {
  results: readonly ResultItem[];
  showEnvironment?: boolean;
  onOpen: (id: string) => void;
}) {
  const classes = useComplianceStyles();
  const t = useText();
  return (
    <ul className={classes.list}>
      {props.results.map(result => (
        <li key={result.id} className={classes.item}>
          <div className={classes.itemLine}>
            <StatusWord status={result.status} />
            <span className={classes.name}>
              {result.subject.kind} {result.subject.name}
            </span>
            <span className={classes.meta}>
              {props.showEnvironment && `${result.environment} · `}
              {result.check}
            </span>
          </div>
          <span className={classes.why}>{result.message}</span>
          <div className={classes.itemLine}>
            <span className={classes.meta}>
              {t('results.observed')}{' '}
              {result.observedAt ? (
                <RelativeTime at={result.observedAt} />
              ) : (
                t('evidence.never')
              )}
              {' · '}
              {t('control.since')} <RelativeTime at={result.since} />
            </span>
            <EvidenceButton result={result} onOpen={props.onOpen} />
          </div>
        </li>
      ))}
    </ul>
  );
}

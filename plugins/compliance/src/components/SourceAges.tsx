import type { SourceState } from '@chat2sql/plugin-platform-common';
import { RelativeTime, SourceStrip } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { useComplianceStyles } from './styles';

/** Sources in trouble first, loudly; then every source with the age of its last answer. */
export function SourceAges(props: { sources: readonly SourceState[] }) {
  const classes = useComplianceStyles();
  const t = useText();
  return (
    <>
      <SourceStrip sources={props.sources} />
      {props.sources.length > 0 && (
        <p className={classes.note}>
          {t('sources.heading')}
          {': '}
          {props.sources.map((source, index) => (
            <span key={source.id}>
              {index > 0 && ' · '}
              {source.title}{' '}
              {source.lastSuccess ? (
                <RelativeTime at={source.lastSuccess} />
              ) : (
                t('sources.never')
              )}
            </span>
          ))}
        </p>
      )}
    </>
  );
}

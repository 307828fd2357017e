import type {
  SourceCondition,
  SourceState,
  StatusTone,
} from '@chat2sql/plugin-platform-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { tokensOf } from '../tokens/tokens';
import { platformTranslationRef } from '../translation';
import { RelativeTime } from './RelativeTime';
import { StatusIcon } from './StatusIcon';

const TONES: Record<Exclude<SourceCondition, 'ok'>, StatusTone> = {
  stale: 'degraded',
  unknown: 'unknown',
  forbidden: 'failed',
  failed: 'failed',
  absent: 'missing',
};

const useStyles = makeStyles(
  theme => ({
    root: {
      margin: theme.spacing(0, 0, 2),
      padding: theme.spacing(1, 2),
      listStyle: 'none',
      borderRadius: theme.shape.borderRadius,
      border: `1px solid ${tokensOf(theme).hairline}`,
      background: tokensOf(theme).surface,
      color: tokensOf(theme).text,
      '& li': {
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        columnGap: theme.spacing(1),
        minHeight: 28,
        overflowWrap: 'anywhere',
      },
    },
    meta: { fontSize: 12, color: tokensOf(theme).muted },
  }),
  { name: 'Chat2SqlSourceStrip' },
);

/**
 * Sources that do not answer as they should, one line each: which, how, since
 * when, why, and when they last answered. Draws nothing while all are well.
 *
 * @param props - `sources` of the page; `absent` sources are left out, for not
 * having something installed is no fault
 */
export function SourceStrip(props: { sources: readonly SourceState[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(platformTranslationRef);
  const shown = props.sources.filter(
    s => s.condition !== 'ok' && s.condition !== 'absent',
  );
  if (shown.length === 0) return null;
  return (
    <ul className={classes.root} aria-label={t('source.heading')}>
      {shown.map(source => {
        const condition = source.condition as Exclude<SourceCondition, 'ok'>;
        return (
          <li key={source.id}>
            <StatusIcon tone={TONES[condition]} size={14} />
            <strong>{source.title}</strong>
            <span>
              {t(`source.${condition}`)}
              {source.reason && `: ${source.reason}`}
            </span>
            <span className={classes.meta}>
              {source.since && (
                <>
                  {t('source.since')} <RelativeTime past at={source.since} />
                </>
              )}
              {source.since && source.lastSuccess && ' · '}
              {source.lastSuccess && (
                <>
                  {t('source.lastGood')}{' '}
                  <RelativeTime past at={source.lastSuccess} />
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

import {
  freshnessOf,
  type FreshnessLimits,
} from '@chat2sql/plugin-platform-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { useNow } from '../hooks/useNow';
import { tokensOf } from '../tokens/tokens';
import { platformTranslationRef } from '../translation';
import { RelativeTime } from './RelativeTime';
import { StatusIcon } from './StatusIcon';

const DEFAULT_LIMITS: FreshnessLimits = {
  lateAfterMs: 60_000,
  staleAfterMs: 300_000,
};

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      flexWrap: 'wrap',
      columnGap: 6,
      verticalAlign: 'middle',
      fontSize: 12,
      lineHeight: '16px',
      color: tokensOf(theme).muted,
    },
    old: { fontWeight: 600, '& svg': { verticalAlign: -2 } },
  }),
  { name: 'Chat2SqlFreshnessLabel' },
);

/**
 * How old a value is. A fresh one is a quiet "Updated 12 s ago"; a late one, a
 * stale one or one with a reason looks old: hollow mark, "Last observed 8 min
 * ago" and the reason; one never observed says so.
 *
 * @param props - `observedAt` RFC 3339 time of the observation, absent when
 * never observed; `reason` why it is not fresh, in words; `limits` ages in
 * milliseconds (default: late after 1 min, stale after 5 min)
 */
export function FreshnessLabel(props: {
  observedAt?: string;
  reason?: string;
  limits?: FreshnessLimits;
}) {
  const { observedAt, reason, limits = DEFAULT_LIMITS } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(platformTranslationRef);
  const now = useNow(5000);
  const freshness = freshnessOf(observedAt, new Date(now), limits);
  const old = freshness !== 'fresh' || Boolean(reason);
  return (
    <span className={classes.root}>
      <span className={old ? classes.old : undefined}>
        {old && <StatusIcon tone="unknown" size={12} />}{' '}
        {observedAt === undefined || freshness === 'never' ? (
          t('freshness.never')
        ) : (
          <>
            {t(old ? 'freshness.lastValue' : 'freshness.updated')}{' '}
            <RelativeTime past at={observedAt} />
          </>
        )}
      </span>
      {reason && <span>{reason}</span>}
    </span>
  );
}

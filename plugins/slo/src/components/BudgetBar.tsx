import { useTheme } from '@material-ui/core/styles';
import { tokensOf } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { useCellStyles } from './cellStyles';

const ZERO = 24;
const FULL = 72;
const LITTLE = 0.1;

/**
 * Budget left as a bar with its number. Left of the zero line it is overdrawn;
 * one more budget overdrawn fills that side.
 *
 * @param props - `remaining` is the share left, `text` its number in percent;
 * both undefined when nothing was counted; `old` marks a number that is no
 * longer observed
 */
export function BudgetBar(props: {
  remaining?: number;
  text?: string;
  old?: boolean;
  /** Leaves the bar out where there is no room for it. */
  numberOnly?: boolean;
}) {
  const { remaining, text, old, numberOnly } = props;
  const classes = useCellStyles();
  const palette = tokensOf(useTheme());
  const { t } = useText();
  if (remaining === undefined || text === undefined) {
    return <span className={classes.meta}>{t('value.unknown')}</span>;
  }
  let color = palette.muted;
  if (remaining <= 0) color = palette.tones.failed.main;
  else if (remaining < LITTLE) color = palette.tones.degraded.main;
  const right = Math.min(1, Math.max(0, remaining)) * FULL;
  const left = Math.min(1, Math.max(0, -remaining)) * ZERO;
  return (
    <span className={classes.budget}>
      {!numberOnly && (
        <span
          className={classes.bar}
          role="img"
          aria-label={t(
            remaining < 0 ? 'value.barOverdrawn' : 'value.barLabel',
            {
              value: text,
            },
          )}
        >
          <span
            className={classes.fill}
            style={{
              left: ZERO - left,
              width: left + right,
              background: color,
              opacity: old ? 0.45 : 1,
            }}
          />
          <span className={classes.zero} />
        </span>
      )}
      <span className={`${classes.number} ${old ? classes.old : ''}`}>
        {t('value.percent', { value: text })}
      </span>
    </span>
  );
}

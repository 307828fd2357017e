import type { ReactNode } from 'react';
import type {
  FreshnessLimits,
  StatusTone,
} from '@chat2sql/plugin-platform-common';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { tokensOf } from '../tokens/tokens';
import { FreshnessLabel } from './FreshnessLabel';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-start',
      gap: theme.spacing(1.5),
      padding: theme.spacing(1.5, 2),
      marginBottom: theme.spacing(3),
      borderRadius: theme.shape.borderRadius,
      border: `1px solid ${tokensOf(theme).hairline}`,
      background: tokensOf(theme).surface,
      color: tokensOf(theme).text,
    },
    icon: { display: 'flex', paddingTop: 4 },
    words: { flex: '1 1 260px', minWidth: 0 },
    sentence: {
      margin: 0,
      fontSize: 20,
      lineHeight: '28px',
      fontWeight: 600,
      fontVariantNumeric: 'tabular-nums',
      overflowWrap: 'anywhere',
    },
    actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  }),
  { name: 'Chat2SqlAnswerLine' },
);

const LOUD: ReadonlySet<StatusTone> = new Set([
  'failed',
  'degraded',
  'missing',
  'unknown',
]);

/**
 * The answer to the page's question, in one sentence, before anything else.
 * What needs a person stands on the tint of its tone; the rest is quiet.
 *
 * @param props - `children` is the sentence, already translated; `observedAt`,
 * `reason` and `limits` as in FreshnessLabel, shown when one of them is given; `actions`
 * are the next steps
 */
export function AnswerLine(props: {
  tone: StatusTone;
  children: ReactNode;
  observedAt?: string;
  reason?: string;
  limits?: FreshnessLimits;
  actions?: ReactNode;
}) {
  const classes = useStyles();
  const { tone, observedAt, reason } = props;
  const { main, tint } = tokensOf(useTheme()).tones[tone];
  const ground = LOUD.has(tone)
    ? { background: tint, borderColor: main }
    : undefined;
  return (
    <div className={classes.root} style={ground} data-tone={tone}>
      <span className={classes.icon}>
        <StatusIcon tone={tone} size={20} />
      </span>
      <div className={classes.words}>
        <p className={classes.sentence} role="status">
          {props.children}
        </p>
        {(observedAt !== undefined || reason !== undefined) && (
          <FreshnessLabel
            observedAt={observedAt}
            reason={reason}
            limits={props.limits}
          />
        )}
      </div>
      {props.actions && <div className={classes.actions}>{props.actions}</div>}
    </div>
  );
}

import { useId, type ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { StatusTone } from '@chat2sql/plugin-platform-common';
import { makeStyles } from '@material-ui/core/styles';
import { describeError, isForbidden } from '../errors/describeError';
import { tokensOf } from '../tokens/tokens';
import { platformTranslationRef } from '../translation';
import { Skeleton } from './Skeleton';
import { StatusIcon } from './StatusIcon';

/** What a view shows instead of its content. */
export type StateKind = 'loading' | 'empty' | 'forbidden' | 'error' | 'unknown';

const TONES: Record<Exclude<StateKind, 'loading'>, StatusTone> = {
  empty: 'missing',
  forbidden: 'suspended',
  error: 'failed',
  unknown: 'unknown',
};

const useStyles = makeStyles(
  theme => ({
    loading: { display: 'grid', gap: theme.spacing(1) },
    hidden: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
      whiteSpace: 'nowrap',
    },
    root: {
      display: 'flex',
      gap: theme.spacing(1.5),
      padding: theme.spacing(3, 2),
      border: `1px solid ${tokensOf(theme).hairline}`,
      borderRadius: theme.shape.borderRadius,
      background: tokensOf(theme).surface,
      color: tokensOf(theme).text,
    },
    icon: { paddingTop: 3 },
    words: { minWidth: 0, overflowWrap: 'anywhere' },
    title: { margin: 0, fontSize: 16, lineHeight: '24px', fontWeight: 600 },
    text: {
      margin: theme.spacing(0.5, 0, 0),
      maxWidth: '72ch',
      color: tokensOf(theme).muted,
    },
    action: { marginTop: theme.spacing(2) },
  }),
  { name: 'Chat2SqlStateView' },
);

/**
 * What stands where content would be: loading, nothing there, not allowed, not
 * readable, not known. Each says what is going on and offers the next step.
 *
 * @param props - `title` is the sentence (for loading: what loads, read aloud);
 * `error` is described under it, and a refusal (401, 403) turns the kind
 * `error` into `forbidden`; `action` is the next step; `children` replaces the
 * default skeleton of `loading` and `rows` sets its number of lines
 */
export function StateView(props: {
  kind: StateKind;
  title?: string;
  description?: ReactNode;
  action?: ReactNode;
  error?: Error;
  children?: ReactNode;
  rows?: number;
}) {
  const classes = useStyles();
  const titleId = useId();
  const { t } = useTranslationRef(platformTranslationRef);
  const { error, rows = 6 } = props;
  const refused = props.kind === 'error' && error && isForbidden(error);
  const kind = refused ? 'forbidden' : props.kind;

  if (kind === 'loading') {
    return (
      <div className={classes.loading} role="status" aria-busy="true">
        <span className={classes.hidden}>
          {props.title ?? t('state.loading')}
        </span>
        {props.children ??
          Array.from({ length: rows }, (_, i) => (
            <Skeleton key={i} height={i === 0 ? 48 : 40} />
          ))}
      </div>
    );
  }
  const description =
    props.description ??
    (kind === 'forbidden' ? t('state.forbiddenHint') : undefined);
  return (
    <section className={classes.root} aria-labelledby={titleId}>
      <span className={classes.icon}>
        <StatusIcon tone={TONES[kind]} size={18} />
      </span>
      <div className={classes.words}>
        <h2 className={classes.title} id={titleId}>
          {(!refused && props.title) || t(`state.${kind}`)}
        </h2>
        {description && <p className={classes.text}>{description}</p>}
        {error && !refused && (
          <p className={classes.text}>{describeError(error)}</p>
        )}
        {props.action && <div className={classes.action}>{props.action}</div>}
      </div>
    </section>
  );
}

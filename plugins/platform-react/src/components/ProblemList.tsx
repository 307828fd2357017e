import type { Problem } from '@chat2sql/plugin-platform-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { tokensOf } from '../tokens/tokens';
import { platformTranslationRef } from '../translation';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(
  theme => ({
    root: {
      margin: theme.spacing(0, 0, 2),
      padding: theme.spacing(1, 2),
      borderRadius: theme.shape.borderRadius,
      border: `1px solid ${tokensOf(theme).tones.degraded.main}`,
      background: tokensOf(theme).tones.degraded.tint,
      color: tokensOf(theme).text,
    },
    title: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      margin: 0,
      fontSize: 14,
      lineHeight: '24px',
      fontWeight: 600,
    },
    list: { margin: 0, paddingLeft: theme.spacing(3) },
    file: { fontFamily: 'monospace', overflowWrap: 'anywhere' },
  }),
  { name: 'Chat2SqlProblemList' },
);

/** A problem as far as a page needs it. */
export type ProblemLike = Pick<Problem, 'file' | 'path' | 'message'> &
  Partial<Problem>;

/**
 * Faults in somebody's input: file, field, what is wrong, what was found, what
 * is allowed. Draws nothing without problems.
 *
 * @param props - `title` replaces the default heading
 */
export function ProblemList(props: {
  problems: readonly ProblemLike[];
  title?: string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(platformTranslationRef);
  if (props.problems.length === 0) return null;
  return (
    <section className={classes.root}>
      <h2 className={classes.title}>
        <StatusIcon tone="degraded" size={14} />
        {props.title ?? t('problems.heading')}
      </h2>
      <ul className={classes.list}>
        {props.problems.map((problem, index) => (
          <li key={index}>
            <span className={classes.file}>
              {problem.file}
              {problem.line !== undefined && `:${problem.line}`}
              {problem.path && ` ${problem.path}`}
            </span>
            {`: ${problem.message}`}
            {problem.found &&
              `, ${t('problems.found', { value: problem.found })}`}
            {problem.allowed &&
              `; ${t('problems.allowed', { value: problem.allowed })}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { ReactNode } from 'react';
import type { StatusTone } from '@chat2sql/plugin-platform-common';
import { makeStyles } from '@material-ui/core/styles';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(
  {
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 6,
      whiteSpace: 'nowrap',
      verticalAlign: 'top',
    },
  },
  { name: 'Chat2SqlStatusBadge' },
);

/**
 * A status: shape, word and colour together.
 *
 * @param props - `tone` chooses shape and colour, `children` is the word
 * ("Healthy", "At risk", "Not evidenced"), already translated
 */
export function StatusBadge(props: {
  tone: StatusTone;
  children: ReactNode;
  size?: number;
}) {
  const classes = useStyles();
  return (
    <span className={classes.root}>
      <StatusIcon tone={props.tone} size={props.size} />
      <span>{props.children}</span>
    </span>
  );
}

import type { PropsWithChildren } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      padding: theme.spacing(3),
      maxWidth: 1680,
      margin: '0 auto',
      [theme.breakpoints.down('sm')]: { padding: theme.spacing(2) },
    },
  }),
  { name: 'Chat2SqlPageBody' },
);

/** The main landmark and the padding of every page of ours (not of entity tabs). */
export function PageBody(props: PropsWithChildren<{}>) {
  const classes = useStyles();
  return <main className={classes.root}>{props.children}</main>;
}

import { Fragment, type ReactNode } from 'react';
import { tokensOf } from '@chat2sql/plugin-platform-react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns: 'minmax(96px, max-content) minmax(0, 1fr)',
      gap: theme.spacing(0.5, 2),
      margin: 0,
      '& dt': { color: tokensOf(theme).muted },
      '& dd': { margin: 0, overflowWrap: 'anywhere' },
    },
  }),
  { name: 'Chat2SqlFactList' },
);

/** Facts as name and value, one per line; those without a value are left out. */
export function FactList(props: {
  facts: ReadonlyArray<{ name: string; value: ReactNode | undefined }>;
}) {
  const classes = useStyles();
  return (
    <dl className={classes.root}>
      {props.facts
        .filter(fact => fact.value !== undefined && fact.value !== '')
        .map(fact => (
          <Fragment key={fact.name}>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}

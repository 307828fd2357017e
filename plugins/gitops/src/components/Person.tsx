import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { tokensOf } from '@chat2sql/plugin-platform-react';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from 'react-router-dom';
import { usePaths } from '../hooks/usePaths';

const useStyles = makeStyles(
  theme => ({
    link: {
      color: tokensOf(theme).link,
      textDecoration: 'underline',
    },
  }),
  { name: 'Chat2SqlPerson' },
);

/** A person by name; a link to their page unless it stands in a row that is one already. */
export function Person(props: { entityRef: string; plain?: boolean }) {
  const classes = useStyles();
  const paths = usePaths();
  const { primaryTitle } = useEntityPresentation(props.entityRef, {
    defaultKind: 'user',
  });
  const path = paths.entity(props.entityRef);
  if (props.plain || !path) return <span>{primaryTitle}</span>;
  return (
    <Link to={path} className={classes.link}>
      {primaryTitle}
    </Link>
  );
}

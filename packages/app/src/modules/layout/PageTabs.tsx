import type { ReactNode } from 'react';
import { NavLink } from 'react-router-dom';
import { makeStyles } from '@material-ui/core/styles';
import { tokensOf } from '@chat2sql/plugin-platform-react';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      gap: theme.spacing(0.5),
      margin: theme.spacing(0, 3, 3),
      padding: 0,
      overflowX: 'auto',
      listStyle: 'none',
      borderBottom: `1px solid ${tokensOf(theme).hairline}`,
      [theme.breakpoints.down('sm')]: { margin: theme.spacing(0, 2, 3) },
    },
    tab: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.75),
      height: 40,
      padding: theme.spacing(0, 1.5),
      whiteSpace: 'nowrap',
      color: tokensOf(theme).muted,
      borderBottom: '2px solid transparent',
      '&:hover': { color: tokensOf(theme).text },
      '&:focus-visible': { outlineOffset: '-2px !important' },
      '&[aria-current="page"]': {
        color: tokensOf(theme).link,
        fontWeight: 600,
        borderBottomColor: tokensOf(theme).link,
      },
    },
  }),
  { name: 'Chat2SqlPageTabs' },
);

/** The sub-pages of a page: links, for each has an address of its own. */
export function PageTabs(props: {
  label: string;
  tabs: ReadonlyArray<{
    id: string;
    label: string;
    href: string;
    icon?: ReactNode;
  }>;
}) {
  const classes = useStyles();
  return (
    <nav aria-label={props.label}>
      <ul className={classes.root}>
        {props.tabs.map(tab => (
          <li key={tab.id}>
            <NavLink to={tab.href} className={classes.tab}>
              {tab.icon}
              {tab.label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

import { makeStyles } from '@material-ui/core/styles';
import { tokensOf } from '@chat2sql/plugin-platform-react';

/** Styles of the home page. */
export const useHomeStyles = makeStyles(
  theme => ({
    grid: {
      display: 'grid',
      gap: theme.spacing(4),
      alignItems: 'start',
      gridTemplateColumns: 'minmax(0, 1fr)',
      [theme.breakpoints.up('md')]: {
        gridTemplateColumns: 'minmax(0, 2fr) minmax(260px, 1fr)',
      },
    },
    column: { display: 'grid', gap: theme.spacing(3), minWidth: 0 },
    title: {
      margin: theme.spacing(0, 0, 1),
      fontSize: 16,
      lineHeight: '24px',
      fontWeight: 600,
    },
    search: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      height: 44,
      marginBottom: theme.spacing(3),
      padding: theme.spacing(0, 1.5),
      borderRadius: theme.shape.borderRadius,
      border: `1px solid ${tokensOf(theme).muted}`,
      background: tokensOf(theme).surface,
      '&:focus-within': {
        borderColor: tokensOf(theme).link,
        outline: `1px solid ${tokensOf(theme).link}`,
      },
    },
    searchInput: {
      flex: 1,
      minWidth: 0,
      height: '100%',
      border: 0,
      outline: 'none',
      font: 'inherit',
      fontSize: 16,
      color: tokensOf(theme).text,
      background: 'none',
      '&::placeholder': { color: tokensOf(theme).muted, opacity: 1 },
    },
    list: {
      margin: 0,
      padding: 0,
      listStyle: 'none',
      borderRadius: theme.shape.borderRadius,
      border: `1px solid ${tokensOf(theme).hairline}`,
      background: tokensOf(theme).surface,
      '& > li + li': { borderTop: `1px solid ${tokensOf(theme).hairline}` },
    },
    row: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1.5),
      minHeight: 44,
      padding: theme.spacing(0.5, 2),
      color: tokensOf(theme).text,
      textDecoration: 'none',
      '&:hover': { background: tokensOf(theme).tones.unknown.tint },
      '& svg': { color: tokensOf(theme).muted, fontSize: 20 },
    },
    words: { minWidth: 0, overflowWrap: 'anywhere' },
    meta: {
      display: 'block',
      fontSize: 12,
      lineHeight: '16px',
      color: tokensOf(theme).muted,
    },
    more: {
      display: 'inline-block',
      marginTop: theme.spacing(1),
      color: tokensOf(theme).link,
    },
  }),
  { name: 'Chat2SqlHome' },
);

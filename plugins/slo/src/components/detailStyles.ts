import { makeStyles } from '@material-ui/core/styles';
import { tokensOf } from '@chat2sql/plugin-platform-react';

/** Styles of the page of one objective. */
export const useDetailStyles = makeStyles(
  theme => ({
    back: {
      display: 'inline-block',
      marginBottom: theme.spacing(1.5),
      color: tokensOf(theme).link,
      '&:hover': { textDecoration: 'underline' },
    },
    page: {
      display: 'grid',
      gap: theme.spacing(4),
      alignItems: 'start',
      gridTemplateColumns: 'minmax(0, 1fr)',
      [theme.breakpoints.up('md')]: {
        gridTemplateColumns: 'minmax(0, 2fr) minmax(260px, 1fr)',
      },
    },
    numbers: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))',
      gap: theme.spacing(2),
      margin: theme.spacing(0, 0, 3),
      '& dt': { fontSize: 12, color: tokensOf(theme).muted },
      '& dd': {
        margin: 0,
        fontSize: 18,
        lineHeight: '26px',
        fontWeight: 600,
        fontVariantNumeric: 'tabular-nums',
      },
    },
    heading: {
      margin: theme.spacing(0, 0, 1),
      fontSize: 16,
      lineHeight: '24px',
      fontWeight: 600,
    },
    section: {
      paddingTop: theme.spacing(3),
      marginTop: theme.spacing(3),
      borderTop: `1px solid ${tokensOf(theme).hairline}`,
    },
    hint: { margin: theme.spacing(0, 0, 1), color: tokensOf(theme).muted },
    aside: {
      padding: theme.spacing(2),
      borderRadius: theme.shape.borderRadius,
      border: `1px solid ${tokensOf(theme).hairline}`,
      background: tokensOf(theme).surface,
    },
    facts: {
      display: 'grid',
      gridTemplateColumns: 'minmax(96px, auto) minmax(0, 1fr)',
      gap: theme.spacing(0.75, 2),
      margin: 0,
      '& dt': { color: tokensOf(theme).muted },
      '& dd': { margin: 0, overflowWrap: 'anywhere' },
      '& a': { color: tokensOf(theme).link },
    },
    ranges: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5),
      margin: theme.spacing(0, 0, 2),
      padding: 0,
      border: 0,
      '& label': {
        display: 'inline-flex',
        alignItems: 'center',
        gap: 4,
        minHeight: 32,
        padding: theme.spacing(0, 1),
      },
    },
    disclosure: {
      '& > summary': {
        fontSize: 16,
        lineHeight: '24px',
        fontWeight: 600,
        cursor: 'pointer',
      },
    },
    steps: {
      margin: theme.spacing(1, 0),
      paddingLeft: theme.spacing(3),
      fontVariantNumeric: 'tabular-nums',
      '& li': { marginBottom: theme.spacing(0.5), overflowWrap: 'anywhere' },
    },
    code: {
      margin: theme.spacing(1, 0),
      padding: theme.spacing(1.5),
      maxHeight: 420,
      overflow: 'auto',
      borderRadius: theme.shape.borderRadius,
      border: `1px solid ${tokensOf(theme).hairline}`,
      background: tokensOf(theme).ground,
      fontFamily: 'var(--bui-font-monospace, monospace)',
      fontSize: 12,
      lineHeight: '18px',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
    table: {
      width: '100%',
      borderCollapse: 'collapse',
      fontVariantNumeric: 'tabular-nums',
      '& caption': {
        position: 'absolute',
        width: 1,
        height: 1,
        overflow: 'hidden',
        clip: 'rect(0 0 0 0)',
      },
      '& th, & td': {
        padding: theme.spacing(0.75, 1),
        textAlign: 'left',
        verticalAlign: 'top',
        borderBottom: `1px solid ${tokensOf(theme).hairline}`,
      },
      '& thead th': { fontSize: 12, color: tokensOf(theme).muted },
      '& tbody th': { fontWeight: 400 },
    },
    scroll: { overflowX: 'auto' },
  }),
  { name: 'Chat2SqlSloDetail' },
);

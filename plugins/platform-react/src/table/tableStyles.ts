import { makeStyles } from '@material-ui/core/styles';
import { tokensOf } from '../tokens/tokens';

/** Styles of DataTable. */
export const useTableStyles = makeStyles(
  theme => ({
    region: {
      background: tokensOf(theme).surface,
      border: `1px solid ${tokensOf(theme).hairline}`,
      borderRadius: theme.shape.borderRadius,
    },
    rowHead: { minWidth: 150 },
    // While everything fits, the page scrolls and the header sticks to its top;
    // otherwise the table scrolls sideways and the first column stays in view.
    scrolling: {
      overflowX: 'auto',
      '&:focus-visible': { outline: `2px solid ${tokensOf(theme).link}` },
      '& $rowHead, & th:first-child': {
        position: 'sticky',
        left: 0,
        zIndex: 2,
        background: tokensOf(theme).surface,
        borderRight: `1px solid ${tokensOf(theme).hairline}`,
      },
    },

    table: {
      width: '100%',
      borderCollapse: 'separate',
      borderSpacing: 0,
      fontSize: 14,
      lineHeight: '20px',
      color: tokensOf(theme).text,
      fontVariantNumeric: 'tabular-nums',
    },
    caption: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
    },
    head: {
      position: 'sticky',
      top: 0,
      zIndex: 1,
      padding: 0,
      height: 36,
      textAlign: 'left',
      fontSize: 12,
      fontWeight: 600,
      whiteSpace: 'nowrap',
      color: tokensOf(theme).muted,
      background: tokensOf(theme).surface,
      borderBottom: `1px solid ${tokensOf(theme).hairline}`,
      '&:first-child': { borderTopLeftRadius: theme.shape.borderRadius },
      '&:last-child': { borderTopRightRadius: theme.shape.borderRadius },
    },
    label: { padding: theme.spacing(0, 1.5) },
    sortButton: {
      display: 'flex',
      alignItems: 'center',
      gap: 4,
      width: '100%',
      height: 36,
      padding: theme.spacing(0, 1.5),
      border: 0,
      font: 'inherit',
      color: 'inherit',
      background: 'none',
      cursor: 'pointer',
      '&:hover': { color: tokensOf(theme).text },
      '&:focus-visible': {
        outline: `2px solid ${tokensOf(theme).link}`,
        outlineOffset: -2,
      },
    },
    arrow: { width: 10, flex: 'none' },
    cell: {
      height: 40,
      padding: theme.spacing(0.75, 1.5),
      verticalAlign: 'middle',
      fontWeight: 'normal',
      textAlign: 'left',
      borderBottom: `1px solid ${tokensOf(theme).hairline}`,
      'tr:last-child > &': { borderBottom: 0 },
    },
    right: { textAlign: 'right', justifyContent: 'flex-end' },
    center: { textAlign: 'center', justifyContent: 'center' },
    linkRow: {
      cursor: 'pointer',
      '&:hover > *': { background: tokensOf(theme).tones.unknown.tint },
    },
    link: {
      color: 'inherit',
      textDecoration: 'none',
      fontWeight: 600,
      '&:hover': { textDecoration: 'underline' },
      '&:focus-visible': {
        outline: `2px solid ${tokensOf(theme).link}`,
        outlineOffset: 2,
        borderRadius: 2,
      },
    },
    pager: {
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'flex-end',
      gap: theme.spacing(0.5),
      padding: theme.spacing(0.5, 1),
      fontSize: 12,
      color: tokensOf(theme).muted,
    },
    empty: {
      padding: theme.spacing(3, 2),
      textAlign: 'center',
      color: tokensOf(theme).muted,
    },
  }),
  { name: 'Chat2SqlDataTable' },
);

import { tokensOf } from '@chat2sql/plugin-platform-react';
import { makeStyles } from '@material-ui/core/styles';

const MONOSPACE =
  'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';

/** Styles of the diff viewer. */
export const useDiffStyles = makeStyles(
  theme => {
    const tokens = tokensOf(theme);
    const focus = {
      outline: `2px solid ${tokens.link}`,
      outlineOffset: 1,
    };
    return {
      layout: {
        display: 'grid',
        gap: theme.spacing(2),
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
      bar: {
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'baseline',
        justifyContent: 'space-between',
        gap: theme.spacing(1),
      },
      summary: { margin: 0, color: tokens.muted },
      textButton: {
        padding: 0,
        border: 0,
        background: 'none',
        font: 'inherit',
        color: tokens.link,
        cursor: 'pointer',
        '&:hover': { textDecoration: 'underline' },
        '&:focus-visible': focus,
      },
      file: {
        border: `1px solid ${tokens.hairline}`,
        borderRadius: theme.shape.borderRadius,
        background: tokens.surface,
        overflow: 'hidden',
      },
      heading: { margin: 0, fontSize: 14, fontWeight: 400 },
      toggle: {
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: theme.spacing(0.5, 1.5),
        width: '100%',
        minHeight: 40,
        padding: theme.spacing(0.5, 1.5),
        border: 0,
        background: 'none',
        font: 'inherit',
        color: tokens.text,
        textAlign: 'left',
        cursor: 'pointer',
        '&:hover': { background: tokens.tones.unknown.tint },
        '&:focus-visible': { ...focus, outlineOffset: -2 },
      },
      arrow: { flex: 'none', width: 12 },
      path: {
        flex: '1 1 240px',
        minWidth: 0,
        fontFamily: MONOSPACE,
        fontSize: 13,
        overflowWrap: 'anywhere',
      },
      meta: { fontSize: 12, color: tokens.muted, whiteSpace: 'nowrap' },
      region: {
        overflowX: 'auto',
        borderTop: `1px solid ${tokens.hairline}`,
        '&:focus-visible': { ...focus, outlineOffset: -2 },
      },
      table: {
        width: '100%',
        borderCollapse: 'collapse',
        fontFamily: MONOSPACE,
        fontSize: 12,
        lineHeight: '20px',
      },
      hidden: {
        position: 'absolute',
        width: 1,
        height: 1,
        overflow: 'hidden',
        clip: 'rect(0 0 0 0)',
        whiteSpace: 'nowrap',
      },
      columnHeading: { position: 'relative', height: 0, padding: 0 },
      number: {
        width: 1,
        minWidth: 40,
        padding: theme.spacing(0, 1),
        textAlign: 'right',
        verticalAlign: 'top',
        color: tokens.muted,
        userSelect: 'none',
        fontVariantNumeric: 'tabular-nums',
        fontWeight: 400,
      },
      sign: {
        width: 1,
        padding: theme.spacing(0, 0.5),
        verticalAlign: 'top',
        userSelect: 'none',
      },
      text: {
        padding: theme.spacing(0, 2, 0, 0.5),
        whiteSpace: 'pre',
        tabSize: 2,
      },
      add: {
        background: tokens.tones.healthy.tint,
        '& $sign': { color: tokens.tones.healthy.main },
        '& mark': { borderBottomColor: tokens.tones.healthy.main },
      },
      remove: {
        background: tokens.tones.failed.tint,
        '& $sign': { color: tokens.tones.failed.main },
        '& mark': { borderBottomColor: tokens.tones.failed.main },
      },
      context: {},
      mark: {
        color: 'inherit',
        background: 'none',
        fontWeight: 700,
        borderBottom: '2px solid',
      },
      gap: {
        padding: theme.spacing(0, 1.5),
        color: tokens.muted,
        background: tokens.tones.unknown.tint,
        fontFamily: theme.typography.fontFamily,
      },
      note: {
        margin: 0,
        padding: theme.spacing(1, 1.5),
        borderTop: `1px solid ${tokens.hairline}`,
        fontSize: 12,
        color: tokens.muted,
      },
    };
  },
  { name: 'Chat2SqlDiff' },
);

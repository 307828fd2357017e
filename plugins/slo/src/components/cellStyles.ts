import { makeStyles } from '@material-ui/core/styles';
import { tokensOf } from '@chat2sql/plugin-platform-react';

/** Styles of the cells of the objective list. */
export const useCellStyles = makeStyles(
  theme => ({
    meta: {
      fontSize: 12,
      lineHeight: '16px',
      fontWeight: 400,
      color: tokensOf(theme).muted,
    },
    reason: {
      maxWidth: 160,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
    nowrap: { whiteSpace: 'nowrap' },
    /** Numbers that are no longer observed look old. */
    old: { color: tokensOf(theme).muted, fontStyle: 'italic' },
    mono: { fontFamily: 'var(--bui-font-monospace, monospace)', fontSize: 12 },
    bar: {
      position: 'relative',
      display: 'inline-block',
      width: 96,
      height: 6,
      borderRadius: 3,
      overflow: 'hidden',
      verticalAlign: 'middle',
      background: tokensOf(theme).hairline,
    },
    fill: { position: 'absolute', top: 0, bottom: 0 },
    zero: {
      position: 'absolute',
      top: 0,
      bottom: 0,
      left: 24,
      width: 1,
      background: tokensOf(theme).text,
    },
    budget: {
      display: 'inline-flex',
      alignItems: 'center',
      justifyContent: 'flex-end',
      gap: theme.spacing(1),
      whiteSpace: 'nowrap',
    },
    number: { minWidth: 56, textAlign: 'right' },
  }),
  { name: 'Chat2SqlSloCell' },
);

import { makeStyles } from '@material-ui/core/styles';
import { tokensOf } from '../tokens/tokens';

/** Look of the filters of a list or matrix, in one line above it. */
export const useFilterBarStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-end',
      gap: theme.spacing(1.5),
      marginBottom: theme.spacing(2),
    },
    field: {
      display: 'grid',
      gap: 2,
      fontSize: 12,
      color: tokensOf(theme).muted,
    },
    grow: { flex: '1 1 200px', maxWidth: 360 },
    control: {
      height: 36,
      minWidth: 0,
      maxWidth: '100%',
      padding: theme.spacing(0, 1),
      borderRadius: theme.shape.borderRadius,
      border: `1px solid ${tokensOf(theme).muted}`,
      font: 'inherit',
      fontSize: 14,
      color: tokensOf(theme).text,
      background: tokensOf(theme).surface,
      '&:focus-visible': {
        outline: `2px solid ${tokensOf(theme).link}`,
        outlineOffset: 1,
      },
    },
    check: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      height: 36,
      fontSize: 14,
      color: tokensOf(theme).text,
    },
    clear: {
      height: 36,
      padding: theme.spacing(0, 1),
      border: 0,
      background: 'none',
      font: 'inherit',
      color: tokensOf(theme).link,
      cursor: 'pointer',
      '&:hover': { textDecoration: 'underline' },
    },
  }),
  { name: 'Chat2SqlFilterBar' },
);

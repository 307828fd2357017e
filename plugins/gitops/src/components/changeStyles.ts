import { tokensOf } from '@chat2sql/plugin-platform-react';
import { makeStyles } from '@material-ui/core/styles';

/** Styles shared by the page of a change and the review step. */
export const useChangeStyles = makeStyles(
  theme => {
    const tokens = tokensOf(theme);
    return {
      columns: {
        display: 'grid',
        gap: theme.spacing(3),
        gridTemplateColumns: 'minmax(0, 1fr)',
        [theme.breakpoints.up('lg')]: {
          gridTemplateColumns: 'minmax(0, 2fr) minmax(280px, 1fr)',
        },
      },
      column: {
        display: 'grid',
        // Wide tables scroll in their own box, not the page.
        gridTemplateColumns: 'minmax(0, 1fr)',
        gap: theme.spacing(3),
        alignContent: 'start',
        minWidth: 0,
      },
      title: {
        margin: theme.spacing(0, 0, 1.5),
        fontSize: 16,
        lineHeight: '24px',
        fontWeight: 600,
      },
      heading: {
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'baseline',
        gap: theme.spacing(0.5, 1.5),
        margin: theme.spacing(0, 0, 2),
      },
      name: {
        margin: 0,
        fontSize: 20,
        lineHeight: '28px',
        fontWeight: 600,
        overflowWrap: 'anywhere',
      },
      muted: { color: tokens.muted },
      link: {
        color: tokens.link,
        '&:hover': { textDecoration: 'underline' },
      },
      panel: {
        padding: theme.spacing(2),
        border: `1px solid ${tokens.hairline}`,
        borderRadius: theme.shape.borderRadius,
        background: tokens.surface,
      },
      paragraph: { margin: theme.spacing(0, 0, 1.5), maxWidth: '72ch' },
      mono: {
        fontFamily:
          'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
        fontSize: 13,
      },
      error: {
        margin: theme.spacing(0, 0, 2),
        padding: theme.spacing(1, 2),
        borderRadius: theme.shape.borderRadius,
        border: `1px solid ${tokens.tones.failed.main}`,
        color: tokens.text,
        background: tokens.tones.failed.tint,
      },
    };
  },
  { name: 'Chat2SqlChange' },
);

import { makeStyles } from '@material-ui/core/styles';
import { tokensOf } from '../tokens/tokens';

/** Look of a section of the home page: heading with link, answer, list of what needs attention. */
export const useHomeSectionStyles = makeStyles(
  theme => ({
    head: {
      display: 'flex',
      alignItems: 'baseline',
      justifyContent: 'space-between',
      gap: theme.spacing(2),
      marginBottom: theme.spacing(1),
    },
    title: { margin: 0, fontSize: 16, lineHeight: '24px', fontWeight: 600 },
    link: {
      color: tokensOf(theme).link,
      '&:hover': { textDecoration: 'underline' },
    },
    answer: {
      display: 'flex',
      gap: theme.spacing(1),
      margin: 0,
      overflowWrap: 'anywhere',
    },
    icon: { paddingTop: 2 },
    list: {
      margin: theme.spacing(1, 0, 0),
      padding: 0,
      listStyle: 'none',
      borderRadius: theme.shape.borderRadius,
      border: `1px solid ${tokensOf(theme).hairline}`,
      background: tokensOf(theme).surface,
      '& > li + li': { borderTop: `1px solid ${tokensOf(theme).hairline}` },
    },
    row: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      columnGap: theme.spacing(1.5),
      minHeight: 40,
      padding: theme.spacing(0.5, 2),
      color: tokensOf(theme).text,
      '&:hover': { background: tokensOf(theme).tones.unknown.tint },
    },
    name: { fontWeight: 600 },
    why: {
      flex: '1 1 200px',
      minWidth: 0,
      color: tokensOf(theme).muted,
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'Chat2SqlHomeSection' },
);

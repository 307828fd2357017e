import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link } from 'react-router-dom';
import { makeStyles } from '@material-ui/core/styles';
import InfoIcon from '@material-ui/icons/InfoOutlined';
import { tokensOf } from '@chat2sql/plugin-platform-react';
import { appTranslationRef } from '../../translation';

/** Where the portal's own documentation explains the label. */
const DOCS = '/docs/default/component/chat2sql-portal';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      justifyContent: 'center',
      gap: 6,
      minHeight: 28,
      padding: theme.spacing(0, 1),
      borderRadius: theme.shape.borderRadius,
      fontSize: 12,
      fontWeight: 600,
      whiteSpace: 'nowrap',
      textDecoration: 'none',
      color: tokensOf(theme).tones.suspended.main,
      background: tokensOf(theme).tones.suspended.tint,
      '&:hover': { textDecoration: 'underline' },
    },
    icon: { fontSize: 16 },
  }),
  { name: 'Chat2SqlDataLabel' },
);

/** The note of `app.dataLabel`, in view on every page; nothing when it is not set. */
export function DataLabel(props: { iconOnly?: boolean }) {
  const classes = useStyles();
  const { t } = useTranslationRef(appTranslationRef);
  const label = useApi(configApiRef).getOptionalString('app.dataLabel');
  if (!label) return null;
  const known: Record<string, string | undefined> = {
    'Sandbox data': t('frame.sandboxData'),
  };
  const text = known[label] ?? label;
  return (
    <Link
      to={DOCS}
      className={classes.root}
      title={props.iconOnly ? text : t('frame.dataLabelHint')}
      aria-label={text}
    >
      <InfoIcon className={classes.icon} />
      {!props.iconOnly && text}
    </Link>
  );
}

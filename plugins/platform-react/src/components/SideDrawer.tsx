import { useId, type ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { tokensOf } from '../tokens/tokens';
import { platformTranslationRef } from '../translation';

const useStyles = makeStyles(
  theme => ({
    paper: {
      width: 'min(640px, 100vw)',
      background: tokensOf(theme).surface,
      color: tokensOf(theme).text,
    },
    head: {
      position: 'sticky',
      top: 0,
      zIndex: 1,
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      padding: theme.spacing(1.5, 1, 1.5, 3),
      background: tokensOf(theme).surface,
      borderBottom: `1px solid ${tokensOf(theme).hairline}`,
    },
    title: {
      flex: 1,
      minWidth: 0,
      margin: 0,
      fontSize: 18,
      lineHeight: '24px',
      fontWeight: 600,
      overflowWrap: 'anywhere',
    },
    body: { padding: theme.spacing(2, 3, 4) },
  }),
  { name: 'Chat2SqlSideDrawer' },
);

/**
 * A peek at one thing without leaving the page: opens from the right, holds the
 * focus, closes on Esc, on the button and on a click beside it, and gives the
 * focus back to where it came from.
 *
 * @param props - `title` becomes the heading (h2) and the dialog's name
 */
export function SideDrawer(props: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
}) {
  const classes = useStyles();
  const titleId = useId();
  const { t } = useTranslationRef(platformTranslationRef);
  return (
    <Drawer
      anchor="right"
      open={props.open}
      onClose={() => props.onClose()}
      transitionDuration={150}
      PaperProps={
        {
          role: 'dialog',
          'aria-modal': true,
          'aria-labelledby': titleId,
          className: classes.paper,
        } as object
      }
    >
      <div className={classes.head}>
        <h2 className={classes.title} id={titleId}>
          {props.title}
        </h2>
        <IconButton
          aria-label={t('drawer.close')}
          title={t('drawer.close')}
          onClick={() => props.onClose()}
        >
          <CloseIcon fontSize="small" />
        </IconButton>
      </div>
      <div className={classes.body}>{props.children}</div>
    </Drawer>
  );
}

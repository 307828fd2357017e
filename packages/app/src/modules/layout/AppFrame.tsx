import { useMemo, type ReactNode } from 'react';
import { SidebarPinStateProvider } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { tokensOf } from '@chat2sql/plugin-platform-react';
import { appTranslationRef } from '../../translation';
import { useStoredFlag } from './useStoredFlag';

const useStyles = makeStyles(
  theme => ({
    frame: {
      display: 'flex',
      minHeight: '100vh',
      background: tokensOf(theme).ground,
      color: tokensOf(theme).text,
      [theme.breakpoints.down('xs')]: { flexDirection: 'column' },
    },
    content: {
      flex: 1,
      minWidth: 0,
      '&:focus': { outline: 'none' },
    },
    skip: {
      position: 'absolute',
      left: theme.spacing(1),
      top: -80,
      zIndex: theme.zIndex.tooltip,
      padding: theme.spacing(1, 2),
      borderRadius: theme.shape.borderRadius,
      color: tokensOf(theme).surface,
      background: tokensOf(theme).link,
      '&:focus': { top: theme.spacing(1) },
    },
  }),
  { name: 'Chat2SqlFrame' },
);

/** Navigation beside the page; above it on phones. */
export function AppFrame(props: { nav: ReactNode; children: ReactNode }) {
  const classes = useStyles();
  const { t } = useTranslationRef(appTranslationRef);
  const isMobile = useMediaQuery<Theme>(theme => theme.breakpoints.down('xs'), {
    noSsr: true,
  });
  // Half a tablet's width is no place for words beside the page.
  const narrow = useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'), {
    noSsr: true,
  });
  const [wanted, setWanted] = useStoredFlag('navPinned', true);
  const isPinned = wanted && !narrow;
  // Stock pages place their fixed parts by this state, and the stock settings switch it.
  const pin = useMemo(
    () => ({
      isMobile,
      isPinned,
      toggleSidebarPinState: () => setWanted(!wanted),
    }),
    [isMobile, isPinned, wanted, setWanted],
  );
  return (
    <SidebarPinStateProvider value={pin}>
      <div className={classes.frame}>
        <a className={classes.skip} href="#content">
          {t('frame.skip')}
        </a>
        {props.nav}
        <div id="content" className={classes.content} tabIndex={-1}>
          {props.children}
        </div>
      </div>
    </SidebarPinStateProvider>
  );
}

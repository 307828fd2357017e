import { useState } from 'react';
import { useSidebarPinState } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { NavContentComponentProps } from '@backstage/plugin-app-react';
import { Link } from 'react-router-dom';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import MenuIcon from '@material-ui/icons/Menu';
import { appTranslationRef } from '../../translation';
import { DataLabel } from './DataLabel';
import { LogoMark } from './Logo';
import { NavList } from './NavList';
import { NAV_WIDTH, useNavStyles } from './navStyles';

/** Column on wide screens (its width follows the "pin" setting), bar with a menu on phones. */
export function NavContent(props: NavContentComponentProps) {
  const classes = useNavStyles();
  const { t } = useTranslationRef(appTranslationRef);
  const { isMobile, isPinned } = useSidebarPinState();
  const title = useApi(configApiRef).getOptionalString('app.title');
  const [menu, setMenu] = useState(false);

  if (!isMobile) {
    return (
      <nav
        className={classes.aside}
        style={{ width: isPinned ? NAV_WIDTH.open : NAV_WIDTH.closed }}
        aria-label={t('frame.navigation')}
      >
        <NavList navItems={props.navItems} open={isPinned} />
      </nav>
    );
  }
  return (
    <nav className={classes.topBar} aria-label={t('frame.navigation')}>
      <IconButton
        aria-label={t('frame.menu')}
        aria-expanded={menu}
        onClick={() => setMenu(true)}
      >
        <MenuIcon />
      </IconButton>
      <Link to="/" className={classes.topBrand}>
        <LogoMark size={24} />
        <span className={classes.text}>{title}</span>
      </Link>
      <DataLabel />
      <Drawer
        open={menu}
        onClose={() => setMenu(false)}
        transitionDuration={150}
      >
        <nav className={classes.drawer} aria-label={t('frame.navigation')}>
          <NavList
            navItems={props.navItems}
            open
            onFollow={() => setMenu(false)}
          />
        </nav>
      </Drawer>
    </nav>
  );
}

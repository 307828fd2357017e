import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { NavContentComponentProps } from '@backstage/plugin-app-react';
import { Link } from 'react-router-dom';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { appTranslationRef } from '../../translation';
import { AccountLink } from './AccountLink';
import { DataLabel } from './DataLabel';
import { LogoMark } from './Logo';
import { NavItem } from './NavItem';
import { NAV_HIDDEN, NAV_ORDER } from './navOrder';
import { useNavStyles } from './navStyles';
import { useUnreadCount } from './useUnreadCount';

/** Brand, pages in working order, account and data label. */
export function NavList(props: {
  navItems: NavContentComponentProps['navItems'];
  open: boolean;
  onFollow?: () => void;
}) {
  const classes = useNavStyles();
  const { t } = useTranslationRef(appTranslationRef);
  const { open, onFollow } = props;
  const unread = useUnreadCount();
  const title = useApi(configApiRef).getOptionalString('app.title');
  // A copy, because taking empties the bag and this renders more than once.
  const bag = props.navItems.clone();
  for (const id of NAV_HIDDEN) bag.take(id);

  const known = NAV_ORDER.flatMap(({ id, key }) => {
    const item = bag.take(id);
    return item
      ? [{ id, title: t(key), href: item.href, icon: item.icon }]
      : [];
  });
  const others = bag.rest().map(item => ({
    id: item.node.spec.id,
    title: item.title,
    href: item.href,
    icon: item.icon,
  }));
  const split = known.findIndex(item => item.id === 'page:search');
  const at = split < 0 ? known.length : split;
  const waiting = (id: string) =>
    id === 'page:notifications' && unread
      ? { count: unread, label: t('frame.unread', { n: String(unread) }) }
      : undefined;
  const render = (item: (typeof others)[number]) => (
    <NavItem
      key={item.id}
      href={item.href}
      icon={item.icon}
      title={item.title}
      open={open}
      waiting={waiting(item.id)}
      onFollow={onFollow}
    />
  );

  return (
    <>
      <Link to="/" className={classes.brand} onClick={onFollow}>
        <LogoMark />
        <span className={open ? classes.text : classes.hidden}>{title}</span>
      </Link>
      <ul className={classes.list}>
        {known.slice(0, at).map(render)}
        {others.map(render)}
      </ul>
      <ul className={classes.tools}>{known.slice(at).map(render)}</ul>
      <div className={classes.foot}>
        <AccountLink open={open} onFollow={onFollow} />
        <DataLabel iconOnly={!open} />
      </div>
    </>
  );
}

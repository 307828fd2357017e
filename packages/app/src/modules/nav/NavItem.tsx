import type { ReactNode } from 'react';
import { NavLink } from 'react-router-dom';
import { useNavStyles } from './navStyles';

/** One line of the navigation; only its icon while the navigation is closed. */
export function NavItem(props: {
  href: string;
  icon: ReactNode;
  title: string;
  open: boolean;
  /** Number of things waiting, with its words for screen readers. */
  waiting?: { count: number; label: string };
  onFollow?: () => void;
}) {
  const classes = useNavStyles();
  const { href, icon, title, open, waiting } = props;
  return (
    <li>
      <NavLink
        to={href}
        end={href === '/'}
        className={classes.item}
        title={open ? undefined : title}
        onClick={props.onFollow}
      >
        <span aria-hidden className={classes.icon}>
          {icon}
          {waiting && !open && <span className={classes.dot} />}
        </span>
        <span className={open ? classes.text : classes.hidden}>{title}</span>
        {waiting && (
          <span className={open ? classes.count : classes.hidden}>
            <span aria-hidden>
              {waiting.count > 99 ? '99+' : waiting.count}
            </span>
            <span className={classes.hidden}>{waiting.label}</span>
          </span>
        )}
      </NavLink>
    </li>
  );
}

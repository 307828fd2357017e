import { useCallback } from 'react';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link } from 'react-router-dom';
import { makeStyles } from '@material-ui/core/styles';
import { tokensOf, usePolledData } from '@chat2sql/plugin-platform-react';
import { appTranslationRef } from '../../translation';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1.5),
      minHeight: 40,
      padding: theme.spacing(0, 1),
      borderRadius: theme.shape.borderRadius,
      color: tokensOf(theme).text,
      textDecoration: 'none',
      '&:hover': { background: tokensOf(theme).tones.unknown.tint },
    },
    initials: {
      flex: 'none',
      display: 'grid',
      placeItems: 'center',
      width: 28,
      height: 28,
      borderRadius: 14,
      fontSize: 12,
      fontWeight: 600,
      color: tokensOf(theme).text,
      background: tokensOf(theme).tones.unknown.tint,
      border: `1px solid ${tokensOf(theme).hairline}`,
    },
    name: {
      minWidth: 0,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'Chat2SqlAccountLink' },
);

function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map(word => word[0].toUpperCase())
    .join('');
}

/** Who is signed in; leads to the settings, where one signs out. */
export function AccountLink(props: { open: boolean; onFollow?: () => void }) {
  const classes = useStyles();
  const identityApi = useApi(identityApiRef);
  const { t } = useTranslationRef(appTranslationRef);
  const read = useCallback(async () => {
    const profile = await identityApi.getProfileInfo();
    if (profile.displayName) return profile.displayName;
    const { userEntityRef } = await identityApi.getBackstageIdentity();
    return userEntityRef.split('/').pop() ?? userEntityRef;
  }, [identityApi]);
  const { value: name } = usePolledData(read, 0);
  if (!name) return null;
  return (
    <Link
      to="/settings"
      className={classes.root}
      aria-label={t('frame.account', { name })}
      title={props.open ? undefined : name}
      onClick={props.onFollow}
    >
      <span aria-hidden className={classes.initials}>
        {initialsOf(name)}
      </span>
      {props.open && <span className={classes.name}>{name}</span>}
    </Link>
  );
}

import type { ReactNode } from 'react';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { tokensOf } from '@chat2sql/plugin-platform-react';
import { LogoMark } from '../nav/Logo';
import { LanguageSwitch } from './LanguageSwitch';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'center',
      minHeight: '100vh',
      padding: theme.spacing(6, 2),
      background: tokensOf(theme).ground,
      color: tokensOf(theme).text,
    },
    main: { width: '100%', maxWidth: 480 },
    brand: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1.5),
      margin: theme.spacing(0, 0, 4),
      fontSize: 20,
      lineHeight: '28px',
      fontWeight: 600,
    },
    foot: { marginTop: theme.spacing(4) },
  }),
  { name: 'Chat2SqlSignInFrame' },
);

/** What stands around every state of the sign-in page. */
export function SignInFrame(props: { children: ReactNode }) {
  const classes = useStyles();
  const title = useApi(configApiRef).getOptionalString('app.title');
  return (
    <div className={classes.root}>
      <main className={classes.main}>
        <h1 className={classes.brand}>
          <LogoMark size={36} />
          {title}
        </h1>
        {props.children}
        <div className={classes.foot}>
          <LanguageSwitch />
        </div>
      </main>
    </div>
  );
}

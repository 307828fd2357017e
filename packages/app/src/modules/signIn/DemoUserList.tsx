import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { tokensOf } from '@chat2sql/plugin-platform-react';
import { appTranslationRef } from '../../translation';
import type { DemoUser } from './demoUsersClient';

const useStyles = makeStyles(
  theme => ({
    question: {
      margin: 0,
      fontSize: 24,
      lineHeight: '32px',
      fontWeight: 600,
    },
    hint: { margin: theme.spacing(1, 0, 2), color: tokensOf(theme).muted },
    list: {
      margin: 0,
      padding: 0,
      listStyle: 'none',
      borderRadius: theme.shape.borderRadius,
      border: `1px solid ${tokensOf(theme).hairline}`,
      background: tokensOf(theme).surface,
      '& > li + li': { borderTop: `1px solid ${tokensOf(theme).hairline}` },
    },
    user: {
      display: 'block',
      width: '100%',
      padding: theme.spacing(1.5, 2),
      border: 0,
      background: 'none',
      font: 'inherit',
      textAlign: 'left',
      color: tokensOf(theme).text,
      cursor: 'pointer',
      '&:hover:enabled': { background: tokensOf(theme).tones.unknown.tint },
      '&:disabled': { cursor: 'progress' },
    },
    name: { display: 'block', fontWeight: 600 },
    what: { display: 'block', color: tokensOf(theme).muted },
  }),
  { name: 'Chat2SqlDemoUserList' },
);

/** The users of a portal that is being tried out, each a button. */
export function DemoUserList(props: {
  users: readonly DemoUser[];
  busy: boolean;
  onChoose: (id: string) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <section aria-labelledby="sign-in-question">
      <h2 className={classes.question} id="sign-in-question">
        {t('signIn.question')}
      </h2>
      <p className={classes.hint}>{t('signIn.hint')}</p>
      <ul className={classes.list}>
        {props.users.map(user => (
          <li key={user.id}>
            <button
              type="button"
              className={classes.user}
              disabled={props.busy}
              aria-label={t('signIn.choose', { name: user.title })}
              aria-describedby={`sign-in-${user.id}`}
              onClick={() => props.onChoose(user.id)}
            >
              <span className={classes.name}>{user.title}</span>
              <span className={classes.what} id={`sign-in-${user.id}`}>
                {user.description}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

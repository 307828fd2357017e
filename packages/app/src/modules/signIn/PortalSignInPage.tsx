import { useEffect, useMemo, useState } from 'react';
import { SignInPage } from '@backstage/core-components';
import {
  configApiRef,
  discoveryApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import Button from '@material-ui/core/Button';
import { StateView } from '@chat2sql/plugin-platform-react';
import { appTranslationRef } from '../../translation';
import { DemoUserIdentity } from './DemoUserIdentity';
import { DemoUserList } from './DemoUserList';
import { rememberDemoUser, rememberedDemoUser } from './demoUserMemory';
import { DemoUsersClient, type DemoUser } from './demoUsersClient';
import { signInProvider } from './providers';
import { SignInFrame } from './SignInFrame';

type State =
  | { kind: 'loading' }
  | { kind: 'choose'; users: DemoUser[]; busy?: boolean; error?: Error }
  | { kind: 'provider' }
  | { kind: 'unreachable'; error: Error };

/**
 * Offers the demo users where the backend has them, else the provider of
 * `app.signIn.provider`. A user chosen before is signed in again at once.
 */
export function PortalSignInPage(props: SignInPageProps) {
  const { onSignInSuccess } = props;
  const { t } = useTranslationRef(appTranslationRef);
  const discoveryApi = useApi(discoveryApiRef);
  const providerName = useApi(configApiRef).getOptionalString(
    'app.signIn.provider',
  );
  const client = useMemo(
    () => DemoUsersClient.create({ discoveryApi }),
    [discoveryApi],
  );
  const [state, setState] = useState<State>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    async function start() {
      const users = await client.listUsers(abort.signal);
      if (abort.signal.aborted) return;
      if (!users) {
        setState({ kind: 'provider' });
        return;
      }
      const id = rememberedDemoUser();
      if (id && users.some(user => user.id === id)) {
        try {
          const identity = await DemoUserIdentity.signIn({ client, id });
          if (!abort.signal.aborted) onSignInSuccess(identity);
          return;
        } catch {
          // The remembered user is gone or refused: let the viewer choose again.
          rememberDemoUser(undefined);
        }
      }
      if (!abort.signal.aborted) setState({ kind: 'choose', users });
    }
    setState({ kind: 'loading' });
    start().catch((error: Error) => {
      if (!abort.signal.aborted) setState({ kind: 'unreachable', error });
    });
    return () => abort.abort();
    // onSignInSuccess must be called once; a new function is no reason to start again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, attempt]);

  async function choose(users: DemoUser[], id: string) {
    setState({ kind: 'choose', users, busy: true });
    try {
      onSignInSuccess(await DemoUserIdentity.signIn({ client, id }));
    } catch (error) {
      setState({ kind: 'choose', users, error });
    }
  }

  const provider = signInProvider(providerName);
  if (state.kind === 'provider' && provider) {
    return (
      <SignInPage
        {...props}
        provider={{
          ...provider,
          message: t('signIn.providerHint', { provider: provider.title }),
        }}
      />
    );
  }
  return (
    <SignInFrame>
      {state.kind === 'loading' && (
        <StateView kind="loading" title={t('signIn.loading')} rows={5} />
      )}
      {state.kind === 'provider' && (
        <StateView
          kind="unknown"
          title={t('signIn.none')}
          description={t('signIn.noneHint')}
        />
      )}
      {state.kind === 'unreachable' && (
        <StateView
          kind="error"
          title={t('signIn.unreachable')}
          description={t('signIn.unreachableHint')}
          error={state.error}
          action={
            <Button variant="outlined" onClick={() => setAttempt(attempt + 1)}>
              {t('signIn.retry')}
            </Button>
          }
        />
      )}
      {state.kind === 'choose' && (
        <>
          {state.error && (
            <StateView
              kind="error"
              title={t('signIn.failed')}
              error={state.error}
            />
          )}
          <DemoUserList
            users={state.users}
            busy={Boolean(state.busy)}
            onChoose={id => choose(state.users, id)}
          />
        </>
      )}
    </SignInFrame>
  );
}

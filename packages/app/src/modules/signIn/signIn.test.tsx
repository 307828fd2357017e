import type { IdentityApi } from '@backstage/core-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DemoUserIdentity } from './DemoUserIdentity';
import { DemoUsersClient } from './demoUsersClient';
import { rememberDemoUser, rememberedDemoUser } from './demoUserMemory';
import { PortalSignInPage } from './PortalSignInPage';

const USERS = [
  { id: 'mei', title: 'Mei Lin', description: 'Developer.' },
  { id: 'jonas', title: 'Jonas Weber', description: 'SRE.' },
];

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });

function session(id: string, token: string, expiresInSeconds?: number) {
  return {
    profile: { displayName: id },
    backstageIdentity: {
      token,
      expiresInSeconds,
      identity: {
        type: 'user',
        userEntityRef: `user:default/${id}`,
        ownershipEntityRefs: [`user:default/${id}`],
      },
    },
  };
}

/** Stands in for the auth backend; `calls` holds what it was asked. */
function backend(
  answer: (path: string, user: string | null) => Response | Promise<Response>,
) {
  const calls: string[] = [];
  jest.spyOn(global, 'fetch').mockImplementation(async (url, init) => {
    const path = new URL(String(url)).pathname.replace('/api/auth/', '');
    const user = new Headers(init?.headers).get('x-demo-user');
    calls.push(user ? `${path} ${user}` : path);
    return answer(path, user);
  });
  return calls;
}

function show(config = {}) {
  const onSignInSuccess = jest.fn<void, [IdentityApi]>();
  renderInTestApp(<PortalSignInPage onSignInSuccess={onSignInSuccess} />, {
    config: {
      app: { title: 'Chat2SQL Portal', baseUrl: 'http://localhost', ...config },
      backend: { baseUrl: 'http://localhost:7007' },
    },
    apis: [mockApis.discovery({ baseUrl: 'http://localhost:7007' })],
  });
  return onSignInSuccess;
}

beforeEach(() => rememberDemoUser(undefined));
afterEach(() => jest.restoreAllMocks());

describe('sign-in page', () => {
  it('offers the demo users and signs the chosen one in', async () => {
    const calls = backend((path, user) =>
      path.endsWith('/users')
        ? json({ users: USERS })
        : json(session(user!, 'token-1')),
    );
    const onSignInSuccess = show();
    const button = await screen.findByRole('button', {
      name: 'Sign in as Jonas Weber',
    });
    expect(button).toHaveAccessibleDescription('SRE.');
    await userEvent.click(button);
    expect(onSignInSuccess).toHaveBeenCalledTimes(1);
    const identity = onSignInSuccess.mock.calls[0][0];
    expect(await identity.getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:default/jonas',
    });
    expect(await identity.getCredentials()).toEqual({ token: 'token-1' });
    expect(calls).toEqual(['demo-users/users', 'demo-users/refresh jonas']);
    expect(rememberedDemoUser()).toBe('jonas');
    await identity.signOut();
    expect(rememberedDemoUser()).toBeUndefined();
  });

  it('signs a remembered user in at once', async () => {
    rememberDemoUser('mei');
    backend((path, user) =>
      path.endsWith('/users')
        ? json({ users: USERS })
        : json(session(user!, 'token-1')),
    );
    const onSignInSuccess = show();
    await screen.findByRole('main');
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(onSignInSuccess).toHaveBeenCalledTimes(1);
    expect(screen.queryByText('Who are you today?')).not.toBeInTheDocument();
  });

  it('asks again when the remembered user is refused', async () => {
    rememberDemoUser('mei');
    backend(path =>
      path.endsWith('/users')
        ? json({ users: USERS })
        : json({ error: { name: 'AuthenticationError', message: 'no' } }, 401),
    );
    const onSignInSuccess = show();
    expect(await screen.findByText('Who are you today?')).toBeInTheDocument();
    expect(onSignInSuccess).not.toHaveBeenCalled();
    expect(rememberedDemoUser()).toBeUndefined();
  });

  it('says why a chosen user could not sign in and lets choose again', async () => {
    backend(path =>
      path.endsWith('/users')
        ? json({ users: USERS })
        : json({ error: { name: 'X', message: 'not in the catalog' } }, 500),
    );
    show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign in as Mei Lin' }),
    );
    expect(
      await screen.findByRole('region', { name: 'Sign-in did not work' }),
    ).toHaveTextContent('not in the catalog');
    expect(
      screen.getByRole('button', { name: 'Sign in as Mei Lin' }),
    ).toBeEnabled();
  });

  it('names the missing setting when nothing is configured', async () => {
    backend(() => json({}, 404));
    show();
    expect(
      await screen.findByRole('region', { name: 'No sign-in is configured' }),
    ).toHaveTextContent('app.signIn.provider');
  });

  it('falls back to the configured provider', async () => {
    backend(() => json({}, 404));
    show({ signIn: { provider: 'github' } });
    expect(await screen.findByText('GitHub')).toBeInTheDocument();
    expect(screen.getByText('You are sent to GitHub and back.')).toBeVisible();
  });

  it('tells a silent backend from a missing sign-in and tries again', async () => {
    let down = true;
    backend(() => {
      if (down) throw new TypeError('Failed to fetch');
      return json({ users: USERS });
    });
    show();
    const retry = await screen.findByRole('button', { name: 'Try again' });
    expect(
      screen.getByRole('heading', {
        name: 'The portal backend does not answer',
      }),
    ).toBeInTheDocument();
    down = false;
    await userEvent.click(retry);
    expect(await screen.findByText('Who are you today?')).toBeInTheDocument();
  });
});

describe('DemoUserIdentity', () => {
  const client = DemoUsersClient.create({
    discoveryApi: { getBaseUrl: async id => `http://localhost:7007/api/${id}` },
  });

  it('renews the token once before it ends, for all callers', async () => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
    let n = 0;
    const calls = backend((_path, user) => {
      n += 1;
      return json(session(user!, `token-${n}`, 3600));
    });
    const identity = await DemoUserIdentity.signIn({ client, id: 'mei' });
    now.mockReturnValue(1_000_000 + 3_539_000);
    expect((await identity.getCredentials()).token).toBe('token-1');
    now.mockReturnValue(1_000_000 + 3_541_000);
    const tokens = await Promise.all([
      identity.getCredentials(),
      identity.getCredentials(),
    ]);
    expect(tokens.map(c => c.token)).toEqual(['token-2', 'token-2']);
    expect(calls).toHaveLength(2);
  });

  it('reads the end from the token itself', async () => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
    let n = 0;
    backend((_path, user) => {
      n += 1;
      const payload = btoa(JSON.stringify({ exp: 2_000 }));
      return json(session(user!, `h.${payload}.${n}`));
    });
    const identity = await DemoUserIdentity.signIn({ client, id: 'mei' });
    now.mockReturnValue(1_939_000);
    expect((await identity.getCredentials()).token).toMatch(/1$/);
    now.mockReturnValue(1_941_000);
    expect((await identity.getCredentials()).token).toMatch(/2$/);
  });

  it('passes a failed renewal on and tries again at the next call', async () => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(0);
    let n = 0;
    backend((_path, user) => {
      n += 1;
      return n === 2
        ? json({ error: { message: 'down' } }, 503)
        : json(session(user!, `token-${n}`, 100));
    });
    const identity = await DemoUserIdentity.signIn({ client, id: 'mei' });
    now.mockReturnValue(90_000);
    await expect(identity.getCredentials()).rejects.toThrow();
    expect((await identity.getCredentials()).token).toBe('token-3');
  });
});

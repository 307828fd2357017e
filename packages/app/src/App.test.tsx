import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { mockApis } from '@backstage/frontend-test-utils';
import { HomeSectionBlueprint } from '@chat2sql/plugin-platform-react';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import { useEffect } from 'react';
import { homePlugin } from './modules/home';
import { layoutModule } from './modules/layout';
import { navModule } from './modules/nav';
import { themeModule } from './modules/theme';
import { translationsModule } from './modules/translations';

const identity = {
  getBackstageIdentity: async () => ({
    type: 'user' as const,
    userEntityRef: 'user:default/mei',
    ownershipEntityRefs: ['user:default/mei', 'group:default/chat2sql-dev'],
  }),
  getProfileInfo: async () => ({ displayName: 'Mei Lin' }),
  getCredentials: async () => ({ token: 'token' }),
  signOut: async () => {},
};

/** Signs in without asking. */
const signIn = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({
      params: {
        loader: async () =>
          function SignedIn({ onSignInSuccess }) {
            useEffect(() => onSignInSuccess(identity), [onSignInSuccess]);
            return null;
          },
      },
    }),
  ],
});

function page(pluginId: string, path: string, title: string) {
  return createFrontendPlugin({
    pluginId,
    title,
    icon: <i />,
    extensions: [
      PageBlueprint.make({
        params: {
          path,
          routeRef: createRouteRef(),
          loader: async () => <p>{title} content</p>,
        },
      }),
    ],
  });
}

const sections = createFrontendPlugin({
  pluginId: 'sections',
  extensions: [
    HomeSectionBlueprint.make({
      name: 'second',
      params: { order: 20, loader: async () => <h2>Second</h2> },
    }),
    HomeSectionBlueprint.make({
      name: 'first',
      params: { order: 10, loader: async () => <h2>First</h2> },
    }),
  ],
});

const catalog = createFrontendPlugin({
  pluginId: 'catalog',
  title: 'Catalog',
  icon: <i />,
  extensions: [
    ApiBlueprint.make({
      params: define =>
        define({
          api: catalogApiRef,
          deps: {},
          factory: () =>
            catalogApiMock({
              entities: [
                {
                  apiVersion: 'backstage.io/v1alpha1',
                  kind: 'Component',
                  metadata: { name: 'chat2sql-backend', namespace: 'default' },
                  spec: { type: 'service' },
                  relations: [
                    {
                      type: 'ownedBy',
                      targetRef: 'group:default/chat2sql-dev',
                    },
                  ],
                },
                {
                  apiVersion: 'backstage.io/v1alpha1',
                  kind: 'Component',
                  metadata: { name: 'argo-cd', namespace: 'default' },
                  relations: [
                    { type: 'ownedBy', targetRef: 'group:default/platform' },
                  ],
                },
              ],
            }),
        }),
    }),
    PageBlueprint.make({
      params: {
        path: '/catalog',
        routeRef: createRouteRef(),
        loader: async () => <p>list</p>,
      },
    }),
  ],
});

async function start(options: { path?: string; app?: object } = {}) {
  window.history.pushState({}, '', options.path ?? '/');
  const config = mockApis.config({
    data: {
      app: {
        title: 'Chat2SQL Portal',
        baseUrl: 'http://localhost',
        extensions: [
          {
            'api:app/app-language': {
              config: { availableLanguages: ['en', 'zh'] },
            },
          },
        ],
        ...options.app,
      },
      backend: { baseUrl: 'http://localhost:7007' },
    },
  });
  const app = createApp({
    advanced: { configLoader: async () => ({ config }) },
    features: [
      homePlugin,
      layoutModule,
      navModule,
      themeModule,
      translationsModule,
      signIn,
      sections,
      catalog,
      page('slo', '/slo', 'Service levels'),
      page('environments', '/environments', 'Environments'),
      page('user-settings', '/settings', 'Settings'),
      page('extra', '/extra', 'Extra tool'),
      page('search', '/search', 'Search'),
      page('api-docs', '/api-docs', 'APIs'),
    ],
  });
  let rendered: ReturnType<typeof render>;
  await act(async () => {
    rendered = render(app.createRoot());
  });
  return rendered!;
}

afterEach(() => {
  window.localStorage.clear();
  document.documentElement.lang = 'en';
});

describe('the app', () => {
  it('loads with all its modules', async () => {
    const { default: app } = await import('./App');
    expect(app.createRoot()).toBeTruthy();
  });

  it('lists the pages in working order and marks the open one', async () => {
    await start({ path: '/environments' });
    const nav = await screen.findByRole('navigation', {
      name: 'Main navigation',
    });
    await within(nav).findByText('Mei Lin');
    const links = within(nav)
      .getAllByRole('link')
      .map(link => link.textContent);
    expect(links).toEqual([
      'Chat2SQL Portal',
      'Home',
      'Catalog',
      'Environments',
      'SLOs',
      'Extra tool',
      'Search',
      'Settings',
      'MLMei Lin',
    ]);
    expect(
      within(nav).getByRole('link', { name: 'Environments' }),
    ).toHaveAttribute('aria-current', 'page');
    expect(within(nav).getByRole('link', { name: 'Home' })).not.toHaveAttribute(
      'aria-current',
    );
    expect(await screen.findByText('Environments content')).toBeVisible();
    await waitFor(() =>
      expect(document.title).toBe('Environments · Chat2SQL Portal'),
    );
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(
      'Environments',
    );
  });

  it('shows the sections of the home page in their order, and what the viewer owns', async () => {
    await start();
    await screen.findByRole('heading', { name: 'First' });
    const headings = screen
      .getAllByRole('heading', { level: 2 })
      .map(h => h.textContent);
    expect(headings).toEqual(['First', 'Second', 'Quick actions', 'My things']);
    expect(
      await screen.findByRole('link', { name: /chat2sql-backend/ }),
    ).toHaveAttribute('href', '/catalog/default/component/chat2sql-backend');
    expect(screen.queryByText('argo-cd')).not.toBeInTheDocument();
  });

  it('keeps the data label in view, and only when it is set', async () => {
    const { unmount } = await start({ app: { dataLabel: 'Sandbox data' } });
    expect(
      await screen.findByRole('link', { name: 'Sandbox data' }),
    ).toHaveAttribute('href', '/docs/default/component/chat2sql-portal');
    unmount();
    await start();
    await screen.findByRole('heading', { name: 'First' });
    expect(screen.queryByText('Sandbox data')).not.toBeInTheDocument();
  });

  it('tells that an address leads nowhere, and where to go', async () => {
    await start({ path: '/nowhere' });
    expect(
      await screen.findByRole('region', { name: 'There is no such page' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Home page' })).toHaveAttribute(
      'href',
      '/',
    );
  });

  it('speaks Chinese, titles of plugins included', async () => {
    window.localStorage.setItem('language', 'zh');
    await start({ path: '/slo' });
    expect(await screen.findByRole('link', { name: '首页' })).toBeVisible();
    expect(
      await screen.findByRole('heading', { level: 1, name: '服务水平' }),
    ).toBeVisible();
    expect(document.documentElement.lang).toBe('zh-CN');
  });
});

import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import authBackend from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import authModuleDemoUsers from '.';
import { readDemoUsers } from './readDemoUsers';

const users = [
  { id: 'mei', title: 'Mei Lin', description: 'Developer' },
  { id: 'ghost', title: 'Not in the catalog' },
];

async function start() {
  const { server } = await startTestBackend({
    features: [
      authBackend,
      authModuleDemoUsers,
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'mei', namespace: 'default' },
            spec: { memberOf: ['chat2sql-dev'] },
            relations: [
              { type: 'memberOf', targetRef: 'group:default/chat2sql-dev' },
            ],
          },
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:7007' },
          backend: {
            baseUrl: 'http://localhost:7007',
            listen: { host: '127.0.0.1', port: 0 },
          },
          auth: { providers: { 'demo-users': { users } } },
        },
      }),
    ],
  });
  return server;
}

describe('demo users', () => {
  it('lists the users without a token and signs the chosen one in', async () => {
    const server = await start();
    const list = await request(server).get('/api/auth/demo-users/users');
    expect(list.status).toBe(200);
    expect(list.body).toEqual({ users });

    const session = await request(server)
      .get('/api/auth/demo-users/refresh')
      .set('x-demo-user', 'mei');
    expect(session.status).toBe(200);
    expect(session.body.profile).toEqual({ displayName: 'Mei Lin' });
    expect(session.body.backstageIdentity.identity).toMatchObject({
      userEntityRef: 'user:default/mei',
      ownershipEntityRefs: ['user:default/mei', 'group:default/chat2sql-dev'],
    });
  });

  it('refuses nobody, strangers, and users the catalog does not know', async () => {
    const server = await start();
    for (const id of [undefined, '', 'root', 'ghost']) {
      const call = request(server).get('/api/auth/demo-users/refresh');
      const response = await (id === undefined
        ? call
        : call.set('x-demo-user', id));
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.body.backstageIdentity).toBeUndefined();
    }
  });

  it.each([
    [
      { auth: { environment: 'production' } },
      /auth.environment is "production"/,
    ],
    [{ backend: { listen: { host: '0.0.0.0' } } }, /found "0.0.0.0"/],
    [{ backend: { listen: ':7007' } }, /found nothing \(all addresses\)/],
    [{ backend: { listen: { port: 7007 } } }, /found nothing/],
  ])('does not start with %j', (override: any, message) => {
    const config = new ConfigReader({
      backend: { listen: { host: '127.0.0.1' }, ...override.backend },
      auth: { providers: { 'demo-users': { users } }, ...override.auth },
    });
    const withProvider = new ConfigReader({
      backend: config.getOptional('backend'),
      auth: {
        ...(config.get('auth') as object),
        providers: { 'demo-users': { users } },
      },
    });
    expect(() => readDemoUsers(withProvider)).toThrow(message);
  });

  it('is off when it is not configured, and accepts loopback in both notations', () => {
    expect(readDemoUsers(new ConfigReader({}))).toBeUndefined();
    expect(
      readDemoUsers(
        new ConfigReader({
          backend: { listen: '127.0.0.1:7007' },
          auth: { providers: { 'demo-users': { users } } },
        }),
      ),
    ).toHaveLength(2);
  });
});

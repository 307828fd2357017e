import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  coreServices,
  createBackendPlugin,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import express from 'express';
import PromiseRouter from 'express-promise-router';
import request from 'supertest';
import { parse } from 'yaml';
import { scaffolderModuleGitops } from './module';

const PLAN_ID = 'a'.repeat(64);
const PLAN = {
  id: PLAN_ID,
  title: 'Create environment dev/feat-x',
  tier: 'dev',
  blocked: false,
  checks: [
    { id: 'name', title: 'The name is free', status: 'pass', message: 'Free.' },
  ],
  files: [
    {
      path: 'environments/dev/feat-x/environment.yaml',
      status: 'added',
      additions: 1,
      deletions: 0,
      hunks: [
        {
          oldStart: 1,
          newStart: 1,
          lines: [{ kind: 'add', text: 'name: feat-x', newLine: 1 }],
        },
      ],
    },
  ],
};

interface Call {
  method: string;
  path: string;
  user: string;
  body: unknown;
}

/** Answers like the GitOps backend, and remembers who asked for what. */
function gitopsStandIn(
  calls: Call[],
  refuse?: { status: number; message: string },
) {
  return createBackendPlugin({
    pluginId: 'gitops',
    register(env) {
      env.registerInit({
        deps: {
          http: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
        },
        async init({ http, httpAuth }) {
          const router = PromiseRouter();
          router.use(express.json());
          router.use(async (req, _res, next) => {
            const { principal } = await httpAuth.credentials(req, {
              allow: ['user'],
            });
            calls.push({
              method: req.method,
              path: req.path,
              user: principal.userEntityRef,
              body: req.body,
            });
            next();
          });
          router.get('/v1/plans/:id', (_req, res) => res.json(PLAN));
          router.post('/v1/plans', (_req, res) => res.status(201).json(PLAN));
          router.post('/v1/changes', (_req, res) => {
            if (refuse) {
              res.status(refuse.status).json({
                error: { name: 'ConflictError', message: refuse.message },
                response: { statusCode: refuse.status },
              });
            } else {
              res.status(201).json({ number: 7, state: 'open' });
            }
          });
          http.use(router);
        },
      });
    },
  });
}

const template = parse(
  readFileSync(
    resolve(
      resolvePackagePath('@chat2sql/plugin-scaffolder-backend-module-gitops'),
      '../../templates/create-environment/template.yaml',
    ),
    'utf8',
  ),
);
const values = {
  tier: 'dev',
  name: 'feat-x',
  owner: 'group:default/chat2sql-dev',
  purpose: 'Try it',
  size: 'small',
  days: 14,
  planId: PLAN_ID,
};

async function start(refuse?: { status: number; message: string }) {
  const calls: Call[] = [];
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleGitops,
      gitopsStandIn(calls, refuse),
      catalogServiceMock.factory({ entities: [template] }),
      mockServices.permissions.factory(),
    ],
  });
  const post = (path: string, body: object) =>
    request(backend.server)
      .post(`/api/scaffolder${path}`)
      .set('Authorization', mockCredentials.user.header('user:default/mei'))
      .send(body);
  return { backend, calls, post };
}

describe('the template create-environment', () => {
  it('runs dry: shows the diff of the plan and opens nothing', async () => {
    const { backend, calls, post } = await start();
    const response = await post('/v2/dry-run', {
      template,
      values,
      directoryContents: [],
    });
    expect(response.status).toBe(200);
    expect(response.body.output.links).toEqual([
      { title: 'Change 0', url: '/changes' },
    ]);
    const log = response.body.log.map((l: any) => l.body.message).join('\n');
    expect(log).toContain('+++ b/environments/dev/feat-x/environment.yaml');
    expect(log).toContain('+name: feat-x');
    expect(calls).toEqual([
      expect.objectContaining({
        method: 'GET',
        path: `/v1/plans/${PLAN_ID}`,
        user: 'user:default/mei',
      }),
    ]);
    await backend.stop();
  });

  it('opens the plan as the user who started the task, with its tier', async () => {
    const { backend, calls, post } = await start();
    const { body } = await post('/v2/tasks', {
      templateRef: 'template:default/create-environment',
      values,
    }).expect(201);
    const task = await finished(backend.server, body.id);
    expect(task.status).toBe('completed');
    expect(calls).toEqual([
      {
        method: 'POST',
        path: '/v1/changes',
        user: 'user:default/mei',
        body: { planId: PLAN_ID, tier: 'dev' },
      },
    ]);
    const events = await request(backend.server)
      .get(`/api/scaffolder/v2/tasks/${body.id}/events`)
      .set('Authorization', mockCredentials.user.header('user:default/mei'));
    const completion = events.body.find((e: any) => e.type === 'completion');
    expect(completion.body.output.links).toEqual([
      { title: 'Change 7', url: '/changes/7' },
    ]);
    await backend.stop();
  });

  it('fails with the reason of the backend', async () => {
    const { backend, post } = await start({
      status: 409,
      message: 'environment dev/feat-x is held by change 3',
    });
    const { body } = await post('/v2/tasks', {
      templateRef: 'template:default/create-environment',
      values,
    }).expect(201);
    const task = await finished(backend.server, body.id);
    expect(task.status).toBe('failed');
    const events = await request(backend.server)
      .get(`/api/scaffolder/v2/tasks/${body.id}/events`)
      .set('Authorization', mockCredentials.user.header('user:default/mei'));
    expect(JSON.stringify(events.body)).toContain('is held by change 3');
    await backend.stop();
  });

  it.each([
    ['a name with shell characters', { name: 'x;rm' }],
    ['a lease longer than the tier allows', { days: 31 }],
    ['a missing plan', { planId: undefined }],
    ['a tier that does not exist', { tier: 'production' }],
  ])('refuses %s before anything runs', async (_, wrong) => {
    const { backend, calls, post } = await start();
    const response = await post('/v2/tasks', {
      templateRef: 'template:default/create-environment',
      values: { ...values, ...wrong },
    });
    expect(response.status).toBe(400);
    expect(calls).toEqual([]);
    await backend.stop();
  });
});

it('plans in a template, also in a dry run', async () => {
  const { backend, calls, post } = await start();
  const response = await post('/v2/dry-run', {
    template: {
      ...template,
      spec: {
        ...template.spec,
        steps: [
          {
            id: 'plan',
            name: 'Plan',
            action: 'chat2sql:environment:plan',
            input: {
              tier: '${{ parameters.tier }}',
              name: '${{ parameters.name }}',
              owner: '${{ parameters.owner }}',
              purpose: '${{ parameters.purpose }}',
              days: '${{ parameters.days }}',
            },
          },
        ],
        output: {
          text: [{ title: 'Diff', content: '${{ steps.plan.output.diff }}' }],
        },
      },
    },
    values,
    directoryContents: [],
  });
  expect(response.status).toBe(200);
  expect(response.body.output.text[0].content).toContain('+name: feat-x');
  expect(calls[0]).toMatchObject({
    path: '/v1/plans',
    body: {
      op: 'create-environment',
      answers: { tier: 'dev', name: 'feat-x', days: 14 },
    },
  });
  await backend.stop();
});

async function finished(server: any, id: string): Promise<{ status: string }> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const { body } = await request(server)
      .get(`/api/scaffolder/v2/tasks/${id}`)
      .set('Authorization', mockCredentials.user.header('user:default/mei'));
    if (body.status === 'completed' || body.status === 'failed') return body;
    if (Date.now() > deadline) throw new Error(`task is ${body.status}`);
    await new Promise(wake => setTimeout(wake, 50));
  }
}

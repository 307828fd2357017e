import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  CellDetail,
  MatrixSnapshot,
} from '@chat2sql/plugin-environments-common';
import { platformRepositoryServiceRef } from '@chat2sql/plugin-gitops-node';
import {
  alertmanagerServiceRef,
  clusterInventoryServiceRef,
  type AlertmanagerAlert,
} from '@chat2sql/plugin-platform-node';
import request from 'supertest';
import { FakeInventory } from './__testUtils__/FakeInventory';
import {
  fourEnvironments,
  recordText,
  type FakeRepository,
} from './__testUtils__/FakeRepository';
import {
  application,
  COMPONENTS,
  deployAll,
  workload,
} from './__testUtils__/objects';
import environmentsPlugin from './index';

const MATRIX = '/api/environments/v1/matrix';
const SILENT = {
  reason: 'cluster prod does not answer in time',
  since: '2026-11-25T09:59:58.000Z',
};

let inventory: FakeInventory;
let repository: FakeRepository;
let backend: TestBackend;
let alerts: AlertmanagerAlert[] | Error;
let decide: (permission: string) => PolicyDecision;
const audit = mockServices.auditor.mock();
const fail = jest.fn();

const tiers = (...names: string[]): PolicyDecision => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'environments',
  resourceType: 'environment',
  conditions: {
    rule: 'IN_TIERS',
    resourceType: 'environment',
    params: { tiers: names },
  },
});
const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

const authorizeConditional = jest.fn(
  async (queries: Array<{ permission: { name: string } }>) =>
    queries.map(query => decide(query.permission.name)),
);

const get = (path: string) =>
  request(backend.server)
    .get(path)
    .set('Authorization', mockCredentials.user.header());
const matrix = async (): Promise<MatrixSnapshot> => (await get(MATRIX)).body;

async function until(check: () => Promise<boolean> | boolean, what: string) {
  const end = performance.now() + 4_000;
  while (!(await check())) {
    if (performance.now() > end) throw new Error(`still not: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

beforeEach(async () => {
  jest.clearAllMocks();
  audit.createEvent.mockResolvedValue({ success: jest.fn(), fail });
  decide = () => ALLOW;
  alerts = [];
  inventory = new FakeInventory(['nonprod', 'prod']);
  repository = fourEnvironments();
  for (const tier of ['dev', 'test', 'staging', 'prod']) {
    const cluster = tier === 'prod' ? 'prod' : 'nonprod';
    deployAll(inventory, cluster, `chat2sql-${tier}`);
    inventory.put(
      cluster,
      application(`chat2sql-${tier}`, { components: COMPONENTS }),
    );
  }
  backend = await startTestBackend({
    features: [
      environmentsPlugin,
      mockServices.rootConfig.factory({
        data: {
          environments: {
            components: COMPONENTS.map(id => ({ id, title: id.slice(9) })),
          },
        },
      }),
      createServiceFactory({
        service: clusterInventoryServiceRef,
        deps: {},
        factory: () => inventory,
      }),
      createServiceFactory({
        service: platformRepositoryServiceRef,
        deps: {},
        factory: () => repository,
      }),
      createServiceFactory({
        service: alertmanagerServiceRef,
        deps: {},
        factory: () => ({
          client: () => ({
            alerts: async () => {
              if (alerts instanceof Error) throw alerts;
              return alerts;
            },
            state: () => ({
              id: 'alertmanager',
              title: 'Alertmanager',
              condition: 'ok' as const,
            }),
          }),
        }),
      }),
      mockServices.permissions.mock({
        authorizeConditional: authorizeConditional as any,
      }).factory,
      audit.factory,
    ],
  });
  await until(
    async () => (await matrix()).environments.length === 4,
    'four environments',
  );
});
afterEach(async () => {
  await backend.stop();
});

describe('GET /matrix', () => {
  it('refuses a caller without a token', async () => {
    for (const path of ['matrix', 'environments/dev', 'sources', 'events']) {
      const { status } = await request(backend.server)
        .get(`/api/environments/v1/${path}`)
        .set('Authorization', mockCredentials.none.header());
      expect(status).toBe(401);
    }
  });

  it('answers all columns in the order a change travels', async () => {
    const { body, headers } = await get(MATRIX).expect(200);
    expect(body.environments.map((e: any) => [e.id, e.status])).toEqual([
      ['dev', 'Healthy'],
      ['test', 'Healthy'],
      ['staging', 'Healthy'],
      ['prod', 'Healthy'],
    ]);
    expect(body.components.map((c: any) => c.title)).toEqual([
      'backend',
      'frontend',
      'ollama',
      'postgresql',
      'redis',
    ]);
    expect(body.cells).toHaveLength(20);
    expect(body.cells[0].since).toBeDefined();
    expect(body.problems).toEqual([]);
    expect(body.sources.map((s: any) => `${s.id} ${s.condition}`)).toEqual([
      'cluster:nonprod ok',
      'cluster:prod ok',
      'repository:platform ok',
      'alertmanager ok',
    ]);
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(headers['content-type']).toContain('application/json');
  });

  it('answers 304 without a body until something moves, and asks once', async () => {
    const first = await get(MATRIX);
    const { lists } = inventory;
    authorizeConditional.mockClear();
    const second = await get(MATRIX).set('If-None-Match', first.headers.etag);
    expect(second.status).toBe(304);
    expect(second.text).toBe('');
    expect(
      (await get(MATRIX).set('If-None-Match', `W/${first.headers.etag}, "x"`))
        .status,
    ).toBe(304);
    expect(authorizeConditional).toHaveBeenCalledTimes(2);
    expect(
      authorizeConditional.mock.calls[0][0].map(q => q.permission.name),
    ).toEqual(['environments.environment.read', 'environments.detail.read']);
    // Readers cause no work.
    expect(inventory.lists).toBe(lists);

    inventory.put(
      'nonprod',
      ...workload({
        namespace: 'chat2sql-test',
        component: COMPONENTS[0],
        broken: 2,
      }),
    );
    await until(
      async () =>
        (await get(MATRIX).set('If-None-Match', first.headers.etag)).status ===
        200,
      'changed',
    );
    const after = await matrix();
    expect(after.version).toBeGreaterThan(first.body.version);
    const status = (id: string) =>
      after.environments.find(e => e.id === id)?.status;
    expect(status('test')).toBe('Degraded');
    expect(status('dev')).toBe('Healthy');
  });

  it('shows a denied caller nothing, and a conditional one their tiers', async () => {
    repository.write('environments/prod/eu/environment.yaml', 'kind: [');
    repository.write('environments/dev/mine/environment.yaml', 'kind: [');
    await until(async () => (await matrix()).problems.length === 2, 'problems');
    inventory.condition('prod', 'stale', SILENT);
    decide = () => DENY;
    expect(await matrix()).toMatchObject({
      environments: [],
      cells: [],
      components: [],
      sources: [],
      problems: [],
    });
    decide = () => tiers('dev', 'test');
    const { text, body } = await get(MATRIX);
    expect(body.environments.map((e: any) => e.id)).toEqual(['dev', 'test']);
    expect(body.cells).toHaveLength(10);
    expect(body.problems.map((p: any) => p.file)).toEqual([
      'environments/dev/mine/environment.yaml',
    ]);
    expect(text).not.toContain('prod/');
    expect(text).not.toMatch(/"(cluster:)?prod"/);
    // Different decisions never share a tag.
    const mine = (await get(MATRIX)).headers.etag;
    decide = () => ALLOW;
    expect((await get(MATRIX)).headers.etag).not.toBe(mine);
  });

  it("says whose details the caller may read, and never by another caller's answer", async () => {
    const closely = (body: MatrixSnapshot) =>
      body.environments.map(e => [e.id, e.canReadDetail]);
    const all = await get(MATRIX);
    expect(closely(all.body).map(([, can]) => can)).toEqual(
      Array(4).fill(true),
    );
    decide = permission =>
      permission === 'environments.detail.read' ? tiers('dev', 'test') : ALLOW;
    // The tag of the wider answer is not good for the narrower one.
    const mine = await get(MATRIX).set('If-None-Match', all.headers.etag);
    expect(mine.status).toBe(200);
    expect(closely(mine.body)).toEqual([
      ['dev', true],
      ['test', true],
      ['staging', false],
      ['prod', false],
    ]);
    const prod = await get('/api/environments/v1/environments/prod');
    expect(closely(prod.body)).toEqual([['prod', false]]);
    decide = permission =>
      permission === 'environments.detail.read' ? DENY : ALLOW;
    const none = await get(MATRIX).set('If-None-Match', mine.headers.etag);
    expect(none.status).toBe(200);
    expect(closely(none.body).some(([, can]) => can)).toBe(false);
  });

  it('keeps the other columns when a cluster is silent', async () => {
    inventory.condition('prod', 'stale', SILENT);
    await until(
      async () => (await matrix()).environments[3].status === 'Unknown',
      'unknown',
    );
    const { environments, cells, sources } = await matrix();
    expect(environments.map(e => e.status)).toEqual([
      'Healthy',
      'Healthy',
      'Healthy',
      'Unknown',
    ]);
    expect(cells.find(c => c.environment === 'prod')).toMatchObject({
      status: 'Unknown',
      since: SILENT.since,
      staleReason: SILENT.reason,
      version: { label: '1.4.0' },
    });
    expect(sources.find(s => s.id === 'cluster:prod')).toMatchObject({
      condition: 'stale',
      ...SILENT,
    });
    inventory.condition('prod', 'synced');
    await until(
      async () => (await matrix()).environments[3].status === 'Healthy',
      'healthy again',
    );
  });

  it('names file and field of a bad record, and keeps what it knew', async () => {
    const file = 'environments/prod/prod/environment.yaml';
    repository.write(file, recordText('prod', 'prod', 'prod', 'colour: red'));
    await until(async () => (await matrix()).problems.length === 1, 'problem');
    const { problems, environments } = await matrix();
    expect(problems[0]).toMatchObject({
      file,
      message: expect.stringContaining('unknown field "colour"'),
    });
    expect(environments).toHaveLength(4);
    repository.write(
      'environments/dev/new/environment.yaml',
      recordText('dev', 'new', 'nonprod'),
    );
    await until(
      async () => (await matrix()).environments.length === 5,
      'the new environment',
    );
    expect((await matrix()).environments[1]).toMatchObject({
      id: 'dev-new',
      status: 'Missing',
    });
    repository.broken = new Error('disk full');
    repository.write(file, undefined);
    await until(
      async () =>
        (
          await matrix()
        ).sources.some(
          s => s.id === 'repository:platform' && s.condition === 'failed',
        ),
      'repository failed',
    );
    expect((await matrix()).environments).toHaveLength(5);
  });
});

describe('one environment', () => {
  it('answers its column, and 404 for what is not there or not for the caller', async () => {
    const { body } = await get('/api/environments/v1/environments/prod').expect(
      200,
    );
    expect(body.environments).toHaveLength(1);
    expect(body.cells).toHaveLength(5);
    for (const id of ['nope', '..%2f..%2fetc', 'PROD', '%00', 'a'.repeat(99)]) {
      await get(`/api/environments/v1/environments/${id}`).expect(404);
    }
    decide = () => tiers('dev');
    await get('/api/environments/v1/environments/prod').expect(404);
    await get('/api/environments/v1/environments/dev').expect(200);
  });

  it('answers the objects and events of a component', async () => {
    inventory.put(
      'prod',
      ...workload({
        namespace: 'chat2sql-prod',
        component: COMPONENTS[0],
        broken: 1,
      }),
      {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: 'e1', namespace: 'chat2sql-prod' },
        type: 'Warning',
        reason: 'BackOff',
        message: 'Back-off restarting failed container',
        count: 7,
        lastTimestamp: '2026-11-25T09:59:00Z',
        involvedObject: {
          apiVersion: 'v1',
          kind: 'Pod',
          name: 'chat2sql-backend-5d9-0',
          uid: 'chat2sql-prod/chat2sql-backend/pod-0',
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: 'e2', namespace: 'chat2sql-prod' },
        reason: 'Other',
        involvedObject: { apiVersion: 'v1', kind: 'Pod', name: 'x', uid: 'x' },
      },
    );
    const path = `/api/environments/v1/environments/prod/components/${COMPONENTS[0]}`;
    await until(
      async () => (await get(path)).body.cell.status === 'Degraded',
      'degraded',
    );
    const detail: CellDetail = (await get(path)).body;
    expect(detail.environment.canReadDetail).toBe(true);
    expect(detail.component.title).toBe('backend');
    expect(
      detail.objects.map(o => `${o.ref.kind} ${o.verdict.status}`),
    ).toEqual([
      'Deployment Degraded',
      'ReplicaSet Degraded',
      'Pod Degraded',
      'Pod Healthy',
    ]);
    expect(detail.objects[1].parentUid).toBe(detail.objects[0].ref.uid);
    expect(detail.objects[0].observedAt).toBe('2026-11-25T10:00:00.000Z');
    expect(detail.events).toEqual([
      expect.objectContaining({
        reason: 'BackOff',
        count: 7,
        ref: expect.objectContaining({ name: 'chat2sql-backend-5d9-0' }),
      }),
    ]);
    await get(`${path}x`).expect(404);
    expect(audit.createEvent).not.toHaveBeenCalled();
  });

  it('refuses details without the permission, and writes that down once', async () => {
    decide = permission =>
      permission === 'environments.detail.read' ? tiers('dev') : ALLOW;
    const path = (id: string) =>
      `/api/environments/v1/environments/${id}/components/${COMPONENTS[0]}`;
    await get(path('dev')).expect(200);
    await get(path('prod')).expect(403);
    expect(audit.createEvent).toHaveBeenCalledTimes(1);
    expect(audit.createEvent.mock.calls[0][0]).toMatchObject({
      eventId: 'detail-read',
      meta: { environment: 'prod', component: COMPONENTS[0] },
    });
    expect(fail).toHaveBeenCalledTimes(1);
    decide = permission =>
      permission === 'environments.environment.read' ? DENY : ALLOW;
    await get(path('dev')).expect(404);
  });
});

describe('GET /sources', () => {
  it('lists every kind of the clusters that the caller may know of', async () => {
    const { body } = await get('/api/environments/v1/sources').expect(200);
    const ids = body.items.map((s: any) => s.id);
    expect(ids).toContain('cluster:prod/deployments.apps');
    expect(ids).toContain('alertmanager');
    decide = () => tiers('dev');
    const mine = (await get('/api/environments/v1/sources')).body.items;
    expect(JSON.stringify(mine)).not.toContain('cluster:prod');
    expect(mine.length).toBeGreaterThan(30);
    decide = () => DENY;
    expect((await get('/api/environments/v1/sources')).body.items).toEqual([]);
  });
});

describe('GET /events', () => {
  /** Opens a stream and collects its text. */
  async function stream(headers: Record<string, string> = {}) {
    const abort = new AbortController();
    const response = await fetch(
      `http://127.0.0.1:${backend.server.port()}/api/environments/v1/events`,
      {
        signal: abort.signal,
        headers: { authorization: mockCredentials.user.header(), ...headers },
      },
    );
    const seen = { text: '', ended: false };
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body as any) {
        seen.text += decoder.decode(chunk, { stream: true });
      }
    })()
      .catch(() => {})
      .finally(() => {
        seen.ended = true;
      });
    return { response, seen, close: () => abort.abort(), reading };
  }
  const breakOne = (cluster: string, namespace: string) =>
    inventory.put(
      cluster,
      ...workload({ namespace, component: COMPONENTS[0], broken: 2 }),
    );

  it('tells the version at once and after each change, and nothing else', async () => {
    const { version } = await matrix();
    const s = await stream();
    expect(s.response.headers.get('content-type')).toContain(
      'text/event-stream',
    );
    await until(() => s.seen.text.includes(`id: ${version}\n`), 'first');
    const started = performance.now();
    breakOne('prod', 'chat2sql-prod');
    await until(
      () => s.seen.text.split('event: matrix').length === 3,
      'second',
    );
    expect(performance.now() - started).toBeLessThan(500);
    expect(s.seen.text).toMatch(/data: {"version":\d+}\n\n$/);
    expect(s.seen.text).not.toContain('chat2sql');
    s.close();
    await s.reading;
  });

  it('does not repeat what the client has seen', async () => {
    const { version } = await matrix();
    const s = await stream({ 'last-event-id': String(version) });
    await until(() => s.seen.text.includes('retry:'), 'open');
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(s.seen.text).not.toContain('event: matrix');
    s.close();
    await s.reading;
  });

  it('stays silent about environments the caller may not see', async () => {
    decide = () => tiers('dev');
    const s = await stream();
    await until(() => s.seen.text.includes('event: matrix'), 'first');
    const before = s.seen.text;
    breakOne('prod', 'chat2sql-prod');
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(s.seen.text).toBe(before);
    breakOne('nonprod', 'chat2sql-dev');
    await until(() => s.seen.text !== before, 'own change');
    s.close();
    await s.reading;
  });

  it('ends with the backend', async () => {
    const s = await stream();
    await until(() => s.seen.text.includes('event: matrix'), 'first');
    await backend.stop();
    await until(() => s.seen.ended, 'ended');
    expect(s.seen.ended).toBe(true);
  });
});

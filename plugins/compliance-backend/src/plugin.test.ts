import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { platformRepositoryServiceRef } from '@chat2sql/plugin-gitops-node';
import { clusterInventoryServiceRef } from '@chat2sql/plugin-platform-node';
import type {
  EvidenceResponse,
  FrameworkResponse,
  OverviewResponse,
  ResultsResponse,
} from '@chat2sql/plugin-compliance-common';
import request from 'supertest';
import { backend, createWorld } from './__fixtures__/world';
import compliancePlugin from '.';

jest.setTimeout(60_000);

type Decision = AuthorizeResult.ALLOW | AuthorizeResult.DENY | string[];

function decide(decision: Decision) {
  return Array.isArray(decision)
    ? {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'compliance',
        resourceType: 'compliance-result',
        conditions: {
          rule: 'IN_TIERS',
          resourceType: 'compliance-result',
          params: { tiers: decision },
        },
      }
    : { result: decision };
}

async function start(
  options: { read?: Decision; evidence?: Decision; config?: object } = {},
) {
  const { read = AuthorizeResult.ALLOW, evidence = AuthorizeResult.ALLOW } =
    options;
  const world = createWorld();
  const auditor = mockServices.auditor.mock();
  const success = jest.fn();
  const fail = jest.fn();
  auditor.createEvent.mockResolvedValue({ success, fail });
  const { server } = await startTestBackend({
    features: [
      compliancePlugin,
      mockServices.rootConfig.factory({ data: options.config ?? {} }),
      mockServices.permissions.mock({
        authorizeConditional: (async (
          requests: Array<{ permission: { name: string } }>,
        ) =>
          requests.map(({ permission }) =>
            decide(
              permission.name === 'compliance.evidence.read' ? evidence : read,
            ),
          )) as any,
      }).factory,
      auditor.factory,
      createServiceFactory({
        service: clusterInventoryServiceRef,
        deps: {},
        factory: () => world.inventory,
      }),
      createServiceFactory({
        service: platformRepositoryServiceRef,
        deps: {},
        factory: () => world.repository,
      }),
    ],
  });
  const get = async <T>(path: string, headers: Record<string, string> = {}) => {
    const response = await request(server)
      .get(`/api/compliance/v1${path}`)
      .set('Authorization', mockCredentials.user.header('user:default/mei'))
      .set(headers);
    return { ...response, status: response.status, body: response.body as T };
  };
  const until = async <T>(
    path: string,
    isDone: (body: T) => boolean,
  ): Promise<T> => {
    for (let i = 0; i < 400; i += 1) {
      const { body } = await get<T>(path);
      if (isDone(body)) return body;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error(`${path} did not become what was expected`);
  };
  const overview = await until<OverviewResponse>(
    '/overview',
    body => body.ready,
  );
  return { ...world, server, get, until, overview, success, fail, auditor };
}

const cellOf = (body: OverviewResponse, framework: string, env: string) =>
  body.cells.find(c => c.framework === framework && c.environment === env)!;

const CIS = 'cis-kubernetes@1.12';

describe('compliance API', () => {
  it('asks who is there and refuses queries it does not know', async () => {
    const { server, get } = await start();
    for (const path of [
      '/overview',
      `/frameworks/${CIS}`,
      '/results',
      '/results/x/evidence',
    ]) {
      const anonymous = await request(server)
        .get(`/api/compliance/v1${path}`)
        .set('Authorization', mockCredentials.none.header());
      expect([path, anonymous.status]).toEqual([path, 401]);
    }
    for (const query of [
      'status=green',
      'limit=0',
      'limit=201',
      'cursor=-1',
      'framework=x',
      'unknown=1',
    ]) {
      expect([query, (await get(`/results?${query}`)).status]).toEqual([
        query,
        400,
      ]);
    }
    expect((await get('/frameworks/none@1')).status).toBe(404);
    expect((await get(`/frameworks/${CIS}?environment=x`)).status).toBe(404);
    expect((await get('/results/none/evidence')).status).toBe(404);
    expect((await get(`/results?framework=${CIS}&control=9.9`)).status).toBe(
      404,
    );
  });

  it('shows conformance and coverage together, by framework and environment', async () => {
    const { overview } = await start();
    expect(overview.access).toBe('all');
    expect(overview.environments.map(e => e.id)).toEqual(['dev', 'prod']);
    expect(overview.frameworks.map(f => [f.key, f.controls])).toEqual([
      ['chat2sql-baseline@1', 6],
      [CIS, 12],
    ]);
    expect(cellOf(overview, CIS, 'prod')).toMatchObject({
      conformance: { count: 11, of: 12 },
      coverage: { count: 12, of: 12 },
      attested: { count: 0, of: 12 },
      capped: 1,
      worst: { id: '5.2.1', status: 'partial' },
      observedAt: '2026-11-25T10:00:00.000Z',
    });
    expect(cellOf(overview, 'chat2sql-baseline@1', 'dev')).toMatchObject({
      conformance: { count: 6, of: 6 },
      coverage: { count: 6, of: 6 },
    });
    expect(overview.problems).toEqual([]);
    expect(overview.sources.map(s => [s.id, s.condition])).toEqual([
      ['cluster:nonprod', 'ok'],
      ['cluster:prod', 'ok'],
      ['repository:platform', 'ok'],
    ]);
    expect(overview.checks.find(c => c.id === 'PSS-R')).toMatchObject({
      version: expect.stringMatching(/^1\+[0-9a-f]{12}$/),
      counts: { pass: 2 },
    });
  });

  it('answers 304 until something changes', async () => {
    const { get, until, inventory } = await start();
    const first = await get('/overview');
    const etag = first.headers.etag;
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    const again = await get('/overview', { 'If-None-Match': etag });
    expect(again.status).toBe(304);
    expect(again.text).toBe('');
    inventory.put(
      'prod',
      backend('chat2sql-prod', spec => {
        spec.hostPID = true;
      }),
    );
    await until<OverviewResponse>(
      '/overview',
      body => cellOf(body, CIS, 'prod').counts.fail > 0,
    );
    const changed = await get('/overview', { 'If-None-Match': etag });
    expect(changed.status).toBe(200);
  });

  it('shows a new violation in exactly the controls it concerns', async () => {
    const { get, until, inventory } = await start();
    inventory.put(
      'prod',
      backend('chat2sql-prod', spec => {
        spec.hostPID = true;
      }),
    );
    await until<OverviewResponse>(
      '/overview',
      body => cellOf(body, CIS, 'prod').counts.fail > 0,
    );
    const { body } = await get<FrameworkResponse>(`/frameworks/${CIS}`);
    const failing = body.controls.filter(c =>
      c.states.some(s => s.status === 'fail'),
    );
    expect(failing.map(c => c.id)).toEqual(['5.2.3']);
    const state = failing[0].states.find(s => s.environment === 'prod')!;
    expect(state.message).toContain('Deployment chat2sql-backend: hostPID');
    expect(state.edges[0]).toEqual({
      check: 'PSS-B',
      status: 'fail',
      observed: true,
      subjects: { fail: 1 },
    });
    expect(failing[0].states.find(s => s.environment === 'dev')?.status).toBe(
      'pass',
    );

    const byControl = async (id: string) =>
      (
        await get<ResultsResponse>(
          `/results?framework=${CIS}&control=${id}&environment=prod`,
        )
      ).body.items.map(i => [i.check, i.status, i.findings.length]);
    expect(await byControl('5.2.3')).toEqual([
      ['PSS-B', 'fail', 1],
      ['PSA-L', 'pass', 0],
    ]);
    expect(await byControl('5.2.4')).toEqual([
      ['PSA-L', 'pass', 0],
      ['PSS-B', 'pass', 0],
    ]);
  });

  it('loses coverage and gains nothing when a cluster falls silent', async () => {
    const { until, inventory, overview } = await start();
    inventory.setState('prod', '*', 'stale', 'no sign of life since 10:00');
    const silent = await until<OverviewResponse>(
      '/overview',
      body => cellOf(body, CIS, 'prod').counts.stale > 0,
    );
    for (const framework of [CIS, 'chat2sql-baseline@1']) {
      const before = cellOf(overview, framework, 'prod');
      const after = cellOf(silent, framework, 'prod');
      expect(after.coverage).toEqual({ count: 0, of: before.coverage.of });
      expect(after.conformance).toEqual({
        count: 0,
        of: before.conformance.of,
      });
      expect(cellOf(silent, framework, 'dev')).toEqual(
        cellOf(overview, framework, 'dev'),
      );
    }
    expect(silent.sources.find(s => s.id === 'cluster:prod')).toMatchObject({
      condition: 'stale',
      reason: 'no sign of life since 10:00',
    });
  });

  it('lists results worst first, by page and filter', async () => {
    const { get, until, inventory } = await start();
    inventory.put(
      'prod',
      backend('chat2sql-prod', spec => {
        delete spec.containers[0].resources.limits.cpu;
        spec.containers[0].image = 'app:1';
      }),
    );
    await until<ResultsResponse>(
      '/results?status=fail',
      body => body.total > 0,
    );
    const all = (await get<ResultsResponse>('/results')).body;
    expect(all.total).toBe(16);
    expect(all.counts).toEqual({ fail: 1, partial: 1, pass: 14 });
    expect(all.items.slice(0, 2).map(i => [i.check, i.status])).toEqual([
      ['IMG-DIG', 'fail'],
      ['RES', 'partial'],
    ]);
    const first = (await get<ResultsResponse>('/results?limit=10')).body;
    const second = (
      await get<ResultsResponse>(`/results?limit=10&cursor=${first.next}`)
    ).body;
    expect(second.next).toBeUndefined();
    expect([...first.items, ...second.items].map(i => i.id)).toEqual(
      all.items.map(i => i.id),
    );
    const filtered = async (query: string) =>
      (await get<ResultsResponse>(`/results?${query}`)).body.total;
    expect(await filtered('status=fail,partial')).toBe(2);
    expect(await filtered('check=RES')).toBe(2);
    expect(await filtered('environment=dev')).toBe(8);
    expect(await filtered('component=chat2sql-backend')).toBe(10);
    expect(await filtered('component=other')).toBe(0);
  });

  it('shows the evidence: identity, the fields that were read, a hash', async () => {
    const { get, success, auditor } = await start();
    const id = encodeURIComponent(
      'PSS-R:prod:Deployment.apps:chat2sql-backend',
    );
    const { body } = await get<EvidenceResponse>(`/results/${id}/evidence`);
    expect(body.total).toBe(1);
    const [item] = body.items;
    expect(item).toMatchObject({
      ref: { cluster: 'prod', kind: 'Deployment', name: 'chat2sql-backend' },
      uid: 'chat2sql-prod-Deployment-chat2sql-backend',
      resourceVersion: expect.any(String),
      observedAt: '2026-11-25T10:00:00.000Z',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(item.fields).toContain('spec.template.spec.securityContext');
    expect(JSON.stringify(item.payload)).toContain('"drop":["ALL"]');
    expect(JSON.stringify(item.payload)).not.toContain('env');
    expect(JSON.stringify(item.payload)).not.toContain('image');
    expect(success).toHaveBeenCalledTimes(1);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'evidence-read',
        severityLevel: 'low',
      }),
    );
  });

  it('shows nothing to whom everything is denied', async () => {
    const { get, overview } = await start({ read: AuthorizeResult.DENY });
    expect(overview).toMatchObject({
      access: 'none',
      frameworks: [],
      environments: [],
      cells: [],
      sources: [],
      problems: [],
    });
    const { body } = await get<ResultsResponse>('/results');
    expect(body).toMatchObject({ access: 'none', items: [], total: 0 });
    const id = encodeURIComponent('PSS-R:prod:Namespace');
    expect((await get(`/results/${id}/evidence`)).status).toBe(404);
  });

  it('shows a developer the tiers of the condition, counts included', async () => {
    const { get, overview, fail } = await start({
      read: ['dev', 'prod'],
      evidence: ['dev'],
    });
    expect(overview.access).toBe('all');
    const evidence = (check: string, env: string) =>
      get(
        `/results/${encodeURIComponent(
          `${check}:${env}:Deployment.apps:chat2sql-backend`,
        )}/evidence`,
      );
    expect((await evidence('PSS-R', 'dev')).status).toBe(200);
    expect((await evidence('PSS-R', 'prod')).status).toBe(403);
    expect(fail).toHaveBeenCalledTimes(1);
    const { body } = await get<ResultsResponse>('/results?check=PSS-R');
    expect(body.items.map(i => [i.environment, i.evidenceReadable])).toEqual([
      ['dev', true],
      ['prod', false],
    ]);
  });

  it('hides what a condition leaves out, from lists, counts and items', async () => {
    const { get, overview } = await start({ read: ['dev'] });
    expect(overview.access).toBe('some');
    expect(overview.environments.map(e => e.id)).toEqual(['dev']);
    expect(new Set(overview.cells.map(c => c.environment))).toEqual(
      new Set(['dev']),
    );
    expect(overview.checks.find(c => c.id === 'PSS-R')?.counts).toEqual({
      pass: 1,
    });
    expect(overview.sources.map(s => s.id)).not.toContain('cluster:prod');
    expect((await get(`/frameworks/${CIS}?environment=prod`)).status).toBe(404);
    const { body } = await get<ResultsResponse>('/results?environment=prod');
    expect(body.items).toEqual([]);
  });

  it('keeps the good part of a repository with faults, and follows it', async () => {
    const { repository, until } = await start();
    repository.write({
      'environments/test/test/environment.yaml': 'kind: [',
      'compliance/frameworks/bad.yaml': 'framework: x\nframework: y\n',
    });
    const broken = await until<OverviewResponse>(
      '/overview',
      body => body.problems.length > 0,
    );
    expect(broken.problems.map(p => p.file)).toEqual(
      expect.arrayContaining([
        'environments/test/test/environment.yaml',
        'compliance/frameworks/bad.yaml',
      ]),
    );
    expect(broken.environments).toHaveLength(2);
    expect(broken.frameworks).toHaveLength(2);
    const test = Object.entries(createWorld().repository.files).find(([path]) =>
      path.includes('/dev/dev/'),
    )![1];
    repository.write({
      'environments/test/test/environment.yaml': test.replace(/dev/g, 'test'),
    });
    const grown = await until<OverviewResponse>(
      '/overview',
      body => body.environments.length === 3,
    );
    expect(grown.environments.map(e => e.id)).toEqual(['dev', 'test', 'prod']);
  });

  it('names the key of a wrong setting', async () => {
    await expect(
      start({ config: { compliance: { podSecurityVersion: '2.0' } } }),
    ).rejects.toThrow(/compliance\.podSecurityVersion: found "2\.0"/);
  });
});

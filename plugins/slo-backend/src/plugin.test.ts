import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { platformRepositoryServiceRef } from '@chat2sql/plugin-gitops-node';
import { prometheusSourcesServiceRef } from '@chat2sql/plugin-platform-node';
import type { ObjectiveList } from '@chat2sql/plugin-slo-common';
import request from 'supertest';
import { sloDocument } from './__fixtures__/documents';
import { FakePrometheus } from './__fixtures__/FakePrometheus';
import { FakeRepository } from './__fixtures__/FakeRepository';
import { readSloConfig } from './config/readSloConfig';
import { sloPlugin } from './plugin';

jest.setTimeout(60_000);

const LIST = '/api/slo/v1/objectives';

function conditional(tiers: string[]): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'slo',
    resourceType: 'slo-objective',
    conditions: {
      rule: 'IN_TIERS',
      resourceType: 'slo-objective',
      params: { tiers },
    },
  };
}

describe('slo backend', () => {
  const prometheus = new FakePrometheus(() => new Date());
  const repository = new FakeRepository({
    'slos/web.yaml': sloDocument({
      name: 'web',
      annotations: '    chat2sql.io/alerts: WebBurns\n',
    }),
    'slos/plain.yaml': sloDocument({
      name: 'plain',
      environments: 'prod',
      total: 'nothing{ns="{{.namespace}}"}',
    }),
    'slos/broken.yaml': 'apiVersion: openslo/v1\nkind: SLO\nspec: {}\n',
    'slos/README.md': '# not a document',
    'elsewhere/x.yaml': 'a: 1',
  });
  let decision: PolicyDecision = { result: AuthorizeResult.ALLOW };
  let server: Awaited<ReturnType<typeof startTestBackend>>['server'];
  const authorizeConditional = jest.fn(async () => [decision]);

  beforeAll(async () => {
    for (const env of ['dev', 'prod']) {
      prometheus.streams.set(`requests{ns="chat2sql-${env}"}`, () => 100);
      prometheus.streams.set(`errors{ns="chat2sql-${env}"}`, minute =>
        env === 'prod' && minute % 50 === 0 ? 1 : 0,
      );
    }
    prometheus.ruleList = [
      {
        group: 'g',
        name: 'WebBurns',
        type: 'alerting',
        query: '',
        health: 'ok',
        labels: {},
        annotations: {},
      },
    ];
    prometheus.alertList = [
      {
        name: 'WebBurns',
        state: 'firing',
        activeAt: '2026-11-25T10:00:00Z',
        value: '1',
        labels: {
          alertname: 'WebBurns',
          namespace: 'chat2sql-prod',
          severity: 'critical',
        },
        annotations: {},
      },
    ];
    ({ server } = await startTestBackend({
      features: [
        sloPlugin,
        mockServices.rootConfig.factory({
          data: { slo: { refreshSeconds: 5 } },
        }),
        mockServices.permissions.mock({ authorizeConditional }).factory,
        createServiceFactory({
          service: platformRepositoryServiceRef,
          deps: {},
          factory: () => repository,
        }),
        createServiceFactory({
          service: prometheusSourcesServiceRef,
          deps: {},
          factory: () => ({
            names: () => ['main'],
            get: () => prometheus,
            default: () => prometheus,
          }),
        }),
      ],
    }));
    await until(async () => {
      const { items } = await list();
      return items.every(
        i => !i.evaluation.reasons.includes('loading-history'),
      );
    });
  });

  beforeEach(() => {
    decision = { result: AuthorizeResult.ALLOW };
    authorizeConditional.mockClear();
  });

  async function list(): Promise<ObjectiveList> {
    const answer = await get(LIST);
    expect(answer.status).toBe(200);
    return answer.body;
  }

  function get(path: string, headers: Record<string, string> = {}) {
    return request(server)
      .get(path)
      .set({ authorization: mockCredentials.user.header(), ...headers });
  }

  async function until(check: () => Promise<boolean>, seconds = 30) {
    const end = Date.now() + seconds * 1000;
    while (!(await check())) {
      if (Date.now() > end) throw new Error('waited too long');
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  it('refuses callers without credentials', async () => {
    for (const path of ['', '/web.prod', '/web.prod/series?range=1h']) {
      const answer = await request(server)
        .get(`${LIST}${path}`)
        .set('authorization', mockCredentials.none.header());
      expect(answer.status).toBe(401);
    }
  });

  it('lists everything a page needs, worst first, broken files beside', async () => {
    const { items, invalid, sources } = await list();
    expect(items.map(i => [i.objective.id, i.evaluation.state])).toEqual([
      ['plain.prod', 'no-data'],
      ['web.prod', 'ok'],
      ['web.dev', 'ok'],
    ]);
    expect(items[1]).toMatchObject({
      objective: {
        displayName: 'web',
        environment: 'prod',
        tier: 'prod',
        owner: 'group:default/sre',
        runbook: 'backend-error-rate',
        targetPercent: '99',
        unit: 'events',
        prometheus: 'main',
      },
      evaluation: { total: expect.any(Number), badSeen: true },
      alerts: {
        state: 'firing',
        active: [{ name: 'WebBurns', severity: 'critical' }],
      },
    });
    expect(items[1].evaluation.remaining).toBeCloseTo(0.98, 2);
    expect(items[2].alerts.state).toBe('quiet');
    expect(items[0].evaluation.remaining).toBeUndefined();
    expect(invalid).toEqual([
      expect.objectContaining({ id: 'slos/broken.yaml#0', kind: 'SLO' }),
    ]);
    expect(sources.map(s => [s.kind, s.condition])).toEqual([
      ['repository', 'ok'],
      ['prometheus', 'ok'],
      ['store', 'ok'],
    ]);
    expect(authorizeConditional).toHaveBeenCalledTimes(1);
  });

  it('filters by entity', async () => {
    const { body } = await get(`${LIST}?entityRef=component:default/web`);
    expect(body.items).toHaveLength(3);
    expect(body.invalid).toEqual([]);
    const other = await get(`${LIST}?entityRef=component:default/other`);
    expect(other.body.items).toEqual([]);
  });

  it('shows only the tiers a caller may see, in lists, details and charts alike', async () => {
    decision = conditional(['dev']);
    expect((await list()).items.map(i => i.objective.id)).toEqual(['web.dev']);
    expect((await get(`${LIST}/web.dev`)).status).toBe(200);
    expect((await get(`${LIST}/web.prod`)).status).toBe(404);
    expect((await get(`${LIST}/web.prod/series?range=1h`)).status).toBe(404);
    decision = { result: AuthorizeResult.DENY };
    expect(await list()).toEqual({ items: [], invalid: [], sources: [] });
    expect((await get(`${LIST}/web.dev`)).status).toBe(404);
    expect((await get('/api/slo/v1/sources')).body).toEqual({ items: [] });
  });

  it('answers 304 to a strong ETag, and never the ETag of another view', async () => {
    // A round may change the numbers between two calls: try until none did.
    await until(async () => {
      const first = await get(LIST);
      expect(first.headers.etag).toMatch(/^"[\w-]{43}"$/);
      const again = await get(LIST, { 'if-none-match': first.headers.etag });
      if (again.status !== 304) return false;
      expect(again.text).toBe('');
      decision = conditional(['dev']);
      const filtered = await get(LIST, { 'if-none-match': first.headers.etag });
      expect(filtered.status).toBe(200);
      expect(filtered.headers.etag).not.toBe(first.headers.etag);
      decision = { result: AuthorizeResult.ALLOW };
      return true;
    });
  });

  it('explains a number and gives the document', async () => {
    const { body } = await get(`${LIST}/web.prod`);
    expect(body.explanation).toMatchObject({
      unit: 'events',
      budget: '1/100',
      decimals: 2,
      prometheus: 'main',
    });
    expect(body.explanation.queries[0]).toMatchObject({
      window: 'period',
      origin: 'slots',
      promql:
        '  sum(increase(errors{ns="chat2sql-prod"}[7d]))\n/\n  sum(increase(requests{ns="chat2sql-prod"}[7d]))',
    });
    expect(body.evaluation.tiers).toHaveLength(4);
    expect(body.spec).toMatchObject({ file: 'slos/web.yaml', commit: 'c1' });
    expect(body.spec.text).toContain('kind: SLO');
    expect((await get(`${LIST}/nobody`)).status).toBe(404);
  });

  it.each(['1h', '6h', '1d', '1w', '4w', 'window'])(
    'draws %s within the limit of points, without a query',
    async range => {
      const before = prometheus.count('range');
      const { body, status } = await get(
        `${LIST}/web.prod/series?range=${range}`,
      );
      expect(status).toBe(200);
      expect(body.times.length).toBeGreaterThan(10);
      expect(body.times.length).toBeLessThanOrEqual(1_000);
      expect(body.remaining).toHaveLength(body.times.length);
      expect(prometheus.count('range') - before).toBeLessThanOrEqual(1);
    },
  );

  it.each([
    `${LIST}/web.prod/series`,
    `${LIST}/web.prod/series?range=2h`,
    `${LIST}/web.prod/series?range=1h&query=up`,
    `${LIST}?promql=up`,
    `${LIST}?entityRef=${'x'.repeat(501)}`,
  ])('refuses %s', async path => {
    expect((await get(path)).status).toBe(400);
  });

  it('tells what the sources are asked', async () => {
    const { body } = await get('/api/slo/v1/sources');
    const source = body.items.find(
      (s: { kind: string }) => s.kind === 'prometheus',
    );
    expect(source.queries).toMatchObject({
      refreshSeconds: 5,
      hoursToLoad: 0,
      failed: 0,
      rounds: expect.any(Number),
    });
    expect(source.queries.total).toBeGreaterThan(0);
  });

  it('shows the last values as unknown while Prometheus is down, and recovers within 15 s', async () => {
    const before = (await list()).items.find(
      i => i.objective.id === 'web.prod',
    )!;
    prometheus.down = 'Prometheus main refuses the connection';
    await until(async () =>
      (await list()).items.every(i => i.evaluation.state === 'unknown'),
    );
    const down = (await list()).items.find(i => i.objective.id === 'web.prod')!;
    expect(down.evaluation).toMatchObject({
      lastState: 'ok',
      detail: 'Prometheus main refuses the connection',
    });
    expect(down.evaluation.remaining).toBeCloseTo(
      before.evaluation.remaining!,
      3,
    );
    const never = (await list()).items.find(
      i => i.objective.id === 'plain.prod',
    )!;
    expect(never.evaluation.total).toBeUndefined();
    prometheus.down = undefined;
    const started = Date.now();
    await until(
      async () =>
        (await list()).items.find(i => i.objective.id === 'web.prod')
          ?.evaluation.state === 'ok',
      15,
    );
    expect(Date.now() - started).toBeLessThan(15_000);
  });

  it('follows the repository', async () => {
    repository.push({
      'slos/web.yaml': sloDocument({
        name: 'web',
        environments: 'prod',
        target: '99.999',
      }),
    });
    await until(async () => {
      const { items } = await list();
      return (
        items.length === 1 && items[0].objective.targetPercent === '99.999'
      );
    });
    expect((await list()).items[0].evaluation.state).toBe('breached');
  });
});

describe('readSloConfig', () => {
  const read = (slo: object) =>
    readSloConfig(mockServices.rootConfig({ data: { slo } }));

  it('names the key, what was found and what is allowed', () => {
    expect(read({}).refreshSeconds).toBe(30);
    expect(() => read({ refreshSeconds: 1 })).toThrow(
      'config key slo.refreshSeconds: found 1; allowed: 5 to 600',
    );
    expect(() => read({ coverageFloor: 2 })).toThrow('slo.coverageFloor');
    expect(() => read({ directory: '../secrets' })).toThrow('slo.directory');
  });
});

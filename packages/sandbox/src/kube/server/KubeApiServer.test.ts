import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { FakeClock } from '../../__testUtils__/simulation';
import { ScenarioDirector } from '../../scenario/ScenarioDirector';
import type { SimulatedCluster } from '../cluster/SimulatedCluster';
import { createKubeServer } from '../createKubeServer';
import type { KubeApiServer } from './KubeApiServer';

const TOKEN = 'a-token';
const clock = new FakeClock();

function pod(name: string, labels: Record<string, string> = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', labels },
    spec: {
      containers: [{ name: 'backend', image: 'r/app:1' }],
      nodeName: 'n1',
    },
    status: { phase: 'Running' },
  };
}

describe('KubeApiServer', () => {
  let director: ScenarioDirector;
  let cluster: SimulatedCluster;
  let server: KubeApiServer;
  let base: string;
  let intercept: (
    request: IncomingMessage,
    response: ServerResponse,
  ) => boolean;

  beforeEach(async () => {
    clock.at = Date.parse('2026-06-10T12:00:00Z');
    director = ScenarioDirector.create({ clock: clock.now });
    intercept = () => false;
    ({ cluster, server } = createKubeServer(director, {
      cluster: 'prod',
      token: TOKEN,
      bare: true,
      historyLimit: 40,
      bookmarkMs: 60,
      tickMs: 1_000_000,
      intercept: (request, response) => intercept(request, response),
    }));
    for (const name of ['shop', 'other']) {
      cluster.store.create(
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name },
          status: { phase: 'Active' },
        },
        clock.now(),
      );
    }
    for (let i = 0; i < 7; i += 1)
      cluster.store.create(
        pod(`p${i}`, { app: i < 4 ? 'a' : 'b', tier: 'x' }),
        clock.now(),
      );
    base = `http://127.0.0.1:${await server.start(0)}`;
  });

  afterEach(() => server.stop());

  function ask(path: string, init: RequestInit = {}) {
    return fetch(`${base}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${TOKEN}`, ...init.headers },
    });
  }

  async function json(path: string, init?: RequestInit): Promise<any> {
    const response = await ask(path, init);
    return { code: response.status, body: await response.json() };
  }

  const names = (body: any) => body.items.map((o: any) => o.metadata.name);

  /** Opens a watch and collects its events. */
  async function watch(query: string, path = '/api/v1/namespaces/shop/pods') {
    const abort = new AbortController();
    const response = await ask(`${path}?watch=true&${query}`, {
      signal: abort.signal,
    });
    const events: any[] = [];
    let ended = false;
    const reading = (async () => {
      let text = '';
      try {
        for await (const chunk of response.body! as any) {
          text += Buffer.from(chunk).toString('utf8');
          for (;;) {
            const end = text.indexOf('\n');
            if (end < 0) break;
            events.push(JSON.parse(text.slice(0, end)));
            text = text.slice(end + 1);
          }
        }
      } catch {
        // the test ended it
      }
      ended = true;
    })();
    return {
      response,
      events,
      ended: () => ended,
      wait: async (holds: () => boolean) => {
        for (let i = 0; i < 200 && !holds(); i += 1)
          await new Promise(resolve => setTimeout(resolve, 10));
        expect(holds()).toBe(true);
      },
      close: async () => {
        abort.abort();
        await reading;
      },
    };
  }

  describe('access', () => {
    it.each([
      ['without a token', {}],
      ['with a wrong token', { authorization: 'Bearer nope' }],
      ['with another scheme', { authorization: `Basic ${TOKEN}` }],
    ])('answers 401 %s', async (_, headers) => {
      for (const path of ['/api/v1/pods', '/version', '/nowhere']) {
        const response = await fetch(`${base}${path}`, {
          headers,
        } as RequestInit);
        expect(response.status).toBe(401);
        expect(await response.json()).toMatchObject({
          kind: 'Status',
          status: 'Failure',
          reason: 'Unauthorized',
          code: 401,
        });
      }
    });

    it('forbids secrets and every write, and says so as RBAC does', async () => {
      const secrets = await json('/api/v1/namespaces/shop/secrets');
      expect(secrets.code).toBe(403);
      expect(secrets.body.message).toBe(
        'secrets is forbidden: User "system:serviceaccount:chat2sql-portal:chat2sql-portal" cannot list resource "secrets" in API group "" in the namespace "shop"',
      );
      const before = cluster.store.resourceVersion;
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const { code, body } = await json('/api/v1/namespaces/shop/pods/p1', {
          method,
        });
        expect([method, code, body.reason]).toEqual([method, 403, 'Forbidden']);
      }
      expect((await json('/version', { method: 'POST' })).code).toBe(405);
      expect(cluster.store.resourceVersion).toBe(before);
    });

    it.each([
      '/nowhere',
      '/api/v2/pods',
      '/apis/example.com',
      '/apis/apps/v1beta1',
      '/apis/apps/v1/gadgets',
      '/api/v1/pods/p1',
      '/api/v1/namespaces/shop/pods/p1/exec',
      '/api/v1/namespaces/shop/nodes',
      '/api/v1/namespaces/shop/configmaps/c/log',
      '/apis/metrics.k8s.io/v1beta1/gadgets',
      '/openapi/v2',
      '/api/v1/namespaces/shop/pods/%E0%A4%A',
    ])('answers 404 to %s', async path => {
      const { code, body } = await json(path);
      expect(code).toBe(404);
      expect(body).toMatchObject({ kind: 'Status', reason: 'NotFound' });
    });

    it('names the object that is not there', async () => {
      const { code, body } = await json(
        '/apis/apps/v1/namespaces/shop/deployments/d',
      );
      expect(code).toBe(404);
      expect(body.message).toBe('deployments.apps "d" not found');
    });
  });

  it('describes itself', async () => {
    expect((await json('/version')).body.gitVersion).toMatch(/^v1\.31\./);
    expect((await json('/api')).body.versions).toEqual(['v1']);
    const groups = (await json('/apis')).body.groups.map((g: any) => g.name);
    expect(groups).toEqual(
      expect.arrayContaining([
        'apps',
        'argoproj.io',
        'gateway.networking.k8s.io',
        'metrics.k8s.io',
        'velero.io',
      ]),
    );
    for (const group of groups) {
      const { body } = await json(`/apis/${group}`);
      const { groupVersion } = body.preferredVersion;
      const list = (await json(`/apis/${groupVersion}`)).body;
      expect(list).toMatchObject({ kind: 'APIResourceList', groupVersion });
      expect(list.resources.length).toBeGreaterThan(0);
    }
    const core = (await json('/api/v1')).body.resources;
    expect(core.find((r: any) => r.name === 'pods')).toMatchObject({
      kind: 'Pod',
      namespaced: true,
      verbs: ['get', 'list', 'watch'],
      shortNames: ['po'],
    });
    expect(await (await ask('/readyz')).text()).toBe('ok');
  });

  describe('lists', () => {
    it.each([
      ['labelSelector=app=a', ['p0', 'p1', 'p2', 'p3']],
      ['labelSelector=app==b', ['p4', 'p5', 'p6']],
      ['labelSelector=app!=a', ['p4', 'p5', 'p6']],
      ['labelSelector=app in (b, c),tier', ['p4', 'p5', 'p6']],
      ['labelSelector=app notin (b)', ['p0', 'p1', 'p2', 'p3']],
      ['labelSelector=!tier', []],
      ['fieldSelector=metadata.name=p2', ['p2']],
      [
        'fieldSelector=spec.nodeName=n1,metadata.name!=p0&labelSelector=app=a',
        ['p1', 'p2', 'p3'],
      ],
      ['fieldSelector=status.phase=Pending', []],
      [
        'resourceVersion=0&limit=500',
        ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6'],
      ],
    ])('selects by %s', async (query, expected) => {
      const { code, body } = await json(`/api/v1/pods?${encodeURI(query)}`);
      expect(code).toBe(200);
      expect(body).toMatchObject({ kind: 'PodList', apiVersion: 'v1' });
      expect(names(body)).toEqual(expected);
    });

    it.each([
      'labelSelector=a b',
      'labelSelector=a in (',
      'labelSelector=-bad-=x',
      'fieldSelector=spec.containers=x',
      'limit=-1',
      'continue=%%%',
      'continue=eyJ2IjoxfQ',
      'resourceVersion=abc',
      'resourceVersion=1&resourceVersionMatch=Maybe',
    ])('refuses %s', async query => {
      const { code, body } = await json(
        `/api/v1/pods?${query.replace(/ /g, '%20').replace('%%%', '%25')}`,
      );
      expect(code).toBe(400);
      expect(body.reason).toBe('BadRequest');
    });

    it('pages through one consistent state', async () => {
      const first = (await json('/api/v1/namespaces/shop/pods?limit=3')).body;
      expect(names(first)).toEqual(['p0', 'p1', 'p2']);
      expect(first.metadata.remainingItemCount).toBe(4);
      // A change between two pages is not seen by the later one.
      cluster.store.create(pod('p9'), clock.now());
      const get = (token: string) =>
        json(`/api/v1/namespaces/shop/pods?limit=3&continue=${token}`);
      const second = (await get(first.metadata.continue)).body;
      const third = (await get(second.metadata.continue)).body;
      expect([...names(second), ...names(third)]).toEqual([
        'p3',
        'p4',
        'p5',
        'p6',
      ]);
      expect(third.metadata.continue).toBeUndefined();
      for (const page of [second, third])
        expect(page.metadata.resourceVersion).toBe(
          first.metadata.resourceVersion,
        );
      expect(
        (await json(`/api/v1/pods?limit=3&continue=${first.metadata.continue}`))
          .code,
      ).toBe(400);
      server.compact();
      const expired = await get(first.metadata.continue);
      expect(expired.code).toBe(410);
      expect(expired.body.reason).toBe('Expired');
    });

    it('refuses a state of the future and an exact one of the past', async () => {
      const now = cluster.store.resourceVersion;
      expect((await json(`/api/v1/pods?resourceVersion=${now + 5}`)).code).toBe(
        504,
      );
      expect(
        (
          await json(
            `/api/v1/pods?resourceVersion=${
              now - 1
            }&resourceVersionMatch=Exact`,
          )
        ).code,
      ).toBe(410);
    });

    it('writes tables with the columns of kubectl', async () => {
      const accept =
        'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
      const { body } = await json('/api/v1/namespaces/shop/pods', {
        headers: { accept },
      });
      expect(body).toMatchObject({
        kind: 'Table',
        apiVersion: 'meta.k8s.io/v1',
      });
      expect(
        body.columnDefinitions
          .filter((c: any) => c.priority === 0)
          .map((c: any) => c.name),
      ).toEqual(['Name', 'Ready', 'Status', 'Restarts', 'Age']);
      expect(body.rows[0].cells.slice(0, 5)).toEqual([
        'p0',
        '0/1',
        'Running',
        '0',
        '0s',
      ]);
      expect(body.rows[0].object).toMatchObject({
        kind: 'PartialObjectMetadata',
        metadata: { name: 'p0' },
      });
      const plain = await json('/api/v1/namespaces/shop/pods', {
        headers: { accept: `application/json,${accept}` },
      });
      expect(plain.body.kind).toBe('PodList');
      expect(
        (
          await json('/api/v1/pods', {
            headers: { accept: 'application/vnd.kubernetes.protobuf' },
          })
        ).code,
      ).toBe(406);
    });
  });

  describe('watches', () => {
    it('tells the state first and every change of the selection after', async () => {
      const seen = await watch('labelSelector=app%3Da');
      await seen.wait(() => seen.events.length === 4);
      cluster.store.update({
        ...cluster.store.get('', 'Pod', 'shop', 'p0')!,
        status: { phase: 'Failed' },
      });
      const p1 = cluster.store.get('', 'Pod', 'shop', 'p1')!;
      cluster.store.update({
        ...p1,
        metadata: { ...p1.metadata, labels: { app: 'z' } },
      });
      const p5 = cluster.store.get('', 'Pod', 'shop', 'p5')!;
      cluster.store.update({
        ...p5,
        metadata: { ...p5.metadata, labels: { app: 'a' } },
      });
      cluster.store.delete(cluster.store.get('', 'Pod', 'shop', 'p2')!);
      cluster.store.delete(cluster.store.get('', 'Pod', 'shop', 'p6')!);
      await seen.wait(() => seen.events.length === 8);
      expect(
        seen.events.map(e => `${e.type} ${e.object.metadata.name}`),
      ).toEqual([
        'ADDED p0',
        'ADDED p1',
        'ADDED p2',
        'ADDED p3',
        'MODIFIED p0',
        'DELETED p1',
        'ADDED p5',
        'DELETED p2',
      ]);
      // What leaves is told in the state it was selected in, under the version of its leaving.
      expect(seen.events[5].object.metadata.labels.app).toBe('a');
      const versions = seen.events
        .slice(4)
        .map(e => Number(e.object.metadata.resourceVersion));
      expect([...versions].sort((a, b) => a - b)).toEqual(versions);
      await seen.close();
    });

    it('resumes from a version without loss', async () => {
      const { body } = await json('/api/v1/namespaces/shop/pods');
      cluster.store.create(pod('late'), clock.now());
      const seen = await watch(
        `resourceVersion=${body.metadata.resourceVersion}`,
      );
      await seen.wait(() => seen.events.length === 1);
      expect(seen.events[0]).toMatchObject({
        type: 'ADDED',
        object: { metadata: { name: 'late' } },
      });
      await seen.close();
    });

    it('sends bookmarks with the newest version when asked to', async () => {
      const version = cluster.store.resourceVersion;
      const seen = await watch(
        `resourceVersion=${version}&allowWatchBookmarks=true`,
      );
      const without = await watch(`resourceVersion=${version}`);
      cluster.store.create(
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'c', namespace: 'shop' },
        },
        clock.now(),
      );
      await seen.wait(() => seen.events.length >= 2);
      const last = seen.events[seen.events.length - 1];
      expect(last).toMatchObject({
        type: 'BOOKMARK',
        object: { kind: 'Pod', apiVersion: 'v1' },
      });
      expect(last.object.metadata.resourceVersion).toBe(
        String(cluster.store.resourceVersion),
      );
      expect(without.events).toEqual([]);
      await seen.close();
      await without.close();
    });

    it.each([
      ['before the history', () => cluster.store.resourceVersion - 60],
      ['of another life', () => 1],
      ['of the future', () => cluster.store.resourceVersion + 1000],
    ])('answers a version %s with 410', async (_, version) => {
      for (let i = 0; i < 100; i += 1)
        cluster.store.create(pod(`q${i}`), clock.now());
      const seen = await watch(`resourceVersion=${version()}`);
      await seen.wait(() => seen.ended());
      expect(seen.response.status).toBe(200);
      expect(seen.events).toEqual([
        {
          type: 'ERROR',
          object: expect.objectContaining({
            kind: 'Status',
            code: 410,
            reason: 'Expired',
          }),
        },
      ]);
    });

    it('ends after timeoutSeconds and refuses what it does not know', async () => {
      const version = cluster.store.resourceVersion;
      const seen = await watch(`resourceVersion=${version}&timeoutSeconds=1`);
      await seen.wait(() => seen.ended());
      expect(seen.events).toEqual([]);
      for (const query of [
        'watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan',
      ]) {
        const { code, body } = await json(`/api/v1/pods?${query}`);
        expect([code, body.reason]).toEqual([422, 'Invalid']);
      }
      expect((await json('/api/v1/pods?watch=1&resourceVersion=x')).code).toBe(
        400,
      );
    });

    it('writes tables to a watching kubectl', async () => {
      const response = await ask(
        '/api/v1/namespaces/shop/pods?watch=true&timeoutSeconds=1',
        {
          headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' },
        },
      );
      const lines = (await response.text()).trim().split('\n');
      expect(lines).toHaveLength(7);
      expect(JSON.parse(lines[0])).toMatchObject({
        type: 'ADDED',
        object: {
          kind: 'Table',
          rows: [{ cells: expect.arrayContaining(['p0']) }],
        },
      });
    });
  });

  it('falls silent in the scenario cluster-silent and catches up afterwards', async () => {
    const seen = await watch(
      `resourceVersion=${cluster.store.resourceVersion}&allowWatchBookmarks=true`,
    );
    await seen.wait(() => seen.events.length > 0);
    director.play('cluster-silent');
    const before = seen.events.length;
    let answered = false;
    const pending = json('/api/v1/namespaces/shop/pods/p3').then(result => {
      answered = true;
      return result;
    });
    cluster.store.create(pod('unseen'), clock.now());
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(answered).toBe(false);
    expect(seen.ended()).toBe(false);
    expect(seen.events).toHaveLength(before);

    director.play('healthy');
    expect((await pending).body.metadata.name).toBe('p3');
    await seen.wait(() =>
      seen.events.some(e => e.object.metadata?.name === 'unseen'),
    );
    await seen.close();
  });

  it('leaves the other cluster alone in cluster-silent', async () => {
    const { server: other } = createKubeServer(director, {
      cluster: 'nonprod',
      token: TOKEN,
      bare: true,
    });
    const port = await other.start(0);
    try {
      director.play('cluster-silent');
      const response = await fetch(`http://127.0.0.1:${port}/version`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      expect(response.status).toBe(200);
    } finally {
      await other.stop();
    }
  });

  describe('logs and metrics', () => {
    beforeEach(() => {
      const running = (startedAt: string, extra: object = {}) => ({
        name: 'backend',
        image: 'r/app:1',
        ready: true,
        restartCount: 0,
        state: { running: { startedAt } },
        lastState: {},
        ...extra,
      });
      const set = (name: string, status: object) => {
        const current = cluster.store.get('', 'Pod', 'shop', name)!;
        cluster.store.update({
          ...current,
          status: { phase: 'Running', containerStatuses: [status] },
        });
      };
      set('p0', running('2026-06-10T10:00:00Z'));
      set('p1', {
        ...running('2026-06-10T11:59:30Z'),
        lastState: {
          terminated: {
            startedAt: '2026-06-10T11:58:00Z',
            finishedAt: '2026-06-10T11:58:20Z',
          },
        },
      });
      set('p2', {
        name: 'backend',
        image: 'r/app:1',
        ready: false,
        restartCount: 0,
        state: { waiting: { reason: 'ImagePullBackOff' } },
        lastState: {},
      });
    });

    const log = async (query: string, name = 'p0') => {
      const response = await ask(
        `/api/v1/namespaces/shop/pods/${name}/log?${query}`,
      );
      return { code: response.status, text: await response.text() };
    };

    it('writes zap lines, the same ones to everybody', async () => {
      const { code, text } = await log('tailLines=40');
      expect(code).toBe(200);
      expect((await log('tailLines=40')).text).toBe(text);
      const lines = text.trim().split('\n');
      expect(lines).toHaveLength(40);
      const records = lines.map(line => JSON.parse(line));
      for (const record of records) {
        expect(record).toMatchObject({
          level: expect.any(String),
          ts: expect.any(Number),
          caller: expect.any(String),
          msg: expect.any(String),
        });
        expect(record.ts * 1000).toBeLessThan(clock.at);
      }
      expect(records.filter(r => r.msg === 'HTTP Request')[0]).toMatchObject({
        method: 'GET',
        status: 200,
        latency: expect.any(Number),
      });
    });

    it('honours tailLines, sinceSeconds, limitBytes, timestamps and previous', async () => {
      expect((await log('tailLines=0')).text).toBe('');
      const recent = (await log('sinceSeconds=30')).text.trim().split('\n');
      expect(recent.length).toBeGreaterThan(5);
      for (const line of recent)
        expect(JSON.parse(line).ts * 1000).toBeGreaterThanOrEqual(
          clock.at - 30_000,
        );
      expect((await log('limitBytes=100')).text).toHaveLength(100);
      expect((await log('timestamps=true&tailLines=1')).text).toMatch(
        /^2026-06-10T11:59:\d\d\.\d+Z \{/,
      );
      const previous = (await log('previous=true', 'p1')).text;
      expect(previous).toContain('panic: runtime error');
      expect((await log('', 'p1')).text).not.toContain('panic');
    });

    it.each([
      ['container=nope', 'p0', 'container nope is not valid'],
      ['previous=true', 'p0', 'previous terminated container'],
      ['', 'p2', 'trying and failing to pull image'],
      ['tailLines=x', 'p0', 'tailLines'],
    ])('refuses %s of %s', async (query, name, message) => {
      const { code, text } = await log(query, name);
      expect(code).toBe(400);
      expect(JSON.parse(text).message).toContain(message);
    });

    it('follows', async () => {
      const abort = new AbortController();
      const response = await ask(
        '/api/v1/namespaces/shop/pods/p0/log?follow=true&tailLines=1',
        { signal: abort.signal },
      );
      const reader = response.body!.getReader();
      const first = Buffer.from((await reader.read()).value!).toString();
      expect(first.trim().split('\n')).toHaveLength(1);
      clock.at += 30_000;
      const next = Buffer.from((await reader.read()).value!).toString();
      expect(JSON.parse(next.split('\n')[0]).ts * 1000).toBeGreaterThanOrEqual(
        clock.at - 30_000,
      );
      abort.abort();
      await reader.read().catch(() => {});
    });

    it('answers resource metrics of running pods', async () => {
      const { body } = await json(
        '/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods?labelSelector=app%3Da',
      );
      expect(body.kind).toBe('PodMetricsList');
      expect(body.items.map((i: any) => i.metadata.name)).toEqual([
        'p0',
        'p1',
        'p2',
        'p3',
      ]);
      expect(body.items[0].containers[0].usage).toEqual({
        cpu: expect.stringMatching(/^\d+n$/),
        memory: expect.stringMatching(/^\d+Ki$/),
      });
      expect(
        (await json('/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods/none'))
          .code,
      ).toBe(404);
    });
  });

  it('plays the faults a test asks for', async () => {
    intercept = (request, response) => {
      if (request.url?.startsWith('/api/v1/nodes')) {
        response.writeHead(429, { 'Retry-After': '7' });
        response.end();
        return true;
      }
      if (!request.url?.startsWith('/apis')) return false;
      request.socket.destroy();
      return true;
    };
    expect((await ask('/api/v1/nodes')).headers.get('retry-after')).toBe('7');
    await expect(ask('/apis')).rejects.toThrow();
    const seen = await watch('');
    await seen.wait(() => seen.events.length === 7);
    expect(server.dropWatches()).toBe(1);
    await seen.wait(() => seen.ended());
  });

  it('counts requests by path template', async () => {
    await json('/api/v1/namespaces/shop/pods');
    await json('/api/v1/namespaces/shop/pods/p1');
    await json('/api/v1/namespaces/shop/pods/p2');
    expect(server.requestCounts()).toEqual({
      'GET /api/v1/namespaces/*/pods': 1,
      'GET /api/v1/namespaces/*/pods/*': 2,
    });
  });
});

import { TestContext } from '../prometheus/__testUtils__/TestContext';
import { observabilityOf } from '../prometheus/observability';
import { JaegerApi } from './JaegerApi';
import type { Trace } from './types';
import { createJaegerServer } from '.';

const NOW = new Date('2026-11-25T10:00:30Z');

function ask(context: TestContext, path: string, params = {}) {
  const api = new JaegerApi(observabilityOf(context), () => context.now());
  const { status, body } = api.handle({
    method: 'GET',
    path,
    params: new URLSearchParams(params),
  });
  return { status, body: body as any };
}

function traces(context: TestContext, params = {}): Trace[] {
  return ask(context, '/api/traces', { service: 'chat2sql-backend', ...params })
    .body.data;
}

describe('traces', () => {
  const context = new TestContext(NOW);

  it('have a span of the gateway and one of the proxy inside it', () => {
    const found = traces(context, { limit: '200', lookback: '1d' });
    expect(found).toHaveLength(200);
    expect(new Set(found.map(({ traceID }) => traceID)).size).toBe(200);
    for (const { traceID, spans, processes } of found) {
      const [outer, inner] = spans;
      expect(traceID).toMatch(/^[0-9a-f]{32}$/);
      expect(processes[outer.processID].serviceName).toBe(
        'istio-ingressgateway',
      );
      expect(processes[inner.processID].serviceName).toBe('chat2sql-backend');
      expect(inner.references).toEqual([
        { refType: 'CHILD_OF', traceID, spanID: outer.spanID },
      ]);
      expect(inner.startTime).toBeGreaterThan(outer.startTime);
      expect(inner.startTime + inner.duration).toBeLessThan(
        outer.startTime + outer.duration,
      );
    }
  });

  it('are the newest ones, each of them found by its id', () => {
    const found = traces(context, { limit: '30' });
    const starts = found.map(({ spans }) => spans[0].startTime);
    expect(Math.max(...starts)).toBeLessThan(NOW.getTime() * 1000);
    const later = new TestContext(NOW);
    later.advance(60);
    for (const one of found) {
      expect(ask(later, `/api/traces/${one.traceID}`).body.data).toEqual([one]);
      expect(
        ask(later, `/api/traces/${one.traceID.replace(/^0+/, '')}`).body.data,
      ).toEqual([one]);
    }
    const changed = found[0].traceID.replace(/.$/, digit =>
      digit === '0' ? '1' : '0',
    );
    expect(ask(later, `/api/traces/${changed}`)).toEqual({
      status: 404,
      body: {
        data: null,
        total: 0,
        limit: 0,
        offset: 0,
        errors: [{ code: 404, msg: 'trace not found' }],
      },
    });
    later.advance(8 * 1440);
    expect(ask(later, `/api/traces/${found[0].traceID}`).status).toBe(404);
  });

  it('are limited by time, duration, operation and tags', () => {
    const end = NOW.getTime() * 1000 - 600_000_000;
    const start = end - 1_200_000_000;
    for (const { spans } of traces(context, {
      start: String(start),
      end: String(end),
    })) {
      expect(spans[0].startTime).toBeGreaterThanOrEqual(start);
      expect(spans[0].startTime).toBeLessThan(end);
    }
    const slow = traces(context, { minDuration: '500ms', maxDuration: '2s' });
    expect(slow.length).toBeGreaterThan(0);
    for (const { spans } of slow) {
      expect(spans[1].duration).toBeGreaterThanOrEqual(500_000);
      expect(spans[1].duration).toBeLessThanOrEqual(2_000_000);
    }
    const staging = traces(context, {
      tags: '{"istio.namespace":"chat2sql-staging","http.method":"GET"}',
    });
    expect(staging.length).toBeGreaterThan(0);
    for (const { spans } of staging) {
      expect(spans[1].operationName).toBe(
        'chat2sql-backend.chat2sql-staging.svc.cluster.local:8080/*',
      );
    }
    const none = traces(context, { operation: 'nothing' });
    expect(none).toEqual([]);
    const far = traces(context, {
      lookback: '2d',
      limit: '1500',
      tag: 'istio.namespace:chat2sql-dev',
    });
    expect(far.length).toBeGreaterThan(10);
  });

  it('fail in the incident', () => {
    const incident = new TestContext(NOW);
    const failed = {
      tags: '{"error":"true"}',
      service: 'istio-ingressgateway',
      limit: '500',
    };
    const before = traces(incident, failed).length;
    incident.play('prod-incident');
    incident.advance(60);
    expect(traces(incident, failed).length).toBeGreaterThan(before + 3);
  });
});

describe('the API', () => {
  const context = new TestContext(NOW);

  it('lists services and operations', () => {
    expect(ask(context, '/api/services').body).toEqual({
      data: ['chat2sql-backend', 'chat2sql-frontend', 'istio-ingressgateway'],
      total: 3,
      limit: 0,
      offset: 0,
      errors: null,
    });
    expect(
      ask(context, '/api/services/chat2sql-frontend/operations').body.data,
    ).toContain('chat2sql-frontend.chat2sql-prod.svc.cluster.local:3000/*');
    expect(ask(context, '/api/services/nothing/operations').body.data).toEqual(
      [],
    );
    expect(
      ask(context, '/api/operations', {
        service: 'chat2sql-backend',
        spanKind: 'server',
      }).body.data,
    ).toHaveLength(4);
    expect(ask(context, '/api/dependencies').body.data).toContainEqual({
      parent: 'istio-ingressgateway',
      child: 'chat2sql-backend',
      callCount: expect.any(Number),
    });
  });

  it.each([
    ['/api/traces', {}, /'service' is required/],
    ['/api/traces', { service: 'x', limit: '0' }, /'limit'/],
    ['/api/traces', { service: 'x', start: 'now' }, /'start'/],
    ['/api/traces', { service: 'x', minDuration: '5' }, /'minDuration'/],
    ['/api/traces', { service: 'x', tags: '{' }, /'tags'/],
    ['/api/traces', { service: 'x', tags: '{"a":1}' }, /'tags'/],
    ['/api/traces', { service: 'x', tag: 'a' }, /'tag'/],
  ])('refuses %s %j', (path, params, message) => {
    const { status, body } = ask(context, path, params);
    expect(status).toBe(400);
    expect(body.errors[0].msg).toMatch(message);
  });

  it('refuses unknown paths', () => {
    expect(ask(context, '/api/metrics/latencies').status).toBe(404);
  });

  it('listens', async () => {
    const server = createJaegerServer(context);
    const port = await server.start(0);
    const answer = await fetch(`http://127.0.0.1:${port}/api/services`);
    expect(answer.status).toBe(200);
    await server.stop();
  });
});

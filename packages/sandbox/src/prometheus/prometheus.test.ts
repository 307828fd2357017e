import { TestContext } from './__testUtils__/TestContext';
import { createPrometheusServer } from '.';

const NOW = new Date('2026-11-25T10:00:30Z');

describe('createPrometheusServer', () => {
  let context: TestContext;
  let server: ReturnType<typeof createPrometheusServer>;
  let url: string;

  beforeEach(async () => {
    context = new TestContext(NOW);
    server = createPrometheusServer(context);
    url = `http://127.0.0.1:${await server.start(0)}`;
  });

  afterEach(async () => {
    await server.stop();
  });

  async function get(path: string, params: Record<string, string> = {}) {
    const answer = await fetch(`${url}${path}?${new URLSearchParams(params)}`);
    const text = await answer.text();
    const json = answer.headers.get('content-type') === 'application/json';
    return { status: answer.status, body: json ? JSON.parse(text) : text };
  }

  it('is healthy and ready', async () => {
    expect(await get('/-/healthy')).toEqual({
      status: 200,
      body: 'Prometheus Server is Healthy.\n',
    });
    expect((await get('/-/ready')).status).toBe(200);
  });

  it('answers queries by GET and by form', async () => {
    const wanted = {
      status: 'success',
      data: {
        resultType: 'vector',
        result: [{ metric: {}, value: [1795600830, '4'] }],
      },
    };
    const query = 'count(redis_up)';
    expect((await get('/api/v1/query', { query })).body).toEqual(wanted);
    const answer = await fetch(`${url}/api/v1/query`, {
      method: 'POST',
      body: new URLSearchParams({ query }),
    });
    expect(await answer.json()).toEqual(wanted);
  });

  it('answers at times in all notations', async () => {
    for (const time of [
      '1795600800',
      '1795600800.000',
      '2026-11-25T10:00:00Z',
      '2026-11-25T18:00:00.000+08:00',
    ]) {
      const { body } = await get('/api/v1/query', { query: 'time()', time });
      expect(body.data).toEqual({
        resultType: 'scalar',
        result: [1795600800, '1795600800'],
      });
    }
  });

  it('names what is wrong in the words of the API', async () => {
    expect(await get('/api/v1/query', { query: 'stddev(up)' })).toEqual({
      status: 400,
      body: {
        status: 'error',
        errorType: 'bad_data',
        error:
          'invalid parameter "query": 1:1: parse error: the sandbox does not evaluate aggregation "stddev"',
      },
    });
    expect(
      (await get('/api/v1/query', { query: 'up * on () up' })).body,
    ).toMatchObject({
      status: 'error',
      errorType: 'execution',
    });
    const range = { query: 'up', start: '0', end: '11001', step: '1' };
    expect((await get('/api/v1/query_range', range)).body.error).toMatch(
      /11,000 points/,
    );
  });

  it('refuses unknown paths and methods', async () => {
    expect(await get('/api/v1/admin/tsdb/snapshot')).toEqual({
      status: 404,
      body: '404 page not found\n',
    });
    const deleted = await fetch(`${url}/api/v1/rules`, { method: 'DELETE' });
    expect(deleted.status).toBe(405);
  });

  it('refuses a form that is too large', async () => {
    const answer = await fetch(`${url}/api/v1/query`, {
      method: 'POST',
      body: new URLSearchParams({ query: 'x'.repeat(1_100_000) }),
    });
    expect(answer.status).toBe(413);
  });

  it('says which version it follows and how long it remembers', async () => {
    expect((await get('/api/v1/status/buildinfo')).body.data.version).toBe(
      '2.42.0',
    );
    expect(
      (await get('/api/v1/status/runtimeinfo')).body.data.storageRetention,
    ).toBe('35d');
  });

  it('lists series, labels, values and metadata', async () => {
    const series = await get('/api/v1/series', {
      'match[]': 'redis_up{namespace="chat2sql-prod"}',
    });
    expect(series.body.data).toHaveLength(1);
    const values = await get('/api/v1/label/namespace/values', {
      'match[]': 'redis_up',
    });
    expect(values.body.data).toEqual([
      'chat2sql-dev',
      'chat2sql-prod',
      'chat2sql-staging',
      'chat2sql-test',
    ]);
    const labels = await get('/api/v1/labels', { 'match[]': 'redis_up' });
    expect(labels.body.data).toEqual([
      '__name__',
      'cluster',
      'instance',
      'job',
      'namespace',
      'pod',
      'service',
    ]);
    const old = await get('/api/v1/series', {
      'match[]': 'redis_up',
      start: '0',
      end: '1000',
    });
    expect(old.body.data).toEqual([]);
    expect((await get('/api/v1/label/a-b/values')).status).toBe(400);
    const metadata = await get('/api/v1/metadata', { metric: 'redis_up' });
    expect(metadata.body.data).toEqual({
      redis_up: [{ type: 'gauge', help: 'Whether Redis answers.', unit: '' }],
    });
  });

  it('shows rules with their alerts', async () => {
    context.play('certificate-expiring');
    context.advance(15);
    const { body } = await get('/api/v1/rules', { type: 'alert' });
    const rules = body.data.groups.flatMap((group: any) => group.rules);
    expect(
      rules.find((rule: any) => rule.name === 'CertificateExpiring'),
    ).toMatchObject({
      state: 'firing',
      query:
        'certmanager_certificate_expiration_timestamp_seconds - time() < 14 * 86400',
      duration: 600,
      health: 'ok',
      type: 'alerting',
      alerts: [
        {
          state: 'firing',
          activeAt: '2026-11-25T10:01:00Z',
          value: '1.7193e+05',
          labels: {
            alertname: 'CertificateExpiring',
            namespace: 'chat2sql-prod',
          },
        },
      ],
    });
    const alerts = (await get('/api/v1/alerts')).body.data.alerts;
    expect(alerts.map((alert: any) => alert.labels.alertname)).toEqual([
      ...['ContainerMemoryNearLimit', 'CertificateExpiring', 'Watchdog'],
    ]);
    expect((await get('/api/v1/rules', { type: 'x' })).status).toBe(400);
    const records = await get('/api/v1/rules', { type: 'record' });
    expect(
      records.body.data.groups.flatMap((group: any) => group.rules),
    ).toEqual([]);
  });

  it('refuses connections while it is down and listens on the same port afterwards', async () => {
    context.play('prometheus-down');
    await new Promise(resolve => setTimeout(resolve, 50));
    await expect(fetch(`${url}/-/healthy`)).rejects.toThrow('fetch failed');
    context.play('healthy');
    await new Promise(resolve => setTimeout(resolve, 50));
    expect((await get('/-/healthy')).status).toBe(200);
  });

  it('knows its port when it starts while it is down', async () => {
    const down = new TestContext(NOW);
    down.play('prometheus-down');
    const other = createPrometheusServer(down);
    const port = await other.start(0);
    expect(port).toBeGreaterThan(0);
    await expect(fetch(`http://127.0.0.1:${port}/-/healthy`)).rejects.toThrow();
    down.play('drift');
    await new Promise(resolve => setTimeout(resolve, 50));
    expect((await fetch(`http://127.0.0.1:${port}/-/healthy`)).status).toBe(
      200,
    );
    await other.stop();
  });
});

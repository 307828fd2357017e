import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import { DefaultPrometheusSources } from './DefaultPrometheusSources';
import { parseSampleValue } from './parseAnswer';

interface Seen {
  method?: string;
  path: string;
  form: Record<string, string>;
}

let answer: { status?: number; body: unknown };
let seen: Seen[];
let server: http.Server;
let sources: DefaultPrometheusSources;

beforeEach(async () => {
  seen = [];
  server = http.createServer((req, res) => {
    let text = '';
    req.on('data', chunk => {
      text += chunk;
    });
    req.on('end', () => {
      seen.push({
        method: req.method,
        path: req.url ?? '',
        form: Object.fromEntries(new URLSearchParams(text)),
      });
      res
        .writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  sources = DefaultPrometheusSources.fromConfig(
    new ConfigReader({
      platform: {
        prometheus: [
          { name: 'main', url: `http://127.0.0.1:${port}/prom` },
          { name: 'long-term', url: 'http://127.0.0.1:1', token: 't' },
        ],
      },
    }),
  );
});
afterEach(async () => {
  sources.close();
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

it('sends queries as forms and keeps NaN, infinities and warnings', async () => {
  answer = {
    body: {
      status: 'success',
      warnings: ['one store did not answer'],
      infos: ['metric might not be a counter'],
      data: {
        resultType: 'vector',
        result: [
          { metric: { a: '1' }, value: [1_700_000_000.5, '0.25'] },
          { metric: { a: '2' }, value: [1_700_000_000.5, 'NaN'] },
          { metric: { a: '3' }, value: [1_700_000_000.5, '+Inf'] },
        ],
      },
    },
  };
  const result = await sources.default()!.query('up{a=~"x|y"}', {
    time: new Date(1_700_000_000_500),
  });
  expect(seen).toEqual([
    {
      method: 'POST',
      path: '/prom/api/v1/query',
      form: { query: 'up{a=~"x|y"}', time: '1700000000.5' },
    },
  ]);
  // Infos are advice; only warnings make an answer partial.
  expect(result.warnings).toEqual(['one store did not answer']);
  expect(result.series.map(s => s.sample[1])).toEqual([0.25, NaN, Infinity]);
  expect(sources.get('main').state()).toMatchObject({
    id: 'prometheus:main',
    title: 'Prometheus main',
    condition: 'ok',
  });
});

it('reads scalars and ranges, and refuses the wrong kind of answer', async () => {
  answer = {
    body: {
      status: 'success',
      data: { resultType: 'scalar', result: [5, '1'] },
    },
  };
  await expect(sources.get('main').query('1')).resolves.toEqual({
    series: [{ metric: {}, sample: [5, 1] }],
    warnings: [],
  });
  answer = {
    body: {
      status: 'success',
      data: {
        resultType: 'matrix',
        result: [
          {
            metric: {},
            values: [
              [1, '2'],
              [2, '-Inf'],
            ],
          },
        ],
      },
    },
  };
  const range = {
    start: new Date(0),
    end: new Date(60_000),
    stepSeconds: 30,
  };
  await expect(sources.get('main').queryRange('x', range)).resolves.toEqual({
    series: [
      {
        metric: {},
        samples: [
          [1, 2],
          [2, -Infinity],
        ],
      },
    ],
    warnings: [],
  });
  expect(seen[1].form).toEqual({
    query: 'x',
    start: '0',
    end: '60',
    step: '30',
  });
  await expect(sources.get('main').query('y')).rejects.toThrow(
    'a matrix instead of a vector',
  );
});

it("passes on the server's own words, and stays well for a bad query", async () => {
  answer = {
    status: 400,
    body: { status: 'error', errorType: 'bad_data', error: 'parse error' },
  };
  await expect(sources.get('main').query('(')).rejects.toThrow(
    'Prometheus main rejects the request (400): bad_data: parse error',
  );
  answer = {
    status: 422,
    body: { status: 'error', errorType: 'execution', error: 'too many' },
  };
  await expect(sources.get('main').query('a')).rejects.toThrow('too many');
  expect(sources.get('main').state().condition).toBe('ok');
  answer = { body: { status: 'success', data: { resultType: 'vector' } } };
  await expect(sources.get('main').query('b')).rejects.toThrow(
    'Prometheus main answers with something unreadable',
  );
});

it('reads rules and alerts', async () => {
  answer = {
    body: {
      status: 'success',
      data: {
        groups: [
          {
            name: 'g',
            rules: [
              { name: 'r', type: 'recording', query: 'up', health: 'ok' },
              {
                name: 'Down',
                type: 'alerting',
                query: 'up == 0',
                health: 'err',
                lastError: 'bad',
                labels: { severity: 'page' },
                annotations: { summary: 's' },
                alerts: [],
              },
            ],
          },
        ],
      },
    },
  };
  const rules = await sources.get('main').rules();
  expect(rules.map(r => `${r.group}/${r.name} ${r.health}`)).toEqual([
    'g/r ok',
    'g/Down err',
  ]);
  answer = {
    body: {
      status: 'success',
      data: {
        alerts: [
          {
            state: 'firing',
            activeAt: '2026-11-25T10:00:00Z',
            value: '1e+00',
            labels: { alertname: 'Down' },
            annotations: {},
          },
          { state: 'inactive', labels: { alertname: 'Never' } },
        ],
      },
    },
  };
  await expect(sources.get('main').alerts()).resolves.toEqual([
    expect.objectContaining({ name: 'Down', state: 'firing' }),
  ]);
});

it('knows its servers, and says why one is not there', async () => {
  expect(sources.names()).toEqual(['main', 'long-term']);
  expect(() => sources.get('other')).toThrow('no Prometheus named "other"');
  await expect(sources.get('long-term').query('up')).rejects.toThrow(
    'Prometheus long-term refuses the connection',
  );
  const none = DefaultPrometheusSources.fromConfig(new ConfigReader({}));
  expect(none.default()).toBeUndefined();
});

it.each([
  [[{ name: 'A', url: 'http://x' }], 'platform.prometheus[0].name'],
  [[{ name: 'a', url: 'x' }], 'platform.prometheus[0].url: not a URL'],
  [
    [
      { name: 'a', url: 'http://x' },
      { name: 'a', url: 'http://y' },
    ],
    'platform.prometheus[1].name: "a" is there twice',
  ],
  [
    [{ name: 'a', url: 'http://x', caFile: '/nowhere' }],
    'platform.prometheus[0].caFile: cannot be read (ENOENT)',
  ],
])('names the key of a wrong setting: %j', (prometheus, message) => {
  expect(() =>
    DefaultPrometheusSources.fromConfig(
      new ConfigReader({ platform: { prometheus } } as any),
    ),
  ).toThrow(message);
});

it('reads every spelling of a number', () => {
  expect(
    ['1', '1e-3', 'NaN', '+Inf', 'Inf', '-Inf'].map(parseSampleValue),
  ).toEqual([1, 0.001, NaN, Infinity, Infinity, -Infinity]);
});

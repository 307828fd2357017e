import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { upstreamErrorFromSocket } from './classify';
import { DefaultHttpClient } from './DefaultHttpClient';
import type { HttpClientOptions } from './types';
import type { UpstreamError } from './UpstreamError';

type Handler = (req: IncomingMessage, res: ServerResponse, n: number) => void;

let handler: Handler;
let requests: IncomingMessage[];
let server: http.Server;
let client: DefaultHttpClient;

const ok: Handler = (_req, res) => send(res, 200, '{"ok":true}');

function send(
  res: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
) {
  res
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(body);
}

function clientOf(options: Partial<HttpClientOptions> = {}): DefaultHttpClient {
  const { port } = server.address() as AddressInfo;
  return DefaultHttpClient.create({
    id: 'thing',
    title: 'The thing',
    baseUrl: `http://127.0.0.1:${port}/base/`,
    token: 'sesame',
    retries: 0,
    ...options,
  });
}

const failureOf = (promise: Promise<unknown>): Promise<UpstreamError> =>
  promise.then(
    () => {
      throw new Error('it did not fail');
    },
    error => error,
  );

beforeEach(async () => {
  requests = [];
  handler = ok;
  server = http.createServer((req, res) => {
    requests.push(req);
    handler(req, res, requests.length);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  client = clientOf();
});
afterEach(async () => {
  client.close();
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

it('sends token, path and query below the base URL', async () => {
  await expect(
    client.json({ path: '/api', query: { a: 'b c&d', m: ['1', '2'] } }),
  ).resolves.toEqual({ status: 200, body: { ok: true } });
  expect(requests[0].url).toBe('/base/api?a=b+c%26d&m=1&m=2');
  expect(requests[0].headers).toMatchObject({
    authorization: 'Bearer sesame',
    'accept-encoding': 'identity',
  });
  expect(client.state()).toMatchObject({ id: 'thing', condition: 'ok' });
});

it.each([
  [401, 'unauthorized', 'does not accept our credentials (401)', 'forbidden'],
  [403, 'forbidden', 'does not allow this request (403)', 'forbidden'],
  [404, 'absent', 'does not have this (404)', 'ok'],
  [422, 'rejected', 'rejects the request (422)', 'ok'],
  [429, 'throttled', 'asks us to slow down (429)', 'failed'],
  [500, 'failing', 'answers with an error (500)', 'failed'],
  [503, 'failing', 'answers with an error (503)', 'failed'],
])('names status %i', async (status, failure, words, condition) => {
  handler = (_req, res) => send(res, status, '{}');
  const error = await failureOf(client.json({ path: '/x' }));
  expect(error).toMatchObject({ name: 'ServiceUnavailableError', failure });
  expect(error.message).toBe(`The thing ${words}`);
  expect(client.state().condition).toBe(condition);
});

it.each([
  ['ENOTFOUND', 'unreachable', 'cannot be reached'],
  ['EHOSTUNREACH', 'unreachable', 'cannot be reached'],
  ['ETIMEDOUT', 'timeout', 'does not answer in time'],
  ['EPIPE', 'reset', 'broke the connection'],
  [
    'CERT_HAS_EXPIRED',
    'tls',
    'has a TLS certificate that is not trusted: CERT_HAS_EXPIRED',
  ],
  ['EWEIRD', 'unreachable', 'cannot be reached: EWEIRD'],
])('names the socket error %s', (code, failure, words) => {
  const error = upstreamErrorFromSocket(
    'The thing',
    Object.assign(new Error('connect 10.0.0.1'), { code }),
  );
  expect(error).toMatchObject({ failure, message: `The thing ${words}` });
});

it('never follows a redirect', async () => {
  const elsewhere = jest.fn();
  const other = http.createServer((_req, res) => {
    elsewhere();
    res.end();
  });
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  handler = (_req, res) =>
    send(res, 302, '', { location: `http://127.0.0.1:${port}/latest` });
  const error = await failureOf(client.json({ path: '/x' }));
  expect(error.failure).toBe('redirected');
  expect(elsewhere).not.toHaveBeenCalled();
  await new Promise(resolve => other.close(resolve));
});

it('cuts off what is too long, says so, and reads nothing compressed', async () => {
  client = clientOf({ maxBytes: 1_000 });
  handler = (_req, res) => {
    res.writeHead(200, { 'content-type': 'application/json' });
    const endless = () => {
      while (!res.destroyed && res.write('x'.repeat(10_000)));
    };
    res.on('drain', endless);
    endless();
  };
  const error = await failureOf(client.json({ path: '/x' }));
  expect(error).toMatchObject({ failure: 'too-large' });
  expect(error.message).toContain('more data than allowed');
  handler = (_req, res) => send(res, 200, 'xx', { 'content-encoding': 'gzip' });
  expect((await failureOf(client.json({ path: '/y' }))).message).toContain(
    'compressed answer (gzip)',
  );
});

it('refuses other media types, broken JSON and cut answers', async () => {
  handler = (_req, res) =>
    send(res, 200, '<html>', { 'content-type': 'text/html' });
  expect((await failureOf(client.json({ path: '/a' }))).message).toBe(
    'The thing answers with something unreadable: text/html instead of JSON',
  );
  handler = (_req, res) => send(res, 200, '{"a":');
  expect((await failureOf(client.json({ path: '/b' }))).failure).toBe(
    'malformed',
  );
  client = clientOf();
  handler = (_req, res) => {
    res.writeHead(200, {
      'content-type': 'application/json',
      'content-length': '100',
    });
    res.write('{"a"', () => res.destroy());
  };
  expect((await failureOf(client.json({ path: '/c' }))).failure).toBe('reset');
});

it('gives up at the deadline', async () => {
  handler = () => {};
  client = clientOf({ deadlineMs: 60 });
  const started = performance.now();
  const error = await failureOf(client.json({ path: '/x' }));
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(error.failure).toBe('timeout');
  expect(error.message).toContain('does not answer in time');
});

it('names a refused connection and something that is no HTTP', async () => {
  client = clientOf({ baseUrl: 'http://127.0.0.1:1' });
  expect((await failureOf(client.json({ path: '/x' }))).message).toBe(
    'The thing refuses the connection',
  );
  const raw = createServer(socket => {
    socket.on('error', () => {});
    socket.resume().end('hello\r\n\r\n');
  });
  await new Promise<void>(resolve => raw.listen(0, '127.0.0.1', resolve));
  const { port } = raw.address() as AddressInfo;
  client = clientOf({ baseUrl: `http://127.0.0.1:${port}` });
  expect((await failureOf(client.json({ path: '/x' }))).failure).toBe(
    'malformed',
  );
  client = clientOf({ baseUrl: `https://127.0.0.1:${port}` });
  expect((await failureOf(client.json({ path: '/x' }))).failure).toBe('tls');
  await new Promise(resolve => raw.close(resolve));
});

it('repeats idempotent calls after passing failures only', async () => {
  client = clientOf({ retries: 2 });
  handler = (req, res, n) => (n < 3 ? send(res, 503, '{}') : ok(req, res, n));
  await expect(client.json({ path: '/x' })).resolves.toBeDefined();
  expect(requests).toHaveLength(3);
  requests = [];
  handler = (_req, res) => send(res, 503, '{}');
  await failureOf(client.json({ path: '/w', form: { a: 'b' } }));
  expect(requests).toHaveLength(1);
  requests = [];
  handler = (_req, res) => send(res, 404, '{}');
  await failureOf(client.json({ path: '/y' }));
  expect(requests).toHaveLength(1);
});

it('gives equal calls one request, and each caller its own way out', async () => {
  let answer = () => {};
  handler = (req, res, n) => {
    answer = () => ok(req, res, n);
  };
  const leaving = new AbortController();
  const first = client.json({ path: '/x', signal: leaving.signal });
  const second = client.json({ path: '/x' });
  const form = { path: '/q', form: { query: 'up' }, readOnly: true };
  await new Promise(resolve => setTimeout(resolve, 30));
  expect(requests).toHaveLength(1);
  leaving.abort(new Error('left'));
  await expect(first).rejects.toThrow('left');
  answer();
  await expect(second).resolves.toMatchObject({ status: 200 });
  handler = ok;
  await Promise.all([client.json(form), client.json(form)]);
  expect(requests).toHaveLength(2);
  // When the last caller leaves, the request is given up too.
  const closed = new Promise(resolve => {
    handler = req => req.on('close', resolve);
  });
  const alone = new AbortController();
  const third = client.json({ path: '/z', signal: alone.signal });
  setTimeout(() => alone.abort(new Error('left too')), 30);
  await expect(third).rejects.toThrow('left too');
  await closed;
  expect(client.state().condition).toBe('ok');
});

it('leaves a failing upstream alone, and looks again once per interval', async () => {
  client = clientOf({ breaker: { failures: 3, probeMs: 80 } });
  handler = (_req, res) => send(res, 500, '{}');
  for (const path of ['/1', '/2', '/3']) {
    await failureOf(client.json({ path }));
  }
  const error = await failureOf(client.json({ path: '/4' }));
  expect(error).toMatchObject({ failure: 'paused' });
  expect(requests).toHaveLength(3);
  // The state keeps the cause, not the consequence.
  expect(client.state().reason).toBe('The thing answers with an error (500)');
  await new Promise(resolve => setTimeout(resolve, 100));
  const probes = await Promise.allSettled(
    ['/5', '/6', '/7'].map(path => client.json({ path })),
  );
  expect(probes.map(p => p.status)).toEqual(Array(3).fill('rejected'));
  expect(requests).toHaveLength(4);
  await new Promise(resolve => setTimeout(resolve, 100));
  handler = ok;
  await client.json({ path: '/8' });
  await client.json({ path: '/9' });
  expect(client.state()).toMatchObject({ condition: 'ok' });
});

it('bounds the calls at the same time', async () => {
  client = clientOf({ concurrency: 2 });
  let running = 0;
  let most = 0;
  handler = (req, res, n) => {
    running += 1;
    most = Math.max(most, running);
    setTimeout(() => {
      running -= 1;
      ok(req, res, n);
    }, 10);
  };
  const paths = Array.from({ length: 9 }, (_, i) => `/${i}`);
  await Promise.all(paths.map(path => client.json({ path })));
  expect(most).toBe(2);
});

it('keeps addresses, tokens and control characters out of messages', async () => {
  client = clientOf({
    readError: body => (body as { error: string }).error,
    deadlineMs: 500,
  });
  handler = (_req, res) =>
    send(
      res,
      400,
      JSON.stringify({ error: `bad\n\u001b[31m${'x'.repeat(999)}` }),
    );
  const { message } = await failureOf(client.json({ path: '/x' }));
  expect(message).toMatch(
    /^The thing rejects the request \(400\): bad \[31mx+…$/,
  );
  expect(message.length).toBeLessThan(400);
  expect(message).not.toMatch(/127\.0\.0\.1|sesame/);
});

it('refuses base URLs that are none, or carry credentials', () => {
  for (const baseUrl of ['x', 'ftp://a', 'http://u:p@a', 'http://a/?q=1']) {
    expect(() => clientOf({ baseUrl })).toThrow(/^The thing: /);
  }
});

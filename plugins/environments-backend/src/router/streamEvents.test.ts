import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import express from 'express';
import { EventStreams } from './streamEvents';

let server: Server;
let streams: EventStreams;
let version: number;

async function serve(
  options: Parameters<typeof EventStreams.create>[0],
): Promise<string> {
  streams = EventStreams.create(options);
  version = 1;
  const app = express();
  app.get('/', (req, res) => streams.open(req, res, () => version));
  server = createServer(app);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function read(url: string) {
  const response = await fetch(url);
  const seen = { text: '', ended: false };
  void (async () => {
    for await (const chunk of response.body as any) {
      seen.text += Buffer.from(chunk).toString();
    }
  })()
    .catch(() => {})
    .finally(() => {
      seen.ended = true;
    });
  return { response, seen };
}

async function until(check: () => boolean) {
  const end = performance.now() + 3_000;
  while (!check()) {
    if (performance.now() > end) throw new Error('not in time');
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

afterEach(async () => {
  streams.close();
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

it('gives signs of life, and tells a version once', async () => {
  const url = await serve({ heartbeatMs: 10 });
  const { response, seen } = await read(url);
  expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
  await until(() => seen.text.includes('\n:\n\n'));
  streams.notify();
  streams.notify();
  version = 2;
  streams.notify();
  await until(() => seen.text.includes('id: 2\n'));
  expect(seen.text.match(/event: matrix/g)).toHaveLength(2);
});

it('ends after its time, so that permissions are asked again', async () => {
  const url = await serve({ maxAgeMs: 20 });
  const { seen } = await read(url);
  await until(() => seen.ended);
  await until(() => streams.size === 0);
  expect(streams.size).toBe(0);
});

it('knows when it is full, and forgets clients that left', async () => {
  const url = await serve({ limit: 1 });
  expect(streams.isFull()).toBe(false);
  const abort = new AbortController();
  await fetch(url, { signal: abort.signal });
  expect(streams.isFull()).toBe(true);
  abort.abort();
  await until(() => !streams.isFull());
  expect(streams.size).toBe(0);
});

it('drops a reader that does not read', async () => {
  const url = await serve({});
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.write(`GET / HTTP/1.1\r\nhost: x\r\n\r\n`);
  socket.pause();
  await until(() => streams.size === 1);
  for (let i = 0; i < 400_000 && streams.size > 0; i += 1) {
    version += 1;
    streams.notify();
    if (i % 1_000 === 0) await new Promise(resolve => setImmediate(resolve));
  }
  expect(streams.size).toBe(0);
  socket.destroy();
}, 20_000);

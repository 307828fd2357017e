import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LoopbackServer } from './LoopbackServer';

describe('LoopbackServer', () => {
  it('reads parameters of query and form and sends JSON and text', async () => {
    const server = new LoopbackServer(({ method, path, params }) =>
      path === '/text'
        ? { status: 201, body: 'hello', headers: { 'X-Test': '1' } }
        : { status: 200, body: { method, path, a: params.getAll('a') } },
    );
    const url = `http://127.0.0.1:${await server.start(0)}`;
    const form = await fetch(`${url}/x%20y?a=1`, {
      method: 'POST',
      body: new URLSearchParams({ a: '2' }),
    });
    expect(await form.json()).toEqual({
      method: 'POST',
      path: '/x%20y',
      a: ['1', '2'],
    });
    const text = await fetch(`${url}/text`);
    expect([
      text.status,
      text.headers.get('x-test'),
      await text.text(),
    ]).toEqual([201, '1', 'hello']);
    await server.stop();
  });

  it('answers 500 when a handler fails', async () => {
    const server = new LoopbackServer(() => {
      throw new Error('broken');
    });
    const answer = await fetch(`http://127.0.0.1:${await server.start(0)}/`);
    expect([answer.status, await answer.text()]).toEqual([
      500,
      'internal error: broken\n',
    ]);
    await server.stop();
  });

  it('fails to start on a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>(resolve => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    const server = new LoopbackServer(() => ({ status: 200, body: '' }));
    await expect(server.start(port)).rejects.toThrow('EADDRINUSE');
    await new Promise(resolve => other.close(resolve));
  });

  it('waits for its port when it is taken meanwhile', async () => {
    const server = new LoopbackServer(() => ({ status: 200, body: 'back' }));
    const port = await server.start(0);
    await server.pause();
    const other = createServer((_, response) => {
      response.end('other');
    });
    await new Promise<void>(resolve => {
      other.listen(port, '127.0.0.1', resolve);
    });
    await server.resume();
    other.closeAllConnections();
    await new Promise(resolve => other.close(resolve));
    await new Promise(resolve => setTimeout(resolve, 800));
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect(await answer.text()).toBe('back');
    await server.stop();
  });
});

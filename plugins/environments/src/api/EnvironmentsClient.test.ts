import { EnvironmentsClient } from './EnvironmentsClient';

function client(answer: (url: string, init?: RequestInit) => Response) {
  const calls: Array<{ url: string; init?: RequestInit }> = [];
  return {
    calls,
    client: EnvironmentsClient.create({
      discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
      fetchApi: {
        fetch: async (url, init) => {
          calls.push({ url: String(url), init });
          return answer(String(url), init);
        },
      },
    }),
  };
}

describe('EnvironmentsClient', () => {
  it('reads the matrix once and then only what changed', async () => {
    const { client: c, calls } = client((_url, init) =>
      new Headers(init?.headers).get('if-none-match') === '"7"'
        ? new Response(null, { status: 304 })
        : new Response(JSON.stringify({ version: 7 }), {
            headers: { etag: '"7"', 'content-type': 'application/json' },
          }),
    );
    const first = await c.matrix();
    expect(first).toEqual({
      changed: true,
      snapshot: { version: 7 },
      etag: '"7"',
    });
    expect(await c.matrix({ etag: '"7"' })).toEqual({ changed: false });
    expect(calls[0].url).toBe('http://portal/api/environments/v1/matrix');
  });

  it('escapes what goes into a path', async () => {
    const { client: c, calls } = client(() => new Response('{}'));
    await c.cell('../prod', 'a/b?c');
    expect(calls[0].url).toBe(
      'http://portal/api/environments/v1/environments/..%2Fprod/components/a%2Fb%3Fc',
    );
  });

  it('passes the backend error on', async () => {
    const { client: c } = client(
      () =>
        new Response(
          JSON.stringify({ error: { name: 'NotAllowedError', message: 'no' } }),
          { status: 403, headers: { 'content-type': 'application/json' } },
        ),
    );
    await expect(c.matrix()).rejects.toMatchObject({ statusCode: 403 });
    await expect(c.cell('a', 'b')).rejects.toMatchObject({ statusCode: 403 });
  });

  it('reports events of the stream and ends with it', async () => {
    const body = new ReadableStream({
      start(controller) {
        const write = (text: string) =>
          controller.enqueue(new TextEncoder().encode(text));
        write(': connected\n\n');
        write('data: {"version":8}\n\ndata: {"ver');
        write('sion":9}\n\n');
        controller.close();
      },
    });
    const { client: c, calls } = client(() => ({ ok: true, body } as Response));
    const heard = { open: 0, sign: 0 };
    const versions: Array<number | undefined> = [];
    await c.follow({
      signal: new AbortController().signal,
      onOpen: () => (heard.open += 1),
      onSign: () => (heard.sign += 1),
      onChange: version => versions.push(version),
    });
    expect(heard).toEqual({ open: 1, sign: 3 });
    expect(versions).toEqual([8, 9]);
    expect(new Headers(calls[0].init?.headers).get('accept')).toBe(
      'text/event-stream',
    );
  });
});

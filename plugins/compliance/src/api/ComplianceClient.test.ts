import { ComplianceClient } from './ComplianceClient';

function create(answer: (url: string, init?: RequestInit) => Response) {
  const calls: string[] = [];
  const client = ComplianceClient.create({
    discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
    fetchApi: {
      fetch: async (url, init) => {
        calls.push(String(url));
        return answer(String(url), init);
      },
    },
  });
  return { client, calls };
}

const json = (body: unknown, etag?: string) =>
  new Response(JSON.stringify(body), {
    headers: {
      'content-type': 'application/json',
      ...(etag && { etag }),
    },
  });

describe('ComplianceClient', () => {
  it('keeps an answer while the backend says that it did not change', async () => {
    let version = 1;
    const { client } = create((_url, init) =>
      new Headers(init?.headers).get('if-none-match') === `"${version}"`
        ? new Response(null, { status: 304 })
        : json({ version }, `"${version}"`),
    );
    const first = await client.overview();
    expect(first).toEqual({ version: 1 });
    expect(await client.overview()).toBe(first);
    version = 2;
    expect(await client.overview()).toEqual({ version: 2 });
  });

  it('escapes what goes into addresses and leaves out what is not asked', async () => {
    const { client, calls } = create(() => json({}));
    await client.framework('a@1/../x', { environment: 'dev&x' });
    await client.results({ check: 'PSS-B', environment: undefined });
    await client.evidence('PSS-B:prod:Pod:a/b');
    expect(calls).toEqual([
      'http://portal/api/compliance/v1/frameworks/a%401%2F..%2Fx?environment=dev%26x',
      'http://portal/api/compliance/v1/results?check=PSS-B',
      'http://portal/api/compliance/v1/results/PSS-B%3Aprod%3APod%3Aa%2Fb/evidence',
    ]);
  });

  it('passes the backend error on', async () => {
    const { client } = create(
      () =>
        new Response(
          JSON.stringify({ error: { name: 'NotAllowedError', message: 'no' } }),
          { status: 403, headers: { 'content-type': 'application/json' } },
        ),
    );
    await expect(client.evidence('x')).rejects.toMatchObject({
      statusCode: 403,
    });
  });
});

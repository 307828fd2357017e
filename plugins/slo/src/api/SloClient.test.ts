import { SloClient } from './SloClient';

describe('SloClient', () => {
  function client(status: number, body: unknown) {
    const fetch = jest.fn(
      async (_input: RequestInfo | URL, _init?: RequestInit) =>
        new Response(JSON.stringify(body), {
          status,
          headers: { 'content-type': 'application/json' },
        }),
    );
    const discoveryApi = {
      getBaseUrl: async (id: string) => `http://x/api/${id}`,
    };
    return {
      fetch,
      client: SloClient.create({ discoveryApi, fetchApi: { fetch } }),
    };
  }

  it('escapes what it puts into addresses', async () => {
    const { client: api, fetch } = client(200, { items: [] });
    await api.list({ entityRef: 'component:default/a&b' });
    await api.detail('a/../b');
    await api.series('web.prod', '1h');
    expect(fetch.mock.calls.map(([url]) => url)).toEqual([
      'http://x/api/slo/v1/objectives?entityRef=component%3Adefault%2Fa%26b',
      'http://x/api/slo/v1/objectives/a%2F..%2Fb',
      'http://x/api/slo/v1/objectives/web.prod/series?range=1h',
    ]);
  });

  it('passes refusals on', async () => {
    const { client: api } = client(404, {
      error: { name: 'NotFoundError', message: 'there is no objective x' },
    });
    await expect(api.detail('x')).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 404,
    });
  });
});

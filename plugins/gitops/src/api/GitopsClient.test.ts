import { GitopsClient } from './GitopsClient';

function client(answer: Response) {
  const fetch = jest.fn(async (..._args: any[]) => answer);
  return {
    fetch,
    client: GitopsClient.create({
      discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
      fetchApi: { fetch },
    }),
  };
}

describe('GitopsClient', () => {
  it('reads lists by filter', async () => {
    const { client: c, fetch } = client(
      new Response('{"items":[],"truncated":false}'),
    );
    expect(
      await c.changes({ state: 'open', tier: 'dev', waitingForMe: true }),
    ).toEqual({ items: [], truncated: false });
    expect(fetch.mock.calls[0][0]).toBe(
      'http://portal/api/gitops/v1/changes?state=open&tier=dev&waitingForMe=true',
    );
  });

  it('merges what was reviewed', async () => {
    const { client: c, fetch } = client(new Response('{"number":7}'));
    await c.merge(7, 'abc');
    const [url, init] = fetch.mock.calls[0];
    expect(url).toBe('http://portal/api/gitops/v1/changes/7/merge');
    expect(init).toMatchObject({
      method: 'POST',
      body: '{"expectedHead":"abc"}',
    });
  });

  it('passes the words of the backend on', async () => {
    const { client: c } = client(
      new Response(
        JSON.stringify({
          error: { name: 'ConflictError', message: 'held by change 3' },
          response: { statusCode: 409 },
        }),
        { status: 409, headers: { 'content-type': 'application/json' } },
      ),
    );
    await expect(c.comment(7, 'x')).rejects.toMatchObject({
      statusCode: 409,
      cause: { message: 'held by change 3' },
    });
  });
});

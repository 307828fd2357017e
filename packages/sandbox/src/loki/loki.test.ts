import { TestContext } from '../prometheus/__testUtils__/TestContext';
import { observabilityOf } from '../prometheus/observability';
import { LokiApi } from './LokiApi';
import { createLokiServer } from '.';

jest.setTimeout(120_000);

const NOW = new Date('2026-11-25T10:00:30Z');
const BACKEND = '{namespace="chat2sql-prod",app="chat2sql-backend"}';

async function ask(
  context: TestContext,
  path: string,
  params: Record<string, string> = {},
): Promise<{ status: number; body: any }> {
  const api = new LokiApi(observabilityOf(context), () => context.now());
  const { status, body } = await api.handle({
    method: 'GET',
    path: `/loki/api/v1/${path}`,
    params: new URLSearchParams(params),
  });
  return { status, body };
}

async function lines(
  context: TestContext,
  query: string,
  params: Record<string, string> = {},
): Promise<{ stream: Record<string, string>; time: bigint; text: string }[]> {
  const { body } = await ask(context, 'query_range', { query, ...params });
  return body.data.result.flatMap(({ stream, values }: any) =>
    values.map(([time, text]: [string, string]) => ({
      stream,
      time: BigInt(time),
      text,
    })),
  );
}

const ns = (date: Date) => `${date.getTime()}000000`;

describe('lines', () => {
  it('are the JSON of zap, with the time of the line', async () => {
    const found = await lines(
      new TestContext(NOW),
      `${BACKEND} |= "HTTP Request"`,
    );
    expect(found).toHaveLength(100);
    for (const { time, text, stream } of found) {
      const fields = JSON.parse(text);
      expect(fields).toMatchObject({
        level: stream.level,
        msg: 'HTTP Request',
        caller: expect.stringMatching(/\.go:\d+$/),
        path: expect.stringMatching(/^\/api\/v1\//),
      });
      expect(Math.abs(fields.ts * 1e9 - Number(time))).toBeLessThan(1e4);
    }
  });

  it('are the same whenever they are asked for, and newest first', async () => {
    const params = {
      start: ns(new Date(NOW.getTime() - 1_200_000)),
      end: ns(new Date(NOW.getTime() - 600_000)),
      limit: '5000',
    };
    const later = new TestContext(NOW);
    later.advance(300);
    const first = await lines(new TestContext(NOW), BACKEND, params);
    expect(first.length).toBeGreaterThan(50);
    expect(await lines(later, BACKEND, params)).toEqual(first);
    const times = first.map(({ time }) => time);
    expect(
      times.every(t => t >= BigInt(params.start) && t < BigInt(params.end)),
    ).toBe(true);

    const few = { ...params, limit: '7' };
    const newest = [...times].sort((a, b) => (a > b ? -1 : 1)).slice(0, 7);
    const backward = await lines(later, BACKEND, few);
    expect(
      backward.map(({ time }) => time).sort((a, b) => (a > b ? -1 : 1)),
    ).toEqual(newest);
    const forward = await lines(later, BACKEND, {
      ...few,
      direction: 'forward',
    });
    expect(forward.every(({ time }) => time < newest[6])).toBe(true);
  });

  it('never lie in the future', async () => {
    const found = await lines(new TestContext(NOW), BACKEND, {
      start: ns(new Date(NOW.getTime() - 600_000)),
      end: ns(new Date(NOW.getTime() + 3_600_000)),
    });
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ time }) => time <= BigInt(ns(NOW)))).toBe(true);
  });

  it('fit the incident', async () => {
    const context = new TestContext(NOW);
    const errors = `${BACKEND} |= "AI服务错误"`;
    const hour = { limit: '5000' };
    const before = (await lines(context, errors, hour)).length;
    context.play('prod-incident');
    context.advance(60);
    expect((await lines(context, errors, hour)).length).toBeGreaterThan(
      10 * (before + 1),
    );
    const fatal = await lines(
      context,
      `${BACKEND} | json | level_extracted="fatal"`,
      hour,
    );
    expect(new Set(fatal.map(({ stream }) => stream.pod)).size).toBe(2);
    expect(fatal.length).toBeGreaterThan(30);
    expect(fatal[0].stream.msg).toBe('Failed to initialize database');
  });

  it('hold no secret', async () => {
    const found = await lines(new TestContext(NOW), '{cluster=~".+"}', {
      limit: '5000',
    });
    for (const { text } of found) {
      expect(text).not.toMatch(
        /"password|password=|secret|api[_-]?key|bearer|eyJ|sk-|BEGIN/i,
      );
    }
  });
});

describe('queries', () => {
  const context = new TestContext(NOW);

  it('filter lines', async () => {
    const all = await lines(context, BACKEND, { limit: '5000' });
    const count = async (filter: string) =>
      (await lines(context, `${BACKEND} ${filter}`, { limit: '5000' })).length;
    const containing = all.filter(({ text }) =>
      text.includes('history'),
    ).length;
    expect(containing).toBeGreaterThan(0);
    expect(await count('|= "history"')).toBe(containing);
    expect(await count('!= "history"')).toBe(all.length - containing);
    expect(await count('|~ "hist[o]ry"')).toBe(containing);
    expect(await count('!~ "(?i)HISTORY"')).toBe(all.length - containing);
    expect(await count('|= "connections" |= `POST`')).toBeLessThan(
      await count('|= "connections"'),
    );
  });

  it('read fields and filter by them', async () => {
    const found = await lines(
      context,
      `${BACKEND} | json | msg="HTTP Request" | status >= 400 | path!~".*/ai/.*"`,
      { limit: '5000' },
    );
    expect(found.length).toBeGreaterThan(0);
    for (const { stream } of found) {
      expect(Number(stream.status)).toBeGreaterThanOrEqual(400);
      expect(stream.path).not.toMatch(/\/ai\//);
      expect(stream.level_extracted).toBe(stream.level);
    }
    const text = await lines(context, `{app="chat2sql-redis"} | json`, {
      start: ns(new Date(NOW.getTime() - 86_400_000)),
    });
    expect(text[0].stream.__error__).toBe('JSONParserErr');
  });

  it('count lines as listing them does', async () => {
    const params = { limit: '5000' };
    const listed = await lines(
      context,
      `${BACKEND} | json | msg="SQL executed"`,
      params,
    );
    const { body } = await ask(context, 'query', {
      query: `sum by (status) (count_over_time(${BACKEND} | json | msg="SQL executed" [1h]))`,
    });
    const counts = Object.fromEntries(
      body.data.result.map(({ metric, value }: any) => [
        metric.status,
        Number(value[1]),
      ]),
    );
    const expected: Record<string, number> = {};
    for (const { stream } of listed)
      expected[stream.status] = (expected[stream.status] ?? 0) + 1;
    expect(counts).toEqual(expected);
  });

  it('give rates over a range', async () => {
    const params = {
      start: ns(new Date(NOW.getTime() - 3_600_000)),
      end: ns(NOW),
      step: '10m',
    };
    const counts = await ask(context, 'query_range', {
      query: `sum(count_over_time(${BACKEND}[10m]))`,
      ...params,
    });
    const rates = await ask(context, 'query_range', {
      query: `sum(rate(${BACKEND}[10m]))`,
      ...params,
    });
    expect(counts.body.data.resultType).toBe('matrix');
    const [a, b] = [counts, rates].map(
      ({ body }) => body.data.result[0].values,
    );
    expect(a).toHaveLength(7);
    for (const [i, [time, value]] of a.entries()) {
      expect(b[i][0]).toBe(time);
      expect(Number(b[i][1])).toBeCloseTo(Number(value) / 600, 9);
    }
  });

  it.each([
    ['', 'parse error at line 1, col 1: syntax error: unexpected $end'],
    ['{', 'parse error at line 1, col 2: syntax error: unexpected $end'],
    ['{}', /require at least one regexp or equality matcher/],
    ['{app=~".*"}', /require at least one regexp or equality matcher/],
    [
      '{app="x"} |= x',
      'parse error at line 1, col 14: syntax error: unexpected "x"',
    ],
    [
      '{app="x"} | logfmt',
      'parse error at line 1, col 13: the sandbox does not evaluate the stage "logfmt"',
    ],
    [
      '{app="x"} | json a="b"',
      'parse error at line 1, col 18: the sandbox does not evaluate parameters of the stage "json"',
    ],
    [
      '{app="x"}\n| line_format "a"',
      'parse error at line 2, col 3: the sandbox does not evaluate the stage "line_format"',
    ],
    [
      'quantile_over_time(0.9, {app="x"}[5m])',
      /does not evaluate "quantile_over_time"/,
    ],
    ['rate({app="x"})', /unexpected "\)"/],
    ['{app=~"("}', /error parsing regexp/],
    ['{app="x"} |~ "(?=a)"', /does not evaluate this syntax/],
    ['{app="x', /literal not terminated/],
    ['{app="x"} ?', /unexpected character/],
  ])('refuse %j', async (query, message) => {
    const { status, body } = await ask(context, 'query_range', { query });
    expect(status).toBe(400);
    expect(body).toMatch(message);
  });

  it.each([
    [{ limit: '5001' }, /limit > max_entries_limit \(5001 > 5000\)/],
    [{ limit: 'x' }, /invalid syntax/],
    [{ limit: '0' }, /positive/],
    [{ direction: 'up' }, /invalid direction/],
    [{ start: 'yesterday' }, /could not parse 'start'/],
    [{ start: ns(NOW), end: ns(new Date(0)) }, /end timestamp/],
    [{ start: '0' }, /range exceeds the limit/],
  ])('refuse parameters %j', async (params, message) => {
    const { status, body } = await ask(context, 'query_range', {
      query: BACKEND,
      ...params,
    } as Record<string, string>);
    expect(status).toBe(400);
    expect(body).toMatch(message);
  });

  it('refuse lines at an instant', async () => {
    expect((await ask(context, 'query', { query: BACKEND })).status).toBe(400);
  });
});

describe('the API', () => {
  const context = new TestContext(NOW);

  it('lists labels, values and streams', async () => {
    expect((await ask(context, 'labels')).body.data).toEqual([
      'app',
      'cluster',
      'container',
      'level',
      'namespace',
      'pod',
      'stream',
    ]);
    expect((await ask(context, 'label/level/values')).body.data).toEqual([
      'error',
      'fatal',
      'info',
      'warn',
    ]);
    expect(
      (
        await ask(context, 'label/app/values', {
          query: '{app=~"chat2sql-r.*"}',
        })
      ).body.data,
    ).toEqual(['chat2sql-redis']);
    expect(
      (await ask(context, 'series', { 'match[]': '{app="chat2sql-redis"}' }))
        .body.data,
    ).toHaveLength(4);
    expect((await ask(context, 'push')).status).toBe(404);
  });

  it('listens', async () => {
    const server = createLokiServer(context);
    const port = await server.start(0);
    const answer = await fetch(`http://127.0.0.1:${port}/ready`);
    expect(await answer.text()).toBe('ready\n');
    await server.stop();
  });
});

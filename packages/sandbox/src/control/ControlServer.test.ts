import { ScenarioDirector } from '../scenario/ScenarioDirector';
import { SCENARIOS } from '../scenario/types';
import { ControlServer } from './ControlServer';

describe('ControlServer', () => {
  const director = ScenarioDirector.create();
  const server = ControlServer.create({
    director,
    token: 'secret',
    counts: () => ({ prod: { 'GET /version': 3 } }),
  });
  let base: string;

  beforeAll(async () => {
    base = `http://127.0.0.1:${await server.start(0)}`;
  });
  afterAll(() => server.stop());

  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${base}${path}`, {
      ...init,
      headers: { authorization: 'Bearer secret', ...init.headers },
    });
    return { code: response.status, body: await response.json() };
  };

  it('wants its token everywhere', async () => {
    for (const path of ['/health', '/scenario', '/counts', '/x']) {
      expect((await fetch(`${base}${path}`)).status).toBe(401);
      const wrong = await ask(path, { headers: { authorization: 'Bearer x' } });
      expect(wrong.code).toBe(401);
    }
    expect(director.scenario().name).toBe('healthy');
  });

  it('switches scenarios both ways and tells since when', async () => {
    const heard: string[] = [];
    const end = director.onScenarioChange(state => heard.push(state.name));
    const play = (name: unknown) =>
      ask('/scenario', { method: 'POST', body: JSON.stringify({ name }) });
    const { code, body } = await play('drift');
    expect(code).toBe(200);
    expect(body.scenario).toMatchObject({
      name: 'drift',
      description: SCENARIOS.drift,
    });
    expect(Date.parse(body.scenario.since)).not.toBeNaN();
    expect(body.scenarios).toEqual(SCENARIOS);
    // Playing what is being played changes nothing.
    expect((await play('drift')).body.scenario.since).toBe(body.scenario.since);
    await play('healthy');
    end();
    expect(heard).toEqual(['drift', 'healthy']);
    expect((await ask('/scenario')).body.scenario.name).toBe('healthy');
  });

  it.each([
    ['{"name":"nope"}', 400],
    ['{"name":"toString"}', 400],
    ['{}', 400],
    ['null', 400],
    ['{', 400],
    ['x'.repeat(20_000), 413],
  ])('refuses %.20s', async (body, code) => {
    const answer = await ask('/scenario', { method: 'POST', body });
    expect(answer.code).toBe(code);
    expect(answer.body.message).toEqual(expect.any(String));
    expect(director.scenario().name).toBe('healthy');
  });

  it('answers health and counts, and nothing else', async () => {
    expect((await ask('/health')).body).toEqual({ status: 'ok' });
    expect((await ask('/counts')).body).toEqual({
      prod: { 'GET /version': 3 },
    });
    expect((await ask('/nowhere')).code).toBe(404);
    expect((await ask('/scenario', { method: 'DELETE' })).code).toBe(404);
  });
});

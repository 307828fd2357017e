import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { TestContext } from '../prometheus/__testUtils__/TestContext';
import { observabilityOf } from '../prometheus/observability';
import { AlertmanagerApi } from './AlertmanagerApi';
import { matchesAll, parseMatcher } from './matchers';
import { CONFIG_TEXT } from './routing';
import { createAlertmanagerServer } from '.';

jest.setTimeout(120_000);

const NOW = new Date('2026-11-25T10:00:30Z');

function ask(context: TestContext, path: string, query = '') {
  const api = new AlertmanagerApi(context, observabilityOf(context));
  const { status, body } = api.handle({
    method: 'GET',
    path,
    params: new URLSearchParams(query),
  });
  return { status, body: body as any };
}

function incident(): TestContext {
  const context = new TestContext(NOW);
  // Whoever watches from the start knows what was before.
  observabilityOf(context);
  context.play('prod-incident');
  context.advance(60);
  return context;
}

const namesOf = (alerts: any[]) =>
  [...new Set(alerts.map(({ labels }) => labels.alertname))].sort();

describe('alerts', () => {
  it('are those that fire in Prometheus', () => {
    const context = incident();
    const { body } = ask(context, '/api/v2/alerts');
    const firing = observabilityOf(context)
      .rules.alerts()
      .filter(({ state }) => state === 'firing');
    expect(firing.length).toBeGreaterThan(5);
    expect(
      body.map(({ labels }: any) => JSON.stringify(labels)).sort(),
    ).toEqual(firing.map(({ labels }) => JSON.stringify(labels)).sort());
    for (const alert of body) {
      expect(Date.parse(alert.startsAt)).toBeLessThanOrEqual(
        context.now().getTime(),
      );
      expect(Date.parse(alert.endsAt)).toBeGreaterThan(context.now().getTime());
    }
  });

  it('are silenced and inhibited, and say by what', () => {
    const context = incident();
    const { body } = ask(context, '/api/v2/alerts');
    const [silence] = ask(context, '/api/v2/silences').body;
    const memory = body.find(
      ({ labels }: any) => labels.alertname === 'ContainerMemoryNearLimit',
    );
    expect(memory.status).toEqual({
      state: 'suppressed',
      silencedBy: [silence.id],
      inhibitedBy: [],
    });
    const critical = body.filter(
      ({ labels }: any) =>
        labels.alertname === 'Chat2SQLAvailabilityBurn' &&
        labels.severity === 'critical',
    );
    const warning = body.find(
      ({ labels }: any) =>
        labels.alertname === 'Chat2SQLAvailabilityBurn' &&
        labels.severity === 'warning',
    );
    expect(critical.length).toBeGreaterThan(0);
    expect(warning.status.state).toBe('suppressed');
    expect(warning.status.inhibitedBy.sort()).toEqual(
      critical.map(({ fingerprint }: any) => fingerprint).sort(),
    );
    expect(
      namesOf(ask(context, '/api/v2/alerts', 'silenced=false').body),
    ).not.toContain('ContainerMemoryNearLimit');
    expect(
      ask(
        context,
        '/api/v2/alerts',
        'active=false&silenced=false&inhibited=true',
      ).body.length,
    ).toBeGreaterThan(0);
    expect(
      ask(
        context,
        '/api/v2/alerts',
        'active=false&silenced=false&inhibited=false',
      ).body,
    ).toEqual([]);
    expect(
      namesOf(ask(context, '/api/v2/alerts', 'receiver=heart.*').body),
    ).toEqual(['Watchdog']);
  });

  it('are grouped by route and labels', () => {
    const { body } = ask(incident(), '/api/v2/alerts/groups');
    const group = body.find(
      ({ labels }: any) => labels.alertname === 'PodCrashLooping',
    );
    expect(group.labels).toEqual({
      alertname: 'PodCrashLooping',
      cluster: 'prod',
    });
    expect(group.receiver).toEqual({ name: 'on-call' });
    expect(group.alerts).toHaveLength(2);
  });

  it('stay until their end when Prometheus is down, and vanish then', () => {
    const context = incident();
    context.play('prometheus-down');
    context.advance(2);
    expect(namesOf(ask(context, '/api/v2/alerts').body)).toContain(
      'PodCrashLooping',
    );
    context.advance(3);
    expect(ask(context, '/api/v2/alerts').body).toEqual([]);
  });
});

describe('the API', () => {
  it.each([
    ['/api/v2/alerts', 'filter=a', 400, 'bad matcher format: a'],
    [
      '/api/v2/alerts',
      `filter=${encodeURIComponent('a=~"("')}`,
      400,
      'error parsing regexp: (',
    ],
    [
      '/api/v2/alerts',
      'active=maybe',
      400,
      'active in query must be of type boolean: "maybe"',
    ],
    [
      '/api/v2/silence/00000000-0000-0000-0000-000000000000',
      '',
      404,
      undefined,
    ],
    ['/api/v1/alerts', '', 404, undefined],
  ])('refuses %s?%s', (path, query, status, message) => {
    const answer = ask(new TestContext(NOW), path, query);
    expect(answer.status).toBe(status);
    expect(message && JSON.parse(answer.body)).toBe(message);
  });

  it('takes no silences', () => {
    const context = new TestContext(NOW);
    const api = new AlertmanagerApi(context, observabilityOf(context));
    const request = {
      method: 'POST',
      path: '/api/v2/silences',
      params: new URLSearchParams(),
    };
    expect(api.handle(request).status).toBe(405);
  });

  it('has one silence at any time', () => {
    for (let days = 0; days < 60; days += 3.3) {
      const now = new Date(NOW.getTime() + days * 86_400_000);
      const context = new TestContext(now);
      const [silence, ...more] = ask(context, '/api/v2/silences').body;
      expect(more).toEqual([]);
      expect(Date.parse(silence.startsAt)).toBeLessThanOrEqual(now.getTime());
      expect(Date.parse(silence.endsAt)).toBeGreaterThan(now.getTime());
      expect(ask(context, `/api/v2/silence/${silence.id}`).body).toEqual(
        silence,
      );
    }
  });

  it('listens', async () => {
    const server = createAlertmanagerServer(new TestContext(NOW));
    const port = await server.start(0);
    const answer = await fetch(`http://127.0.0.1:${port}/api/v2/status`);
    expect(await answer.json()).toMatchObject({
      cluster: { status: 'disabled' },
      config: { original: CONFIG_TEXT },
    });
    await server.stop();
  });
});

describe('matchers', () => {
  it('read any value in quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        const escaped = value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n');
        expect(parseMatcher(`a="${escaped}"`)).toEqual({
          name: 'a',
          value,
          isEqual: true,
          isRegex: false,
        });
      }),
    );
    expect(parseMatcher('a = "x\\"y"').value).toBe('x"y');
    expect(parseMatcher('a!~b.*')).toEqual({
      name: 'a',
      value: 'b.*',
      isEqual: false,
      isRegex: true,
    });
  });

  it('take an absent label as empty', () => {
    expect(matchesAll({}, [parseMatcher('a=""')])).toBe(true);
    expect(matchesAll({}, [parseMatcher('a!="x"')])).toBe(true);
    expect(matchesAll({}, [parseMatcher('a=~".+"')])).toBe(false);
  });
});

const available =
  spawnSync('prometheus-alertmanager', ['--version']).status === 0;
if (!available) {
  // eslint-disable-next-line no-console
  console.warn(
    'skipped: comparison with a real Alertmanager; prometheus-alertmanager is not on the PATH',
  );
}

(available ? describe : describe.skip)('against Alertmanager 0.25', () => {
  it('agrees on fingerprints, states, groups and filters', async () => {
    const context = incident();
    const ours = ask(context, '/api/v2/alerts').body;
    const [silence] = ask(context, '/api/v2/silences').body;

    const directory = await mkdtemp(join(tmpdir(), 'sandbox-alertmanager-'));
    const config = join(directory, 'alertmanager.yml');
    await writeFile(config, CONFIG_TEXT);
    const probe = createServer();
    await new Promise<void>(resolve => {
      probe.listen(0, '127.0.0.1', resolve);
    });
    const { port } = probe.address() as AddressInfo;
    await new Promise(resolve => probe.close(resolve));
    const child = spawn(
      'prometheus-alertmanager',
      [
        `--config.file=${config}`,
        `--storage.path=${directory}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--cluster.listen-address=',
      ],
      { stdio: 'ignore' },
    );
    const url = `http://127.0.0.1:${port}/api/v2`;
    try {
      for (let attempt = 0; attempt < 100; attempt++) {
        const ready = await fetch(`${url}/status`).catch(() => undefined);
        if (ready?.ok) break;
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      const post = (path: string, body: unknown) =>
        fetch(`${url}${path}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        });
      // The real one goes by the real clock.
      const from = new Date(Date.now() - 60_000).toISOString();
      const to = new Date(Date.now() + 600_000).toISOString();
      const { matchers, createdBy, comment } = silence;
      const made = await post('/silences', {
        matchers,
        createdBy,
        comment,
        startsAt: from,
        endsAt: to,
      });
      expect(made.status).toBe(200);
      const sent = await post(
        '/alerts',
        ours.map(({ labels, annotations, generatorURL }: any) => ({
          labels,
          annotations,
          generatorURL,
          startsAt: from,
          endsAt: to,
        })),
      );
      expect(sent.status).toBe(200);

      const essence = (alert: any) => ({
        labels: alert.labels,
        annotations: alert.annotations,
        fingerprint: alert.fingerprint,
        receivers: alert.receivers,
        state: alert.status.state,
        silenced: alert.status.silencedBy.length,
        inhibitors: alert.status.inhibitedBy.length > 0,
      });
      const sorted = (alerts: any[]) =>
        alerts
          .map(essence)
          .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
      for (const query of [
        '',
        'active=false',
        'silenced=false&inhibited=false',
        `filter=${encodeURIComponent('severity="critical"')}`,
        `filter=${encodeURIComponent(
          'alertname=~"Pod.*"',
        )}&filter=${encodeURIComponent('cluster!="nonprod"')}`,
        'receiver=on-.*',
      ]) {
        const answer = await fetch(`${url}/alerts?${query}`);
        const theirs: any = await answer.json();
        expect(sorted(ask(context, '/api/v2/alerts', query).body)).toEqual(
          sorted(theirs),
        );
      }
      const all: any = await (await fetch(`${url}/alerts`)).json();
      expect(Object.keys(ours[0]).sort()).toEqual(Object.keys(all[0]).sort());
      const refused = await fetch(`${url}/alerts?filter=a`);
      expect(await refused.json()).toBe('bad matcher format: a');
    } finally {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(directory, { recursive: true, force: true });
    }
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { DefaultClusterInventory } from './DefaultClusterInventory';
import { sourceStatesOfClusters } from './sourceStates';
import { FakeApiServer } from './__testUtils__/FakeApiServer';
import {
  DEPLOYMENT,
  DEPLOYMENTS,
  FAST,
  inventoryOf,
  POD,
  PODS,
  until,
} from './__testUtils__/inventoryKit';
import { DEFAULT_TIMINGS } from './timings';

/** Makes a certificate for the test; without it that test is skipped. */
const OPENSSL = 'openssl';

let server: FakeApiServer;
let inventory: DefaultClusterInventory;
const state = (kind = 'Deployment') => inventory.state('c', kind)!;
const both = (word: string) =>
  until(
    () =>
      state('Deployment').condition === word && state('Pod').condition === word,
    `both ${word}`,
    15_000,
  );

beforeEach(() => {
  server = FakeApiServer.create();
  server.put(DEPLOYMENTS, 'a', 'one');
  server.put(PODS, 'a', 'one');
});
afterEach(async () => {
  await inventory.stop();
  await server.stop();
});

describe('a cluster that falls silent', () => {
  it('is stale within 5 seconds under the default rhythm, and fresh again soon after', async () => {
    inventory = inventoryOf(await server.start(), {
      kinds: [DEPLOYMENT, POD],
      timings: DEFAULT_TIMINGS,
    });
    inventory.start();
    await both('synced');
    server.fault = () => ({ type: 'hang' });
    server.muteWatches();
    const silent = performance.now();
    const silentAt = Date.now();
    await both('stale');
    expect(performance.now() - silent).toBeLessThan(5_000);
    expect(state().reason).toBe('cluster c does not answer in time');
    // Since the last answer, not since it was noticed.
    expect(Date.parse(state().since)).toBeLessThanOrEqual(silentAt);
    expect(inventory.list({ cluster: 'c', kind: 'Pod' })).toHaveLength(1);
    expect(sourceStatesOfClusters(inventory.states())).toEqual([
      expect.objectContaining({
        id: 'cluster:c',
        condition: 'stale',
        reason: 'cluster c does not answer in time',
      }),
    ]);

    server.put(PODS, 'a', 'two');
    server.fault = () => undefined;
    const back = performance.now();
    await both('synced');
    expect(performance.now() - back).toBeLessThan(6_000);
    await until(
      () => inventory.list({ cluster: 'c', kind: 'Pod' }).length === 2,
      'the pod born in silence',
    );
  }, 30_000);

  it('is not called synced before a dead watch proved itself', async () => {
    inventory = inventoryOf(await server.start(), {
      kinds: [DEPLOYMENT, POD],
      timings: { idleMs: 60_000 },
    });
    inventory.start();
    await both('synced');
    await until(() => server.watching === 2, 'watching');
    server.muteWatches();
    server.fault = () => ({ type: 'hang' });
    await both('stale');
    // Probes work again, but the watches cannot be opened.
    server.fault = r => (r.verb === 'watch' ? { type: 'hang' } : undefined);
    const probes = () => server.requests.filter(r => r.verb === 'probe').length;
    const enough = probes() + 8;
    await until(() => probes() > enough, 'probes');
    expect(state().condition).toBe('stale');
    server.fault = () => undefined;
    await both('synced');
  });
});

it('calls a slow cluster stale, and still reads it', async () => {
  server.fault = () => ({ type: 'slow', ms: 90 });
  inventory = inventoryOf(await server.start(), {
    kinds: [DEPLOYMENT, POD],
    timings: { probeLateMs: 40 },
  });
  inventory.start();
  await until(
    () => inventory.list({ cluster: 'c', kind: 'Pod' }).length === 1,
    'pods read',
  );
  await both('stale');
  server.put(PODS, 'a', 'two');
  await until(
    () => inventory.list({ cluster: 'c', kind: 'Pod' }).length === 2,
    'event read',
  );
  expect(state().reason).toBe('cluster c does not answer in time');
  server.fault = () => undefined;
  await both('synced');
});

it('names a refused token on every kind, and recovers with it', async () => {
  server.fault = () => ({ type: 'status', status: 401 });
  inventory = inventoryOf(await server.start(), { kinds: [DEPLOYMENT, POD] });
  inventory.start();
  await both('forbidden');
  expect(state().reason).toContain('does not accept our credentials (401)');
  // The kinds do not knock at a door that is shut.
  expect(server.requests.every(r => r.verb === 'probe')).toBe(true);
  server.fault = () => undefined;
  await both('synced');
});

it('does not mistake a server that hides its health for a dead one', async () => {
  server.fault = r =>
    r.verb === 'probe' ? { type: 'status', status: 403 } : undefined;
  inventory = inventoryOf(await server.start(), { kinds: [DEPLOYMENT, POD] });
  inventory.start();
  await both('synced');
  expect(state().reason).toBeUndefined();
});

it('survives a restart of the server at the same address', async () => {
  const url = await server.start();
  inventory = inventoryOf(url, { kinds: [DEPLOYMENT, POD] });
  inventory.start();
  await both('synced');
  await server.stop();
  await both('stale');
  expect(state().reason).toBe('cluster c refuses the connection');
  server = FakeApiServer.create();
  server.put(DEPLOYMENTS, 'a', 'reborn');
  await server.start(Number(new URL(url).port));
  await both('synced');
  await until(
    () => inventory.list({ cluster: 'c', kind: 'Pod' }).length === 0,
    'no ghosts',
  );
  expect(
    inventory.list({ cluster: 'c', kind: 'Deployment' })[0].metadata.name,
  ).toBe('reborn');
});

it('observes the others when one cluster is wrong', async () => {
  const url = await server.start();
  const token = 't';
  const skipTLSVerify = false;
  inventory = DefaultClusterInventory.create({
    clusters: [
      { name: 'c', url, token, skipTLSVerify },
      { name: 'gone', url: 'http://127.0.0.1:1', token, skipTLSVerify },
      { name: 'users', url, skipTLSVerify, problem: '"oidc" is not supported' },
      { name: 'nofile', url, token, caFile: '/nowhere/ca', skipTLSVerify },
      { name: 'notoken', url, skipTLSVerify },
    ],
    accountDirectory: '/nowhere',
    kinds: [DEPLOYMENT, POD],
    timings: FAST,
    logger: mockServices.logger.mock(),
  });
  inventory.start();
  await both('synced');
  const reason = (cluster: string) => {
    const { condition, reason: why } = inventory.state(cluster, 'Pod')!;
    return `${condition}: ${why}`;
  };
  await until(() => reason('notoken').startsWith('failed'), 'no token');
  expect(reason('gone')).toBe('failed: cluster gone refuses the connection');
  expect(reason('users')).toBe(
    'failed: cluster users: "oidc" is not supported',
  );
  expect(reason('nofile')).toBe(
    'failed: cluster nofile: caFile cannot be read (ENOENT)',
  );
  expect(reason('notoken')).toMatch(
    /^failed: cluster notoken cannot be asked: serviceAccountToken is not set/,
  );
});

it("uses the pod's own token, and reads it again when it was rotated", async () => {
  const directory = mkdtempSync(join(tmpdir(), 'account-'));
  writeFileSync(join(directory, 'token'), 'first\n');
  const url = await server.start();
  const tokens = new Set<string>();
  let valid = 'first';
  server.authorize = header => {
    tokens.add(header ?? '');
    return header === `Bearer ${valid}`;
  };
  inventory = DefaultClusterInventory.create({
    clusters: [{ name: 'c', url, skipTLSVerify: false }],
    accountDirectory: directory,
    kinds: [DEPLOYMENT, POD],
    timings: FAST,
    logger: mockServices.logger.mock(),
  });
  inventory.start();
  await both('synced');
  valid = 'second';
  await both('forbidden');
  writeFileSync(join(directory, 'token'), 'second\n');
  await both('synced');
  expect([...tokens]).toEqual(['Bearer first', 'Bearer second']);
  rmSync(directory, { recursive: true });
});

describe('TLS', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tls-'));
  const key = join(directory, 'key.pem');
  const cert = join(directory, 'cert.pem');
  let hasOpenssl = true;
  try {
    execFileSync(
      OPENSSL,
      // prettier-ignore
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert,
        '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'],
      { stdio: 'ignore' },
    );
  } catch {
    hasOpenssl = false;
  }
  afterAll(() => rmSync(directory, { recursive: true }));
  const itWithOpenssl = hasOpenssl ? it : it.skip;

  /* eslint-disable jest/no-standalone-expect -- the rule does not see a conditional test */
  itWithOpenssl(
    'trusts the authority of the config, and names one it does not trust',
    async () => {
      await server.start();
      const front = https.createServer(
        { key: readFileSync(key), cert: readFileSync(cert) },
        (req, res) => server.forward(req, res),
      );
      await new Promise<void>(resolve => front.listen(0, '127.0.0.1', resolve));
      const url = `https://127.0.0.1:${(front.address() as AddressInfo).port}`;
      const ca = readFileSync(cert, 'utf8');
      inventory = DefaultClusterInventory.create({
        clusters: [
          { name: 'c', url, token: 't', ca, skipTLSVerify: false },
          { name: 'skip', url, token: 't', skipTLSVerify: true },
          { name: 'distrust', url, token: 't', skipTLSVerify: false },
        ],
        kinds: [DEPLOYMENT, POD],
        timings: { ...FAST, probeLateMs: 2_000, probeDeadlineMs: 3_000 },
        logger: mockServices.logger.mock(),
      });
      inventory.start();
      await both('synced');
      const is = (cluster: string, word: string) =>
        until(
          () => inventory.state(cluster, 'Pod')?.condition === word,
          `${cluster} ${word}`,
        );
      await is('skip', 'synced');
      await is('distrust', 'failed');
      expect(inventory.state('distrust', 'Pod')?.reason).toMatch(
        /^cluster distrust has a TLS certificate that is not trusted: \w+/,
      );
      await inventory.stop();
      front.closeAllConnections();
      await new Promise(resolve => front.close(resolve));
    },
  );
  /* eslint-enable jest/no-standalone-expect */
});

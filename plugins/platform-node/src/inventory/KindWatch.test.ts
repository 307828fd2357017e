import { OBSERVED_KINDS } from './kinds';
import { FakeApiServer } from './__testUtils__/FakeApiServer';
import type { Fault } from './__testUtils__/faults';
import {
  DEPLOYMENT,
  DEPLOYMENTS,
  inventoryOf,
  POD,
  PODS,
  seeded,
  until,
} from './__testUtils__/inventoryKit';
import type { DefaultClusterInventory } from './DefaultClusterInventory';
import type { InventoryChange } from './types';

const SEEDS = process.env.CHAT2SQL_FULL ? 1_000 : 100;
const PARALLEL = 10;

let server: FakeApiServer;
let inventory: DefaultClusterInventory | undefined;

beforeEach(() => {
  server = FakeApiServer.create();
});
afterEach(async () => {
  await inventory?.stop();
  inventory = undefined;
  await server.stop();
});

const names = (of: DefaultClusterInventory, namespace?: string) =>
  of
    .list({ cluster: 'c', kind: 'Deployment', namespace })
    .map(o => `${o.metadata.namespace}/${o.metadata.name}`)
    .sort();
const condition = () => inventory?.state('c', 'Deployment')?.condition;
const synced = () => until(() => condition() === 'synced', 'synced');

describe('list and watch', () => {
  it('reads all pages, follows every event and serves by namespace', async () => {
    for (let i = 0; i < 20; i += 1) server.put(DEPLOYMENTS, 'a', `d${i}`);
    server.put(DEPLOYMENTS, 'b', 'other');
    inventory = inventoryOf(await server.start());
    const changes: InventoryChange[] = [];
    inventory.subscribe(change => changes.push(change));
    expect(condition()).toBe('connecting');
    inventory.start();
    await synced();
    expect(names(inventory)).toHaveLength(21);
    expect(names(inventory, 'b')).toEqual(['b/other']);
    expect(names(inventory, 'none')).toEqual([]);
    const [first] = inventory.list({ cluster: 'c', kind: 'Deployment' });
    expect(first).toMatchObject({ apiVersion: 'apps/v1', kind: 'Deployment' });
    expect(server.requests.filter(r => r.verb === 'list')).toHaveLength(3);

    const before = inventory.version();
    server.put(DEPLOYMENTS, 'a', 'd1', { spec: { replicas: 2 } });
    server.put(DEPLOYMENTS, 'a', 'new');
    server.remove(DEPLOYMENTS, 'a', 'd0');
    await until(() => changes.at(-1)?.type === 'deleted', 'deleted');
    expect(
      changes.slice(-3).map(c => [c.type, c.object?.metadata.name]),
    ).toEqual([
      ['modified', 'd1'],
      ['added', 'new'],
      ['deleted', 'd0'],
    ]);
    expect(inventory.version()).toBe(before + 3);
    expect(inventory.state('c', 'Deployment')).toMatchObject({
      objects: 21,
      reason: undefined,
    });
    expect(inventory.state('c', 'Nothing')).toBeUndefined();
    expect(inventory.list({ cluster: 'x', kind: 'Pod' })).toEqual([]);
  });

  it('resumes after an end, a reset and a cut line without a list', async () => {
    server.put(DEPLOYMENTS, 'a', 'one');
    inventory = inventoryOf(await server.start());
    inventory.start();
    await synced();
    const breakBy = async (how: 'end' | 'reset' | 'truncate') => {
      await until(() => server.watching === 1, 'watching');
      server.breakWatches(how);
      server.put(DEPLOYMENTS, 'a', `after-${how}`);
      await until(() => names(inventory!).includes(`a/after-${how}`), how);
    };
    await breakBy('end');
    await breakBy('reset');
    await breakBy('truncate');
    expect(server.requests.filter(r => r.verb === 'list')).toHaveLength(1);
    expect(condition()).toBe('synced');
  });

  it('lists again after an expired position, and tells the differences only', async () => {
    server.put(DEPLOYMENTS, 'a', 'stays');
    server.put(DEPLOYMENTS, 'a', 'goes');
    server.put(DEPLOYMENTS, 'a', 'returns');
    inventory = inventoryOf(await server.start());
    inventory.start();
    await synced();
    await until(() => server.watching === 1, 'watching');
    const kept = inventory.list({ cluster: 'c', kind: 'Deployment' })[0];
    const changes: string[] = [];
    inventory.subscribe(c =>
      changes.push(`${c.type} ${c.object?.metadata.uid}`),
    );
    server.fault = r => (r.verb === 'watch' ? { type: 'end' } : undefined);
    server.breakWatches('reset');
    server.remove(DEPLOYMENTS, 'a', 'goes');
    server.remove(DEPLOYMENTS, 'a', 'returns');
    server.put(DEPLOYMENTS, 'a', 'returns');
    server.compact();
    server.fault = () => undefined;
    await until(() => names(inventory!).length === 2, 'two left');
    expect(changes).toEqual(['deleted uid-2', 'deleted uid-3', 'added uid-4']);
    // An object that did not change stays the same object.
    expect(inventory.list({ cluster: 'c', kind: 'Deployment' })[0]).toBe(kept);
  });

  it('keeps old objects until a list completes', async () => {
    server.put(DEPLOYMENTS, 'a', 'old');
    inventory = inventoryOf(await server.start());
    inventory.start();
    await synced();
    await until(() => server.watching === 1, 'watching');
    server.fault = r =>
      r.verb === 'list' ? { type: 'status', status: 500 } : undefined;
    server.compact();
    server.put(DEPLOYMENTS, 'a', 'unseen');
    server.compact();
    server.breakWatches('gone');
    await until(() => condition() === 'stale', 'stale');
    expect(names(inventory)).toContain('a/old');
    expect(inventory.state('c', 'Deployment')?.reason).toBe(
      'cluster c answers with an error (500): fault 500',
    );
    server.fault = () => undefined;
    await synced();
    expect(names(inventory)).toEqual(['a/old', 'a/unseen']);
  });
});

describe('one kind alone', () => {
  it.each([
    [403, 'forbidden', 'does not allow this request (403): no list for you'],
    [
      401,
      'forbidden',
      'does not accept our credentials (401): no list for you',
    ],
    [500, 'failed', 'answers with an error (500): no list for you'],
  ])('tells %i as %s and keeps the others', async (status, word, reason) => {
    server.put(PODS, 'a', 'p');
    server.fault = r =>
      r.verb === 'list' && r.path === DEPLOYMENTS
        ? { type: 'status', status, message: 'no list for you' }
        : undefined;
    inventory = inventoryOf(await server.start(), { kinds: [DEPLOYMENT, POD] });
    inventory.start();
    await until(() => condition() === word, word);
    await until(
      () => inventory?.state('c', 'Pod')?.condition === 'synced',
      'pods synced',
    );
    expect(inventory.state('c', 'Deployment')?.reason).toBe(
      `cluster c ${reason}`,
    );
    server.fault = () => undefined;
    await synced();
  });

  it('finds a kind that the cluster begins, and drops one it ceases, to serve', async () => {
    const groups = { apps: { v1: {} as Record<string, string> } };
    await server.stop();
    server = FakeApiServer.create({ groups });
    inventory = inventoryOf(await server.start());
    inventory.start();
    await until(() => condition() === 'absent', 'absent');
    expect(server.requests.some(r => r.verb === 'list')).toBe(false);
    groups.apps.v1.deployments = 'Deployment';
    server.put(DEPLOYMENTS, 'a', 'one');
    await synced();
    expect(names(inventory)).toEqual(['a/one']);
    delete groups.apps.v1.deployments;
    server.compact();
    server.put(DEPLOYMENTS, 'a', 'x');
    server.compact();
    server.breakWatches('gone');
    await until(() => condition() === 'absent', 'absent again');
    expect(names(inventory)).toEqual([]);
  });

  it('takes a wrong 404 for a fault, not for an empty cluster', async () => {
    server.put(DEPLOYMENTS, 'a', 'one');
    inventory = inventoryOf(await server.start());
    inventory.start();
    await synced();
    await until(() => server.watching === 1, 'watching');
    server.fault = r =>
      r.path === DEPLOYMENTS ? { type: 'status', status: 404 } : undefined;
    server.breakWatches('reset');
    await until(() => condition() === 'stale', 'stale');
    expect(names(inventory)).toEqual(['a/one']);
  });

  it('waits as long as a busy server asks', async () => {
    const lists: number[] = [];
    server.fault = r => {
      if (r.verb !== 'list') return undefined;
      lists.push(performance.now());
      return lists.length === 1
        ? { type: 'status', status: 429, retryAfter: 1 }
        : undefined;
    };
    inventory = inventoryOf(await server.start());
    inventory.start();
    await synced();
    expect(lists[1] - lists[0]).toBeGreaterThanOrEqual(990);
  });

  it('reconnects a watch that stands but is silent', async () => {
    server.put(DEPLOYMENTS, 'a', 'one');
    inventory = inventoryOf(await server.start(), { timings: { idleMs: 80 } });
    inventory.start();
    await synced();
    await until(() => server.watching === 1, 'watching');
    server.muteWatches();
    server.put(DEPLOYMENTS, 'a', 'two');
    await until(() => names(inventory!).length === 2, 'two');
    expect(condition()).toBe('synced');
  });

  it('refuses an event beyond the limit and lists instead', async () => {
    inventory = inventoryOf(await server.start(), {
      timings: { maxEventBytes: 2_000 },
    });
    inventory.start();
    await synced();
    await until(() => server.watching === 1, 'watching');
    server.put(DEPLOYMENTS, 'a', 'big', { spec: { text: 'x'.repeat(5_000) } });
    await until(() => names(inventory!).length === 1, 'big');
    expect(server.requests.filter(r => r.verb === 'list')).toHaveLength(2);
  });
});

describe('the end', () => {
  it('opens nothing after stop, wherever the loops stand', async () => {
    const faults: Array<Fault | undefined> = [
      undefined,
      { type: 'status', status: 500 },
      { type: 'hang' },
      { type: 'status', status: 429, retryAfter: 1 },
      { type: 'reset' },
    ];
    const url = await server.start();
    for (const fault of faults) {
      server.fault = r => (r.verb === 'probe' ? undefined : fault);
      inventory = inventoryOf(url);
      inventory.start();
      await new Promise(resolve => setTimeout(resolve, 60));
      await inventory.stop();
      // What was on the wire before the stop may still arrive on a busy machine.
      await new Promise(resolve => setTimeout(resolve, 100));
      const { length } = server.requests;
      await new Promise(resolve => setTimeout(resolve, 150));
      expect(server.requests).toHaveLength(length);
      expect(server.watching).toBe(0);
    }
  });

  it('survives a listener that throws', async () => {
    server.put(DEPLOYMENTS, 'a', 'one');
    inventory = inventoryOf(await server.start());
    const seen: string[] = [];
    inventory.subscribe(() => {
      throw new Error('listener');
    });
    const leave = inventory.subscribe(c => seen.push(c.type));
    inventory.start();
    await synced();
    server.put(DEPLOYMENTS, 'a', 'two');
    await until(() => names(inventory!).length === 2, 'two');
    const { length } = seen;
    expect(length).toBeGreaterThanOrEqual(3);
    leave();
    server.put(DEPLOYMENTS, 'a', 'three');
    await until(() => names(inventory!).length === 3, 'three');
    expect(seen).toHaveLength(length);
  });
});

describe('any schedule of faults', () => {
  const RANDOM_FAULTS: Fault[] = [
    { type: 'status', status: 500 },
    { type: 'status', status: 503, retryAfter: 0 },
    { type: 'status', status: 429, retryAfter: 0 },
    { type: 'status', status: 403 },
    { type: 'status', status: 404 },
    { type: 'status', status: 410 },
    { type: 'reset' },
    { type: 'slow', ms: 20 },
    { type: 'truncate' },
    { type: 'garbage' },
    { type: 'end' },
    { type: 'error-event', code: 410 },
    { type: 'error-event', code: 500 },
  ];

  async function play(seed: number): Promise<string | undefined> {
    const random = seeded(seed);
    const pick = <T>(items: readonly T[]) =>
      items[Math.floor(random() * items.length)];
    const fake = FakeApiServer.create();
    const url = await fake.start();
    let faults = 0;
    let planned: Fault[] = [];
    fake.fault = r => {
      if (r.verb === 'probe') return undefined;
      const fault = planned.shift();
      if (fault) faults += 1;
      return fault;
    };
    // Wide limits: on a busy machine a slow answer is no fault of the schedule.
    const cache = inventoryOf(url, {
      random: seeded(seed + 1),
      timings: {
        listDeadlineMs: 5_000,
        watchOpenDeadlineMs: 5_000,
        idleMs: 5_000,
        probeLateMs: 5_000,
        probeDeadlineMs: 5_000,
      },
    });
    // A second view, fed by changes alone, must agree with the first.
    const followed = new Map<string, string>();
    cache.subscribe(({ type, object }) => {
      if (!object) return;
      const { uid = '', resourceVersion = '' } = object.metadata;
      if (type === 'deleted') followed.delete(uid);
      else followed.set(uid, resourceVersion);
    });
    for (let i = 0; i < 10; i += 1) fake.put(DEPLOYMENTS, 'n', `d${i}`);
    cache.start();
    for (let step = 0; step < 25; step += 1) {
      const name = `d${Math.floor(random() * 15)}`;
      const dice = random();
      if (dice < 0.4) fake.put(DEPLOYMENTS, pick(['n', 'm']), name);
      else if (dice < 0.6) fake.remove(DEPLOYMENTS, pick(['n', 'm']), name);
      else if (dice < 0.65) {
        fake.remove(DEPLOYMENTS, 'n', name);
        fake.put(DEPLOYMENTS, 'n', name);
      } else if (dice < 0.7) {
        fake.compact();
        faults += 1;
      } else if (dice < 0.88) planned.push(pick(RANDOM_FAULTS));
      else {
        fake.breakWatches(pick(['end', 'reset', 'truncate', 'gone'] as const));
        faults += 1;
      }
      await new Promise(resolve => setTimeout(resolve, random() * 8));
    }
    planned = [];
    const truth = () =>
      fake
        .truth(DEPLOYMENTS)
        .map(o => `${o.metadata.uid}@${o.metadata.resourceVersion}`)
        .sort()
        .join();
    const held = () =>
      cache
        .list({ cluster: 'c', kind: 'Deployment' })
        .map(o => `${o.metadata.uid}@${o.metadata.resourceVersion}`)
        .sort()
        .join();
    const changes = () =>
      [...followed]
        .map(([uid, version]) => `${uid}@${version}`)
        .sort()
        .join();
    try {
      await until(
        () =>
          cache.state('c', 'Deployment')?.condition === 'synced' &&
          held() === truth(),
        'equal',
      );
      if (changes() !== truth()) return `seed ${seed}: changes disagree`;
      const { lists } = cache.counters();
      if (lists > faults + 1) {
        return `seed ${seed}: ${lists} lists after ${faults} faults`;
      }
      return undefined;
    } catch (error) {
      return `seed ${seed}: ${error.message}`;
    } finally {
      await cache.stop();
      await fake.stop();
    }
  }

  it(`ends equal to the server: ${SEEDS} seeds`, async () => {
    const seeds = Array.from({ length: SEEDS }, (_, i) => i + 1);
    const wrong: string[] = [];
    await Promise.all(
      Array.from({ length: PARALLEL }, async () => {
        for (let seed = seeds.pop(); seed; seed = seeds.pop()) {
          const problem = await play(seed);
          if (problem) wrong.push(problem);
        }
      }),
    );
    expect(wrong).toEqual([]);
  }, 300_000);
});

it('observes every kind once', () => {
  const keys = OBSERVED_KINDS.map(k => `${k.group}/${k.plural}`);
  expect(new Set(keys).size).toBe(keys.length);
});

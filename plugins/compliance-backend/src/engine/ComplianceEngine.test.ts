import { mockServices } from '@backstage/backend-test-utils';
import {
  createChecks,
  type ComplianceEnvironment,
} from '@chat2sql/plugin-compliance-common';
import { backend, createWorld, object, safeSpec } from '../__fixtures__/world';
import { ComplianceEngine } from './ComplianceEngine';

const PROD: ComplianceEnvironment = {
  id: 'prod',
  tier: 'prod',
  cluster: 'prod',
  namespace: 'chat2sql-prod',
  owner: 'group:default/sre',
};
const DEV: ComplianceEnvironment = {
  ...PROD,
  id: 'dev',
  tier: 'dev',
  cluster: 'nonprod',
  namespace: 'chat2sql-dev',
};

let engine: ComplianceEngine;
let world: ReturnType<typeof createWorld>;
let clock: Date;

beforeEach(async () => {
  world = createWorld();
  clock = new Date('2026-11-25T10:00:00Z');
  engine = ComplianceEngine.create({
    inventory: world.inventory,
    checks: createChecks(),
    logger: mockServices.logger.mock(),
    now: () => clock,
  });
  engine.start();
  engine.setEnvironments([DEV, PROD]);
  await engine.settle();
});

afterEach(() => engine.stop());

const statuses = (environment: string) =>
  Object.fromEntries(
    engine.results(environment).map(r => [r.id.split(':')[0], r.status]),
  );

describe('ComplianceEngine', () => {
  it('judges every check in every environment', () => {
    expect(engine.isReady()).toBe(true);
    const all = {
      'PSS-B': 'pass',
      'PSS-R': 'pass',
      'PSA-L': 'pass',
      'NP-DENY': 'pass',
      'SA-TOK': 'pass',
      'SA-DEF': 'pass',
      'IMG-DIG': 'pass',
      RES: 'pass',
    };
    expect(statuses('dev')).toEqual(all);
    expect(statuses('prod')).toEqual(all);
  });

  it('judges again only what a change touches', async () => {
    world.inventory.put(
      'prod',
      object('v1', 'Pod', 'chat2sql-prod', 'lone', { spec: safeSpec() }),
    );
    await engine.settle();
    clock = new Date('2026-11-25T10:05:00Z');
    world.inventory.put(
      'prod',
      backend('chat2sql-prod', spec => {
        spec.containers[0].securityContext.privileged = true;
      }),
    );
    await engine.settle();
    const changed = [...engine.results('prod'), ...engine.results('dev')]
      .filter(r => r.evaluatedAt.includes('10:05'))
      .map(r => r.id)
      .sort();
    const subject = 'prod:Deployment.apps:chat2sql-backend';
    expect(changed).toEqual(
      [
        `IMG-DIG:${subject}`,
        `PSS-B:${subject}`,
        `PSS-R:${subject}`,
        `RES:${subject}`,
        `SA-TOK:${subject}`,
        'SA-DEF:prod:default',
      ].sort(),
    );
    expect(engine.result(`PSS-B:${subject}`)).toMatchObject({
      status: 'fail',
      since: '2026-11-25T10:05:00.000Z',
    });
    expect(engine.result(`IMG-DIG:${subject}`)?.since).toBe(
      '2026-11-25T10:00:00.000Z',
    );
  });

  it('drops results of what is gone, and certifies no empty namespace', async () => {
    const [deployment] = world.inventory.list({
      cluster: 'prod',
      kind: 'Deployment',
    });
    world.inventory.remove('prod', deployment);
    await engine.settle();
    expect(engine.results('prod', 'PSS-R')).toMatchObject([
      { id: 'PSS-R:prod:*', status: 'not-evidenced', reason: 'NoSubjects' },
    ]);
    world.inventory.put('prod', deployment);
    await engine.settle();
    expect(engine.results('prod', 'PSS-R')).toMatchObject([{ status: 'pass' }]);
  });

  it('turns results stale when their cluster falls silent, and no others', async () => {
    world.inventory.setState('prod', '*', 'stale', 'silent since 10:00');
    await engine.settle();
    expect(new Set(engine.results('prod').map(r => r.status))).toEqual(
      new Set(['stale']),
    );
    expect(new Set(Object.values(statuses('dev')))).toEqual(new Set(['pass']));
    world.inventory.setState('prod', '*', 'synced');
    await engine.settle();
    expect(new Set(Object.values(statuses('prod')))).toEqual(new Set(['pass']));
  });

  it('says which kind it may not read', async () => {
    world.inventory.setState('prod', 'NetworkPolicy', 'forbidden', '403');
    await engine.settle();
    expect(statuses('prod')).toMatchObject({
      'NP-DENY': 'unreadable',
      'PSS-R': 'pass',
    });
  });

  it('follows the environments', async () => {
    engine.setEnvironments([
      { ...PROD, cluster: 'nowhere' },
      { ...DEV, id: 'dev-x', namespace: 'chat2sql-dev-x' },
    ]);
    await engine.settle();
    expect(engine.results('dev')).toEqual([]);
    expect(new Set(Object.values(statuses('prod')))).toEqual(
      new Set(['not-evidenced']),
    );
    expect(engine.results('prod')[0].message).toContain(
      'no cluster with this name is configured',
    );
    expect(statuses('dev-x')['PSS-B']).toBe('not-evidenced');
  });

  it('gives the event loop back while it judges many workloads', async () => {
    for (let i = 0; i < 3_000; i += 1) {
      world.inventory.put(
        'prod',
        object('v1', 'Pod', 'chat2sql-prod', `p${i}`, { spec: safeSpec() }),
      );
    }
    // Turns of the event loop, not milliseconds: a busy machine has fewer of the latter.
    let turns = 0;
    let running = true;
    const count = () => {
      turns += 1;
      if (running) setImmediate(count);
    };
    setImmediate(count);
    await engine.settle();
    running = false;
    expect(engine.results('prod', 'PSS-R')).toHaveLength(3_001);
    expect(turns).toBeGreaterThan(10);
  });

  it('tells a change soon, without being asked', async () => {
    const told = new Promise<void>(done => {
      engine.onResults(done);
    });
    const start = performance.now();
    world.inventory.put(
      'prod',
      backend('chat2sql-prod', spec => {
        spec.hostPID = true;
      }),
    );
    await told;
    expect(performance.now() - start).toBeLessThan(4_000);
    expect(statuses('prod')['PSS-B']).toBe('fail');
  });
});

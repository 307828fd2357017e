import { TestDatabases } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { NewChange } from './changeRow';
import { ChangeStore } from './ChangeStore';
import { PlanStore, type StoredPlan } from './PlanStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING
    ? ['SQLITE_3', 'POSTGRES_15']
    : ['SQLITE_3'],
  disableDocker: true,
});
const directory = resolvePackagePath(
  '@chat2sql/plugin-gitops-backend',
  'migrations',
);
const AT = '2026-11-25T08:00:00.000Z';

function newChange(overrides: Partial<NewChange> = {}): NewChange {
  return {
    changeId: `id-${overrides.headBranch ?? 'b'}`,
    planId: 'p'.repeat(64),
    op: 'create-environment',
    tier: 'dev',
    name: 'x',
    title: 'Create environment dev/x',
    state: 'opening',
    author: 'user:default/mei',
    idempotencyKey: 'k'.repeat(64),
    headBranch: 'b',
    baseBranch: 'main',
    baseSha: 'a'.repeat(40),
    checks: [],
    asPlanned: true,
    createdAt: AT,
    updatedAt: AT,
    ...overrides,
  };
}

function newPlan(overrides: Partial<StoredPlan> = {}): StoredPlan {
  return {
    id: '1'.repeat(64),
    body: { op: 'create-environment', tier: 'dev', name: 'x' } as any,
    contentHash: 'sha256:x',
    idempotencyKey: 'k'.repeat(64),
    createdBy: 'user:default/mei',
    createdAt: AT,
    expiresAt: '2026-11-26T08:00:00.000Z',
    ...overrides,
  };
}

describe.each(databases.eachSupportedId())('stores on %s', id => {
  let knex: Knex;
  let changes: ChangeStore;
  let plans: PlanStore;

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory });
    changes = ChangeStore.create({ knex });
    plans = PlanStore.create({ knex });
  });

  it('go down and up again', async () => {
    await changes.insert(newChange(), ['environment:dev/x']);
    await knex.migrate.rollback({ directory }, true);
    expect(await knex.schema.hasTable('changes')).toBe(false);
    await knex.migrate.latest({ directory });
    expect(await changes.unfinished()).toEqual([]);
  });

  it('record a change with its names once', async () => {
    const first = await changes.insert(newChange(), ['environment:dev/x', 'h']);
    expect(first).toMatchObject({ number: 1, asPlanned: true });
    const second = await changes.insert(newChange({ headBranch: 'c' }), [
      'g',
      'h',
    ]);
    expect(second).toBeUndefined();
    expect(await changes.unfinished()).toHaveLength(1);
    expect((await changes.heldNames()).map(h => h.key).sort()).toEqual([
      'environment:dev/x',
      'h',
    ]);
    expect(await changes.countByKey('k'.repeat(64))).toBe(1);
  });

  it('throw what is not about names', async () => {
    await changes.insert(newChange(), ['a']);
    // The same branch under other names is a fault, not a taken name.
    await expect(
      changes.insert(newChange({ changeId: 'other' }), ['b']),
    ).rejects.toThrow();
    expect(await changes.heldNames()).toHaveLength(1);
  });

  it('move a change once, and only where its state allows', async () => {
    const change = (await changes.insert(newChange(), ['a']))!;
    const opened = { type: 'opened' as const, at: AT };
    const results = await Promise.all(
      [1, 2, 3].map(() =>
        changes.transition(change, opened, { headSha: 'f'.repeat(40) }),
      ),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    const open = (await changes.get(1))!;
    expect(open).toMatchObject({ state: 'open', headSha: 'f'.repeat(40) });
    expect(await changes.transition(open, { type: 'healthy', at: AT })).toBe(
      false,
    );
    await changes.transition(
      open,
      { type: 'closed', at: AT, actor: 'user:default/mei', text: 'why' },
      { closedAt: AT, detail: undefined },
    );
    expect(await changes.heldNames()).toEqual([]);
    expect(
      (await changes.events(1)).map(e => [e.type, e.actor, e.text]),
    ).toEqual([
      ['requested', 'user:default/mei', undefined],
      ['opened', undefined, undefined],
      ['closed', 'user:default/mei', 'why'],
    ]);
    expect(await changes.get(99)).toBeUndefined();
  });

  it('list by tier, state and author, newest first', async () => {
    await changes.insert(newChange(), ['a']);
    await changes.insert(
      newChange({ headBranch: 'c', tier: 'prod', author: 'user:default/sam' }),
      ['b'],
    );
    const list = (filter: Partial<Parameters<ChangeStore['list']>[0]>) =>
      changes
        .list({
          tiers: ['dev', 'prod'],
          states: ['opening'],
          limit: 10,
          ...filter,
        })
        .then(items => items.map(i => i.number));
    expect(await list({})).toEqual([2, 1]);
    expect(await list({ limit: 1 })).toEqual([2]);
    expect(await list({ tiers: [] })).toEqual([]);
    expect(await list({ states: ['open'] })).toEqual([]);
    expect(await list({ author: 'user:default/sam' })).toEqual([2]);
  });

  it('keep plans until they expire, and those that became changes', async () => {
    await plans.save(newPlan());
    await plans.save(newPlan({ expiresAt: '2026-11-27T08:00:00.000Z' }));
    const key = 'k'.repeat(64);
    const createdBy = 'user:default/mei';
    const latest = (now: string) =>
      plans.latest({ idempotencyKey: key, createdBy, now });
    expect(await latest('2026-11-26T09:00:00.000Z')).toMatchObject({
      expiresAt: '2026-11-27T08:00:00.000Z',
      body: { name: 'x' },
    });
    expect(await latest('2026-11-28T09:00:00.000Z')).toBeUndefined();
    await plans.save(newPlan({ id: '2'.repeat(64) }));
    await changes.insert(newChange({ planId: '2'.repeat(64) }), ['a']);
    expect(await plans.forgetExpired('2027-01-01T00:00:00.000Z')).toBe(1);
    expect(await plans.get('1'.repeat(64))).toBeUndefined();
    expect(await plans.get('2'.repeat(64))).toBeDefined();
    expect((await changes.byPlan('2'.repeat(64)))?.number).toBe(1);
  });
});

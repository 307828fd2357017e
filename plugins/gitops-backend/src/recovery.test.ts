import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  EmbeddedGitProvider,
  type GitProvider,
} from '@chat2sql/plugin-gitops-node';
import { TIERS } from '@chat2sql/plugin-platform-common';
import { FakeInventory } from './__testUtils__/testPortal';
import { ChangeStore } from './database/ChangeStore';
import { PlanStore } from './database/PlanStore';
import { createServices } from './service/createServices';
import { decideAnswers } from './service/Planner';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});
const ROOT = resolvePackagePath('@chat2sql/plugin-gitops-backend');
const MEI = 'user:default/mei';

/** The process dies at this call: before it, or after it took effect. */
interface Fault {
  method: 'commit' | 'merge' | 'deleteBranch';
  when: 'before' | 'after';
}

function dyingProvider(provider: GitProvider, fault: Fault): GitProvider {
  let alive = true;
  return new Proxy(provider, {
    get(target, property) {
      const value = (target as any)[property];
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        if (!alive) throw new Error('dead');
        if (property !== fault.method) return value.apply(target, args);
        alive = false;
        if (fault.when === 'after') await value.apply(target, args);
        throw new Error('killed');
      };
    },
  });
}

describe('after a crash', () => {
  let directory: string;
  let git: EmbeddedGitProvider;
  let changes: ChangeStore;
  let plans: PlanStore;
  let clock: Date;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'gitops-crash-'));
    git = EmbeddedGitProvider.create({
      directory,
      seed: resolve(ROOT, '../../platform-repo'),
    });
    const knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory: join(ROOT, 'migrations') });
    changes = ChangeStore.create({ knex });
    plans = PlanStore.create({ knex });
    clock = new Date('2026-11-25T08:00:00Z');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function start(fault?: Fault) {
    return createServices({
      config: {
        branchPrefix: 'portal-',
        planTtlMs: 3_600_000,
        selfMergeTiers: [],
      },
      host: {
        provider: fault ? dyingProvider(git, fault) : git,
        repo: 'platform',
        baseBranch: 'main',
      },
      inventory: new FakeInventory(),
      plans,
      changes,
      logger: mockServices.logger.mock(),
      now: () => clock,
    });
  }

  const plan = () =>
    start().planner.plan(
      decideAnswers({
        tier: 'dev',
        name: 'feat-x',
        owner: 'group:default/x',
        purpose: 'Try',
      }),
      MEI,
    );
  const jonas = {
    user: 'user:default/jonas',
    rights: {
      read: new Set(TIERS),
      create: new Set(TIERS),
      merge: new Set(TIERS),
    },
  };

  it.each<Fault>([
    { method: 'commit', when: 'before' },
    { method: 'commit', when: 'after' },
  ])('$when the commit, asking again gives one change', async fault => {
    const { id } = await plan();
    await expect(start(fault).opener.open(id, MEI)).rejects.toThrow('killed');
    expect((await changes.get(1))?.state).toBe('opening');
    const { change } = await start().opener.open(id, MEI);
    expect(change).toMatchObject({ number: 1, state: 'open' });
    expect(await git.head('platform', change.headBranch)).toBe(change.headSha);
    expect(await changes.unfinished()).toHaveLength(1);
    const { files } = await start().changes.detail(1, jonas);
    expect(files).toHaveLength(6);
  });

  it.each<Fault>([
    { method: 'commit', when: 'before' },
    { method: 'commit', when: 'after' },
  ])('$when the commit, the background work finishes it', async fault => {
    const { id } = await plan();
    await expect(start(fault).opener.open(id, MEI)).rejects.toThrow('killed');
    await start().keeper.run();
    // It may still be on its way in another process.
    expect((await changes.get(1))?.state).toBe('opening');
    clock = new Date(clock.getTime() + 31_000);
    await start().keeper.run();
    expect((await changes.get(1))?.state).toBe('open');
  });

  it('leaves a branch of somebody else untouched', async () => {
    const { id } = await plan();
    await expect(
      start({ method: 'commit', when: 'before' }).opener.open(id, MEI),
    ).rejects.toThrow('killed');
    const { headBranch, baseSha } = (await changes.get(1))!;
    const theirs = await git.commit('platform', {
      branch: headBranch,
      expectedHead: undefined,
      parent: baseSha,
      edits: [{ path: 'mine', content: 'keep' }],
      message: 'Not the portal',
      author: { name: 'x', email: 'x@example.org' },
      date: clock,
    });
    await expect(start().opener.open(id, MEI)).rejects.toThrow(
      /is taken by somebody else's commits/,
    );
    expect(await git.head('platform', headBranch)).toBe(theirs);
  });

  it.each<Fault & { state: string }>([
    { method: 'merge', when: 'before', state: 'open' },
    { method: 'merge', when: 'after', state: 'merged' },
  ])(
    '$when the merge, the record says what the repository shows',
    async ({ state, ...fault }) => {
      const { id } = await plan();
      const { change } = await start().opener.open(id, MEI);
      await expect(
        start(fault).merger.merge(change, change.headSha!, jonas),
      ).rejects.toThrow('killed');
      await start().keeper.run();
      const found = (await changes.get(1))!;
      expect(found.state).toBe(state);
      const shown = await start().changes.detail(1, jonas);
      expect(shown.mergedBy).toBe(
        state === 'merged' ? 'user:default/jonas' : undefined,
      );
      expect(found.mergedSha).toBe(
        state === 'merged' ? await git.head('platform', 'main') : undefined,
      );
    },
  );

  it('between merge and clean-up, the merge counts', async () => {
    const { id } = await plan();
    const { change } = await start().opener.open(id, MEI);
    const merged = await start({
      method: 'deleteBranch',
      when: 'before',
    }).merger.merge(change, change.headSha!, jonas);
    expect(merged.state).toBe('merged');
  });

  it('refuses a plan that expired', async () => {
    const { id } = await plan();
    clock = new Date(clock.getTime() + 3_600_001);
    await expect(start().opener.open(id, MEI)).rejects.toThrow(/expired/);
    expect(await changes.unfinished()).toEqual([]);
  });

  it('keeps the lease of the first plan when the request is planned again', async () => {
    const first = await plan();
    clock = new Date(clock.getTime() + 60_000);
    const second = await plan();
    const hash = (text: string) =>
      createHash('sha256').update(text).digest('hex');
    expect(second.edits.map(e => hash(e.content))).toEqual(
      first.edits.map(e => hash(e.content)),
    );
  });
});

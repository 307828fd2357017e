import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startPortal, until } from './__testUtils__/testPortal';

type Portal = Awaited<ReturnType<typeof startPortal>>;

let portal: Portal;
beforeEach(async () => {
  portal = await startPortal();
});
afterEach(() => portal.stop());

async function openAs(user: string, answers: object = {}) {
  const plan = (await portal.as(user).plan(answers).expect(201)).body;
  const change = (
    await portal.as(user).post('/changes', { planId: plan.id }).expect(201)
  ).body;
  return { plan, change };
}

async function detail(user: string, number: number) {
  return (await portal.as(user).get(`/changes/${number}`).expect(200)).body;
}

async function merge(user: string, number: number) {
  const { headSha } = await detail(user, number);
  return portal
    .as(user)
    .post(`/changes/${number}/merge`, { expectedHead: headSha });
}

describe('from plan to merge', () => {
  it('proposes and merges exactly what was shown', async () => {
    const mei = portal.as('mei');
    const plan = (await mei.plan().expect(201)).body;
    expect(plan).toMatchObject({
      blocked: false,
      title: 'Create environment dev/feat-x',
      consequences: { namespace: 'chat2sql-dev-feat-x', cluster: 'nonprod' },
    });
    expect(plan.files.every((f: any) => f.status === 'added')).toBe(true);

    const before = await portal.main();
    const opened = await mei.post('/changes', { planId: plan.id }).expect(201);
    expect(opened.body).toMatchObject({
      number: 1,
      state: 'open',
      author: 'user:default/mei',
      progress: { waitingFor: 'reviewer', stuck: false },
    });
    expect(await portal.main()).toBe(before);

    // The same plan again is the same change.
    const again = await mei.post('/changes', { planId: plan.id }).expect(200);
    expect(again.body.number).toBe(1);

    const review = await detail('jonas', 1);
    expect(review.files).toEqual(plan.files);
    expect(review.checks.map((c: any) => c.status)).not.toContain('fail');
    expect(review.checks[0]).toMatchObject({
      id: 'as-planned',
      status: 'pass',
    });
    expect(review.allowedActions).toEqual(['comment', 'merge', 'close']);

    const merged = await merge('jonas', 1);
    expect(merged.status).toBe(200);
    expect(merged.body).toMatchObject({
      state: 'merged',
      mergedBy: 'user:default/jonas',
      progress: { waitingFor: 'reconciler' },
    });
    for (const edit of plan.edits) {
      expect(await portal.read(edit.path)).toBe(edit.content);
    }
    const changed = await portal.git.diff(
      'platform',
      before,
      await portal.main(),
    );
    expect(changed.map(f => f.path)).toEqual(
      plan.edits.map((e: any) => e.path),
    );
    const message = await portal.git.message('platform', await portal.main());
    expect(message).toContain('Merge change 1: Create environment dev/feat-x');
    expect(message).toContain('Requested-by: user:default/mei');
    expect(message).toContain('Merged-by: user:default/jonas');
    expect(
      await portal.git.head('platform', opened.body.headBranch),
    ).toBeUndefined();

    // Merged changes still show what they did, and how they got there.
    const after = await detail('noor', 1);
    expect(after.files).toEqual(plan.files);
    expect(after.events.map((e: any) => e.type)).toEqual([
      'requested',
      'opened',
      'merged',
    ]);
    expect(after.allowedActions).toEqual([]);
    expect((await merge('jonas', 1)).status).toBe(409);

    const fsck = spawnSync(
      'git',
      ['-C', join(portal.directory, 'platform.git'), 'fsck', '--strict'],
      { encoding: 'utf8' },
    );
    expect(fsck.status ?? 0).toBe(0);
  });

  it('gives both clicks of a double click the same change', async () => {
    const plan = (await portal.as('mei').plan().expect(201)).body;
    const clicks = await Promise.all(
      [1, 2, 3].map(() =>
        portal.as('mei').post('/changes', { planId: plan.id }),
      ),
    );
    expect(new Set(clicks.map(c => c.body.number))).toEqual(new Set([1]));
    expect(clicks.map(c => c.status).filter(s => s >= 300)).toEqual([]);
  });

  it('plans the same bytes again for the same request', async () => {
    const first = (await portal.as('mei').plan()).body;
    const second = (await portal.as('mei').plan()).body;
    expect(second.id).toBe(first.id);
    expect(second.edits).toEqual(first.edits);
    expect((await portal.as('jonas').plan()).body.id).not.toBe(first.id);
  });

  it('follows the change until it is healthy, by what the cluster shows', async () => {
    await openAs('mei');
    const { mergedSha } =
      (await merge('jonas', 1)).body && (await detail('mei', 1));
    const application = (revision: string, sync: string, health: string) => ({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'chat2sql-dev-feat-x', namespace: 'argocd' },
      status: { sync: { revision, status: sync }, health: { status: health } },
    });
    const stateIs = (state: string) => async () =>
      (await detail('mei', 1)).state === state;

    // An older revision proves nothing, however healthy it is.
    const { baseSha } = await detail('mei', 1);
    portal.inventory.set(application(baseSha, 'Synced', 'Healthy'));
    await until(
      async () =>
        (await detail('mei', 1)).progress.detail ===
        `Argo CD is at ${baseSha.slice(0, 12)}, Synced`,
    );
    expect(await stateIs('merged')()).toBe(true);

    portal.inventory.set(application(mergedSha, 'Synced', 'Progressing'));
    await until(stateIs('synced'));
    expect((await detail('mei', 1)).progress).toMatchObject({
      waitingFor: 'workloads',
      detail: 'Argo CD says Progressing',
    });

    // A later commit contains the merge.
    const later = await portal.push('main', [{ path: 'note', content: 'x' }]);
    portal.inventory.set(application(later, 'Synced', 'Healthy'));
    await until(stateIs('healthy'));
    const { stages, progress } = await detail('mei', 1);
    expect(progress).toEqual({ waitingFor: 'nobody', stuck: false });
    expect(stages.requested <= stages.merged).toBe(true);
    expect(stages.merged <= stages.synced).toBe(true);
    expect(stages.synced <= stages.healthy).toBe(true);
  });

  it('says why it cannot follow', async () => {
    await openAs('mei');
    await merge('jonas', 1);
    await until(
      async () =>
        (await detail('mei', 1)).progress.detail ===
        'There is no Argo CD Application chat2sql-dev-feat-x yet',
    );
    portal.inventory.condition = 'stale';
    portal.inventory.set({
      apiVersion: 'v1',
      kind: 'Application',
      metadata: {},
    });
    expect((await detail('mei', 1)).state).toBe('merged');
    await until(async () =>
      String((await detail('mei', 1)).progress.detail).includes(
        'not observed: the watch is silent since 08:00',
      ),
    );
  });
});

describe('who may do what', () => {
  it('needs a user', async () => {
    const nobody = portal.as(undefined);
    for (const response of [
      await nobody.plan(),
      await nobody.get('/changes'),
      await nobody.get('/changes/1'),
      await nobody.post('/changes', { planId: 'a'.repeat(64) }),
      await nobody.post('/changes/1/merge', { expectedHead: 'a'.repeat(40) }),
    ]) {
      expect(response.status).toBe(401);
    }
  });

  it('lets nobody plan or open beyond their tiers, whatever the input says', async () => {
    expect((await portal.as('noor').plan()).status).toBe(403);
    expect((await portal.as('mei').plan({ tier: 'prod' })).status).toBe(403);
    const plan = (await portal.as('jonas').plan({ tier: 'prod' })).body;
    const stolen = await portal
      .as('mei')
      .post('/changes', { planId: plan.id, tier: 'dev' });
    expect(stolen.status).toBe(403);
    const lying = await portal
      .as('jonas')
      .post('/changes', { planId: plan.id, tier: 'dev' });
    expect(lying.status).toBe(400);
    expect(lying.body.error.message).toContain('the plan is for the tier prod');
  });

  it('opens a plan only for the user who made it', async () => {
    const plan = (await portal.as('mei').plan()).body;
    const response = await portal
      .as('jonas')
      .post('/changes', { planId: plan.id });
    expect(response.status).toBe(403);
  });

  it.each(['prod', 'staging', 'dev'])(
    'lets no author merge their own change of %s',
    async tier => {
      const { change } = await openAs('jonas', { tier });
      const review = await detail('jonas', change.number);
      expect(review.allowedActions).not.toContain('merge');
      expect(review.mergeRefusal).toMatch(/somebody other than their author/);
      const response = await merge('jonas', change.number);
      expect(response.status).toBe(403);
      expect((await detail('sam', change.number)).state).toBe('open');
      expect((await merge('sam', change.number)).status).toBe(200);
    },
  );

  it('lets developers open and close but not merge, and viewers only look', async () => {
    await openAs('mei');
    expect((await detail('mei', 1)).allowedActions).toEqual([
      'comment',
      'close',
    ]);
    expect((await merge('mei', 1)).status).toBe(403);
    expect((await detail('noor', 1)).allowedActions).toEqual([]);
    const noor = portal.as('noor');
    expect(
      (await noor.post('/changes/1/comments', { text: 'hello' })).status,
    ).toBe(403);
    expect((await noor.post('/changes/1/close')).status).toBe(403);
    expect((await portal.as('mei').post('/changes/1/close')).status).toBe(204);
    expect(await detail('mei', 1)).toMatchObject({
      state: 'rejected',
      allowedActions: ['comment'],
    });
  });

  it('shows nothing to strangers', async () => {
    await openAs('mei');
    const stranger = portal.as('stranger');
    expect((await stranger.get('/changes').expect(200)).body.items).toEqual([]);
    expect((await stranger.get('/changes/1')).status).toBe(403);
    const { planId } = await detail('mei', 1);
    expect((await stranger.get(`/plans/${planId}`)).status).toBe(404);
  });

  it('records every write, refused ones too', async () => {
    await openAs('mei');
    await portal.as('mei').post('/changes/1/comments', { text: 'Please look' });
    await merge('mei', 1);
    await merge('jonas', 1);
    expect(portal.audits.map(a => `${a.eventId} ${a.outcome}`)).toEqual([
      'plan-create success',
      'change-open success',
      'change-comment success',
      'change-merge fail',
      'change-merge success',
    ]);
    expect(portal.audits[4].meta).toMatchObject({
      tier: 'dev',
      author: 'user:default/mei',
      mergedSha: await portal.main(),
    });
  });
});

describe('names', () => {
  it('are held by an open change, which is named', async () => {
    await openAs('mei');
    const plan = (await portal.as('jonas').plan({ purpose: 'Mine' })).body;
    expect(plan.blocked).toBe(true);
    expect(plan.checks[0]).toMatchObject({
      id: 'name',
      status: 'fail',
      message: 'Taken by change 1 of user:default/mei.',
    });
    const refused = await portal
      .as('jonas')
      .post('/changes', { planId: plan.id });
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain(
      'change 1 of user:default/mei',
    );
  });

  it('go to one of two users who were both shown a free name', async () => {
    const plans = await Promise.all(
      ['mei', 'jonas'].map(
        async user => (await portal.as(user).plan({ purpose: user })).body,
      ),
    );
    const opened = await Promise.all([
      portal.as('mei').post('/changes', { planId: plans[0].id }),
      portal.as('jonas').post('/changes', { planId: plans[1].id }),
    ]);
    expect(opened.map(o => o.status).sort()).toEqual([201, 409]);
    const lost = opened.find(o => o.status === 409)!;
    expect(lost.body.error.message).toMatch(
      /is held by change 1 of user:default\/(mei|jonas)/,
    );
    const list = (await portal.as('noor').get('/changes')).body;
    expect(list.items).toHaveLength(1);
  });

  it('are given back when a change is closed; the next one gets a branch of its own', async () => {
    const first = await openAs('mei');
    await portal
      .as('mei')
      .post('/changes/1/close', { reason: 'Not needed' })
      .expect(204);
    const second = await openAs('mei');
    expect(second.change.number).toBe(2);
    expect(second.change.headBranch).toBe(`${first.change.headBranch}-r2`);
    expect((await detail('mei', 1)).events.at(-1)).toMatchObject({
      type: 'closed',
      actor: 'user:default/mei',
      text: 'Not needed',
    });
    expect((await detail('mei', 1)).files).toEqual(first.plan.files);
  });

  it('that are wrong are refused with field and rule', async () => {
    const response = await portal.as('mei').plan({ name: '../prod', days: 90 });
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(/^name: lower-case letters/);
  });
});

describe('when main moves', () => {
  it('opens what it did not touch', async () => {
    const plan = (await portal.as('mei').plan()).body;
    const moved = await portal.push('main', [
      { path: 'README.md', content: 'x' },
    ]);
    const change = await portal
      .as('mei')
      .post('/changes', { planId: plan.id })
      .expect(201);
    expect((await detail('mei', change.body.number)).baseSha).toBe(moved);
  });

  it('refuses a plan whose files would differ today', async () => {
    const plan = (await portal.as('mei').plan()).body;
    const path = 'environments/dev/dev/kustomization.yaml';
    const text = (await portal.read(path))!;
    await portal.push('main', [
      { path, content: text.replace(/newTag: .*/, 'newTag: 9.9.9') },
    ]);
    const refused = await portal
      .as('mei')
      .post('/changes', { planId: plan.id });
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('the plan is stale');
    const again = (await portal.as('mei').plan()).body;
    expect(again.id).not.toBe(plan.id);
    await portal.as('mei').post('/changes', { planId: again.id }).expect(201);
  });

  it('marks an open change stale, tells what moved, and does not merge it', async () => {
    await openAs('mei');
    const path = 'environments/dev/dev/kustomization.yaml';
    const text = (await portal.read(path))!;
    await portal.push('main', [
      { path, content: text.replace(/newTag: .*/, 'newTag: 9.9.9') },
    ]);
    const review = await detail('jonas', 1);
    expect(review).toMatchObject({
      state: 'stale',
      progress: { waitingFor: 'author' },
    });
    expect(review.progress.detail).toContain(path);
    expect(review.allowedActions).not.toContain('merge');
    expect((await merge('jonas', 1)).status).toBe(409);
    // Put back, the change is what would be planned today again.
    await portal.push('main', [{ path, content: text }]);
    await until(async () => (await detail('jonas', 1)).state === 'open');
    expect((await merge('jonas', 1)).status).toBe(200);
  });

  it('refuses to merge what would not pass its checks there any more', async () => {
    await openAs('mei');
    const path = 'apps/chat2sql/base/redis.yaml';
    const text = (await portal.read(path))!;
    await portal.push('main', [
      { path, content: text.replace(/@sha256:\w+/, '') },
    ]);
    const review = await detail('jonas', 1);
    expect(review.state).toBe('stale');
    expect(review.progress.detail).toContain('Images are pinned by digest');
  });

  it('keeps its verdict when others merge, until one takes a name', async () => {
    await openAs('mei');
    const before = await detail('jonas', 1);
    await openAs('jonas', { tier: 'test', name: 'load' });
    expect((await merge('sam', 2)).status).toBe(200);
    const after = await detail('jonas', 1);
    expect(after).toMatchObject({ state: 'open', checks: before.checks });

    const path = 'environments/test/load/environment.yaml';
    const text = (await portal.read(path))!;
    await portal.push('main', [
      {
        path,
        content: text.replace('test-load.chat2sql', 'dev-feat-x.chat2sql'),
      },
    ]);
    expect(await detail('jonas', 1)).toMatchObject({
      state: 'stale',
      progress: {
        detail:
          'hostname dev-feat-x.chat2sql.example.com is held by test/load on main now',
      },
    });
  });

  it('names the files of a conflict', async () => {
    await openAs('mei');
    const path = 'environments/dev/feat-x/environment.yaml';
    await portal.push('main', [{ path, content: 'by: hand\n' }]);
    const review = await detail('jonas', 1);
    expect(review.state).toBe('conflicted');
    expect(review.progress.detail).toBe(`main changed the same files: ${path}`);
    expect((await merge('jonas', 1)).status).toBe(409);
  });
});

describe('commits of people on the branch', () => {
  it('are shown, checked, and merged only after they were seen', async () => {
    const { change } = await openAs('mei');
    const seen = (await detail('jonas', 1)).headSha;
    const quota = 'environments/dev/feat-x/quota.yaml';
    const text = (await portal.read(quota, seen))!;
    const pushed = await portal.push(change.headBranch, [
      { path: quota, content: text.replace('pods: "15"', 'pods: "14"') },
    ]);
    const unseen = await portal
      .as('jonas')
      .post('/changes/1/merge', { expectedHead: seen });
    expect(unseen.status).toBe(409);
    const review = await detail('jonas', 1);
    expect(review).toMatchObject({ headSha: pushed, asPlanned: false });
    expect(review.checks[0]).toMatchObject({
      status: 'warn',
      findings: [{ file: quota }],
    });
    expect((await merge('jonas', 1)).status).toBe(200);
    expect(await portal.read(quota)).toContain('pods: "14"');
  });

  it('outside the environment keep it from being merged', async () => {
    const { change } = await openAs('mei');
    await portal.push(change.headBranch, [
      { path: 'clusters/prod/extra.yaml', content: 'kind: ClusterRole\n' },
    ]);
    const review = await detail('jonas', 1);
    expect(review.state).toBe('stale');
    expect(review.checks[0]).toMatchObject({
      id: 'as-planned',
      status: 'fail',
    });
    expect((await merge('jonas', 1)).status).toBe(409);
  });

  it('merged by hand are recognised', async () => {
    const { change } = await openAs('mei');
    const { headSha } = await detail('mei', 1);
    await portal.git.merge('platform', {
      branch: 'main',
      expectedHead: await portal.main(),
      head: headSha,
      message: `Merge ${change.headBranch}`,
      author: { name: 'x', email: 'x@example.org' },
      date: new Date(),
    });
    await until(async () => (await detail('mei', 1)).state === 'merged');
    const after = await detail('mei', 1);
    expect(after.mergedBy).toBeUndefined();
    expect(after.events.at(-1).text).toBe('Merged outside the portal');
  });
});

describe('lists and errors', () => {
  it('filters, and answers 304 to what the caller has', async () => {
    await openAs('mei');
    await openAs('jonas', { tier: 'staging', name: 'load' });
    const numbers = async (user: string, query: string) =>
      (
        await portal.as(user).get(`/changes?${query}`).expect(200)
      ).body.items.map((i: any) => i.number);
    expect(await numbers('noor', '')).toEqual([2, 1]);
    expect(await numbers('noor', 'tier=dev')).toEqual([1]);
    expect(await numbers('mei', 'mine=true')).toEqual([1]);
    expect(await numbers('jonas', 'waitingForMe=true')).toEqual([1]);
    expect(await numbers('sam', 'waitingForMe=true')).toEqual([2, 1]);
    expect(await numbers('mei', 'waitingForMe=true')).toEqual([]);
    expect(await numbers('noor', 'state=done')).toEqual([]);

    const first = await portal.as('noor').get('/changes');
    const again = await portal
      .as('noor')
      .get('/changes')
      .set('If-None-Match', first.headers.etag);
    expect(again.status).toBe(304);
    await merge('jonas', 1);
    expect(await numbers('noor', 'state=rolling-out')).toEqual([1]);
    const changed = await portal
      .as('noor')
      .get('/changes')
      .set('If-None-Match', first.headers.etag);
    expect(changed.status).toBe(200);
  });

  it('answers 404 and 400 in words', async () => {
    const mei = portal.as('mei');
    expect((await mei.get('/changes/99')).status).toBe(404);
    expect((await mei.get('/changes/x')).status).toBe(400);
    expect((await mei.get(`/plans/${'0'.repeat(64)}`)).status).toBe(404);
    expect((await mei.get('/changes?state=nonsense')).status).toBe(400);
    expect((await mei.get('/changes?other=1')).status).toBe(400);
    expect((await mei.post('/changes', { planId: 'x' })).status).toBe(400);
    expect((await mei.post('/plans', { op: 'format-disk' })).status).toBe(400);
    await openAs('mei');
    expect((await mei.post('/changes/1/comments', { text: ' ' })).status).toBe(
      400,
    );
    expect(
      (await mei.post('/changes/1/comments', { text: 'x'.repeat(5001) }))
        .status,
    ).toBe(400);
  });

  it('plans beside an unreadable record, and says so', async () => {
    await portal.push('main', [
      {
        path: 'environments/test/broken/environment.yaml',
        content: 'tier: [nowhere\n',
      },
    ]);
    const plan = (await portal.as('mei').plan().expect(201)).body;
    expect(plan.blocked).toBe(false);
    expect(
      plan.checks.find((c: any) => c.id === 'other-records'),
    ).toMatchObject({
      status: 'warn',
      findings: [
        expect.objectContaining({
          file: 'environments/test/broken/environment.yaml',
        }),
      ],
    });
  });
});

it('starts without a git host, keeps its lists, and says why it cannot plan', async () => {
  const without = await startPortal({ gitops: { embedded: null } });
  try {
    const list = await without.as('mei').get('/changes').expect(200);
    expect(list.body).toEqual({ items: [], truncated: false });
    const plan = await without.as('mei').plan();
    expect(plan.status).toBe(503);
    expect(plan.body.error.message).toContain(
      'gitops.embedded.directory is missing',
    );
  } finally {
    await without.stop();
  }
});

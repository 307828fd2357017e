import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { promises as fsp } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitConflictError, isGitConflict } from '../errors';
import type { GitEdit } from '../provider/types';
import { EmbeddedGitProvider } from './EmbeddedGitProvider';

const REPO = 'platform-repo';
const AUTHOR = { name: 'Mei', email: 'mei@example.org' };
const DATE = new Date('2026-11-25T08:00:00Z');
const hasGit = spawnSync('git', ['--version']).status === 0;

let root: string;
let directory: string;
let provider: EmbeddedGitProvider;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'gitops node '));
  directory = join(root, 'data');
  const seed = join(root, 'seed');
  await fsp.mkdir(join(seed, 'environments/dev/dev'), { recursive: true });
  await fsp.mkdir(join(seed, '.git'), { recursive: true });
  await fsp.writeFile(join(seed, '.git/config'), 'never');
  await fsp.writeFile(join(seed, 'README.md'), '# Platform\n');
  await fsp.writeFile(join(seed, 'environments/dev/dev/a.yaml'), 'a: 1\n');
  await fsp.symlink('/etc/passwd', join(seed, 'leak'));
  provider = EmbeddedGitProvider.create({
    directory,
    seed,
    now: () => DATE,
    pollIntervalMs: 30,
  });
});

afterEach(() => {
  if (hasGit && existsSync(join(directory, `${REPO}.git`))) {
    // Every test leaves a repository that git itself finds in order.
    execFileSync(
      'git',
      ['-C', join(directory, `${REPO}.git`), 'fsck', '--strict', '--full'],
      { stdio: 'pipe' },
    );
  }
  rmSync(root, { recursive: true, force: true });
});

async function headOf(branch = 'main'): Promise<string> {
  return (await provider.head(REPO, branch))!;
}

function commit(
  edits: GitEdit[],
  options: { branch?: string; expectedHead?: string; parent?: string },
) {
  return provider.commit(REPO, {
    branch: options.branch ?? 'main',
    expectedHead: options.expectedHead,
    parent: options.parent ?? options.expectedHead,
    edits,
    message: 'Change\n\nChange-Id: x',
    author: AUTHOR,
    date: DATE,
  });
}

async function text(ref: string, path: string): Promise<string | undefined> {
  const file = await provider.readFile(REPO, ref, path);
  return file && Buffer.from(file.bytes).toString('utf8');
}

describe('seeding', () => {
  it('makes one commit of the directory, without .git and symbolic links', async () => {
    const head = await headOf();
    const tree = await provider.readTree(REPO, head, '');
    expect(tree.map(e => e.path)).toEqual([
      'README.md',
      'environments/dev/dev/a.yaml',
    ]);
    expect(await provider.message(REPO, head)).toBe('Seed from seed\n');
    expect(await text(head, 'README.md')).toBe('# Platform\n');
  });

  it('happens once, also when two processes start together', async () => {
    const others = [1, 2, 3].map(() =>
      EmbeddedGitProvider.create({ directory, seed: join(root, 'seed') }),
    );
    const heads = await Promise.all(
      [provider, ...others].map(p => p.head(REPO, 'main')),
    );
    expect(new Set(heads).size).toBe(1);
    expect(readdirSync(directory)).toEqual([`${REPO}.git`]);
  });

  it('starts empty without a seed, and takes a first commit', async () => {
    const empty = EmbeddedGitProvider.create({ directory: join(root, 'none') });
    expect(await empty.head('r', 'main')).toBeUndefined();
    const sha = await empty.commit('r', {
      branch: 'main',
      expectedHead: undefined,
      parent: undefined,
      edits: [{ path: 'a', content: 'b' }],
      message: 'first',
      author: AUTHOR,
      date: DATE,
    });
    expect(await empty.head('r', 'main')).toBe(sha);
  });

  it('names a seed that is not there, and recovers when it comes', async () => {
    const seed = join(root, 'later');
    const late = EmbeddedGitProvider.create({
      directory: join(root, 'late'),
      seed,
    });
    await expect(late.head('r', 'main')).rejects.toThrow(/later/);
    expect(readdirSync(join(root, 'late'))).toEqual([]);
    await fsp.mkdir(seed);
    await fsp.writeFile(join(seed, 'x'), 'y');
    expect(await late.head('r', 'main')).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe('reading', () => {
  it('lists below a directory only, and knows no file twice', async () => {
    const head = await headOf();
    expect(await provider.readTree(REPO, head, 'environments/dev/')).toEqual([
      {
        path: 'environments/dev/dev/a.yaml',
        type: 'blob',
        sha: expect.stringMatching(/^[0-9a-f]{40}$/),
      },
    ]);
    expect(await provider.readTree(REPO, head, 'nowhere')).toEqual([]);
    expect(await provider.readTree(REPO, head, 'README.md')).toEqual([]);
    expect(await text(head, 'environments')).toBeUndefined();
    expect(await text(head, 'README.md/x')).toBeUndefined();
  });

  it.each(['../x', '/etc/passwd', 'a/../b', '.git/config', 'a//b', 'a\\b', ''])(
    'refuses to write the path %j',
    async path => {
      const head = await headOf();
      await expect(
        commit([{ path, content: 'x' }], { expectedHead: head }),
      ).rejects.toThrow('not a path inside a repository');
      expect(await headOf()).toBe(head);
    },
  );

  it('refuses repository and branch names that are paths', async () => {
    await expect(provider.head('../x', 'main')).rejects.toThrow(TypeError);
    await headOf();
    for (const branch of ['../main', 'a..b', '.x', 'x.lock', 'a b', '']) {
      await expect(provider.head(REPO, branch)).rejects.toThrow(TypeError);
    }
  });
});

describe('committing', () => {
  it('creates, changes and deletes in one commit; empty directories vanish', async () => {
    const head = await headOf();
    const sha = await commit(
      [
        { path: 'environments/dev/dev/a.yaml', delete: true },
        { path: 'README.md', content: '# Changed\n' },
        { path: 'ünïcode/with space/文.txt', content: 'hello' },
      ],
      { branch: 'portal-x', parent: head },
    );
    const tree = await provider.readTree(REPO, sha, '');
    expect(tree.map(e => e.path)).toEqual([
      'README.md',
      'ünïcode/with space/文.txt',
    ]);
    expect(await provider.diff(REPO, head, sha)).toEqual([
      expect.objectContaining({ path: 'README.md', status: 'modified' }),
      expect.objectContaining({
        path: 'environments/dev/dev/a.yaml',
        status: 'deleted',
        after: undefined,
      }),
      expect.objectContaining({
        path: 'ünïcode/with space/文.txt',
        status: 'added',
        before: undefined,
      }),
    ]);
    expect(await headOf()).toBe(head);
  });

  it('is a no-op when nothing changes', async () => {
    const head = await headOf();
    expect(
      await commit([{ path: 'README.md', content: '# Platform\n' }], {
        expectedHead: head,
      }),
    ).toBe(head);
  });

  it('lets exactly one of many writers win', async () => {
    const head = await headOf();
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) =>
        commit([{ path: `f${i}`, content: `${i}` }], { expectedHead: head }),
      ),
    );
    const won = results.filter(r => r.status === 'fulfilled');
    expect(won).toHaveLength(1);
    const lost = results.filter(r => r.status === 'rejected');
    expect(lost.every(r => isGitConflict(r.reason, 'head-moved'))).toBe(true);
    expect(await headOf()).toBe(
      (won[0] as PromiseFulfilledResult<string>).value,
    );
  });

  it('refuses to create a branch that exists', async () => {
    const head = await headOf();
    await expect(
      commit([{ path: 'x', content: 'y' }], { parent: head }),
    ).rejects.toMatchObject({ name: 'ConflictError', reason: 'branch-exists' });
  });

  it('takes over the lock of a process that died', async () => {
    const head = await headOf();
    const lock = join(directory, `${REPO}.git/refs/heads/main.lock`);
    writeFileSync(lock, '');
    const old = new Date(Date.now() - 60_000);
    utimesSync(lock, old, old);
    const sha = await commit([{ path: 'x', content: 'y' }], {
      expectedHead: head,
    });
    expect(await headOf()).toBe(sha);
  });

  it('writes 300 files in one commit', async () => {
    const head = await headOf();
    const edits = Array.from({ length: 300 }, (_, i) => ({
      path: `many/${i % 20}/${i}.yaml`,
      content: `n: ${i}\n`,
    }));
    const sha = await commit(edits, { expectedHead: head });
    expect(await provider.readTree(REPO, sha, 'many')).toHaveLength(300);
  });
});

describe('merging', () => {
  it('makes a merge commit of both sides', async () => {
    const base = await headOf();
    const theirs = await commit([{ path: 'dir/new.yaml', content: 'n: 1\n' }], {
      branch: 'change',
      parent: base,
    });
    const ours = await commit([{ path: 'dir/other.yaml', content: 'o: 1\n' }], {
      expectedHead: base,
    });
    const merged = await provider.merge(REPO, {
      branch: 'main',
      expectedHead: ours,
      head: theirs,
      message: 'Merge change 1',
      author: AUTHOR,
      date: DATE,
    });
    expect(await headOf()).toBe(merged);
    const tree = await provider.readTree(REPO, merged, 'dir');
    expect(tree.map(e => e.path)).toEqual(['dir/new.yaml', 'dir/other.yaml']);
    expect(await provider.contains(REPO, merged, theirs)).toBe(true);
    expect(await provider.contains(REPO, merged, ours)).toBe(true);
    expect(await provider.contains(REPO, ours, theirs)).toBe(false);
    expect(await provider.contains(REPO, merged, 'f'.repeat(40))).toBe(false);
    expect(await provider.mergeBase(REPO, ours, theirs)).toBe(base);
    // Merging what is already there changes nothing.
    expect(
      await provider.merge(REPO, {
        branch: 'main',
        expectedHead: merged,
        head: theirs,
        message: 'again',
        author: AUTHOR,
        date: DATE,
      }),
    ).toBe(merged);
  });

  it('never fast-forwards', async () => {
    const base = await headOf();
    const theirs = await commit([{ path: 'n', content: '1' }], {
      branch: 'change',
      parent: base,
    });
    const merged = await provider.merge(REPO, {
      branch: 'main',
      expectedHead: base,
      head: theirs,
      message: 'Merge',
      author: AUTHOR,
      date: DATE,
    });
    expect(merged).not.toBe(theirs);
  });

  it.each<[string, GitEdit, GitEdit]>([
    [
      'both changed a file',
      { path: 'README.md', content: 'ours' },
      { path: 'README.md', content: 'theirs' },
    ],
    [
      'both added a file',
      { path: 'n', content: 'ours' },
      { path: 'n', content: 'theirs' },
    ],
    [
      'one deleted what the other changed',
      { path: 'README.md', delete: true },
      { path: 'README.md', content: 'theirs' },
    ],
    [
      'a file stands where the other put a directory',
      { path: 'n', content: 'ours' },
      { path: 'n/deep', content: 'theirs' },
    ],
  ])('names the conflict when %s', async (_, mine, other) => {
    const base = await headOf();
    const theirs = await commit([other], { branch: 'change', parent: base });
    const ours = await commit([mine], { expectedHead: base });
    const path = mine.path;
    expect(await provider.mergeConflicts(REPO, ours, theirs)).toEqual([path]);
    const attempt = provider.merge(REPO, {
      branch: 'main',
      expectedHead: ours,
      head: theirs,
      message: 'Merge',
      author: AUTHOR,
      date: DATE,
    });
    await expect(attempt).rejects.toThrow(GitConflictError);
    await expect(attempt).rejects.toMatchObject({
      reason: 'merge-conflict',
      paths: [path],
    });
    expect(await headOf()).toBe(ours);
  });
});

describe('branches', () => {
  it('deletes a branch only where the caller saw it', async () => {
    const base = await headOf();
    const sha = await commit([{ path: 'n', content: '1' }], {
      branch: 'change',
      parent: base,
    });
    await expect(
      provider.deleteBranch(REPO, 'change', { expectedHead: base }),
    ).rejects.toMatchObject({ reason: 'head-moved' });
    await provider.deleteBranch(REPO, 'change', { expectedHead: sha });
    expect(await provider.head(REPO, 'change')).toBeUndefined();
    await provider.deleteBranch(REPO, 'change', { expectedHead: sha });
  });

  it('tells own writes at once and those of other processes soon', async () => {
    const base = await headOf();
    const seen: string[] = [];
    const broken = provider.onHeadChange(REPO, 'main', () => {
      throw new Error('listener');
    });
    const end = provider.onHeadChange(REPO, 'main', head => seen.push(head));
    const first = await commit([{ path: 'n', content: '1' }], {
      expectedHead: base,
    });
    expect(seen).toEqual([first]);

    const other = EmbeddedGitProvider.create({ directory });
    const second = await other.commit(REPO, {
      branch: 'main',
      expectedHead: first,
      parent: first,
      edits: [{ path: 'n', content: '2' }],
      message: 'elsewhere',
      author: AUTHOR,
      date: DATE,
    });
    await until(() => seen.length === 2);
    expect(seen).toEqual([first, second]);
    end();
    broken();
    await commit([{ path: 'n', content: '3' }], { expectedHead: second });
    expect(seen).toHaveLength(2);
  });

  /* eslint-disable jest/no-standalone-expect */
  (hasGit ? it : it.skip)('reads packed refs and packed objects', async () => {
    const head = await headOf();
    const gitdir = join(directory, `${REPO}.git`);
    execFileSync('git', ['-C', gitdir, 'gc', '--quiet']);
    const reader = EmbeddedGitProvider.create({ directory });
    expect(await reader.head(REPO, 'main')).toBe(head);
    expect((await reader.readTree(REPO, head, '')).length).toBe(2);
    const sha = await commit([{ path: 'n', content: '1' }], {
      expectedHead: head,
    });
    expect(await reader.head(REPO, 'main')).toBe(sha);
  });
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited 5 s in vain');
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

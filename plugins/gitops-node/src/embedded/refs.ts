import { promises as fsp } from 'node:fs';
import { dirname, join } from 'node:path';
import git from 'isomorphic-git';
import { GitConflictError } from '../errors';
import { atomicFs } from './atomicFs';

/** A lock file older than this belongs to a process that died; holders need milliseconds. */
const STALE_LOCK_MS = 30_000;
const WAIT_FOR_LOCK_MS = 10_000;

const BRANCH = /^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,198}[A-Za-z0-9])?$/;

function branchRef(branch: string): string {
  if (
    !BRANCH.test(branch) ||
    branch.includes('..') ||
    branch.includes('//') ||
    branch.split('/').some(part => part.endsWith('.lock') || part[0] === '.')
  ) {
    throw new TypeError(`not a branch name: ${JSON.stringify(branch)}`);
  }
  return `refs/heads/${branch}`;
}

/** Commit a branch points at, from its loose or packed ref; undefined when it does not exist. */
export async function readBranch(
  gitdir: string,
  branch: string,
): Promise<string | undefined> {
  try {
    return await git.resolveRef({
      fs: atomicFs,
      gitdir,
      ref: branchRef(branch),
    });
  } catch (error) {
    if ((error as { code?: string }).code === 'NotFoundError') return undefined;
    throw error;
  }
}

/**
 * Runs `fn` while holding the lock of one branch. The lock is git's own
 * (`<ref>.lock`, created exclusively), so it excludes this process, other
 * replicas on the same disk and a person's `git push` alike.
 */
async function withBranchLock<T>(
  gitdir: string,
  branch: string,
  fn: (
    refFile: string,
    lock: { file: string; consumed: boolean },
  ) => Promise<T>,
): Promise<T> {
  const refFile = join(gitdir, branchRef(branch));
  const lockFile = `${refFile}.lock`;
  await fsp.mkdir(dirname(refFile), { recursive: true });
  const deadline = Date.now() + WAIT_FOR_LOCK_MS;
  for (;;) {
    try {
      await (await fsp.open(lockFile, 'wx')).close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const stat = await fsp.stat(lockFile).catch(() => undefined);
    if (stat && Date.now() - stat.mtimeMs > STALE_LOCK_MS) {
      await fsp.rm(lockFile, { force: true });
    } else if (Date.now() > deadline) {
      throw new GitConflictError(
        'head-moved',
        `the branch ${branch} is being written by somebody else`,
      );
    } else {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }
  // A lock renamed onto the ref is gone; removing the name again could remove
  // the lock of the next writer.
  const lock = { file: lockFile, consumed: false };
  try {
    return await fn(refFile, lock);
  } finally {
    if (!lock.consumed) await fsp.rm(lockFile, { force: true });
  }
}

function checkHead(
  branch: string,
  found: string | undefined,
  expected: string | undefined,
) {
  if (found === expected) return;
  if (expected === undefined) {
    throw new GitConflictError(
      'branch-exists',
      `the branch ${branch} exists already`,
    );
  }
  throw new GitConflictError(
    'head-moved',
    `the branch ${branch} moved: it is at ${
      found?.slice(0, 12) ?? 'nothing'
    }, expected ${expected.slice(0, 12)}`,
  );
}

/**
 * Points a branch at a commit if, and only if, it is where the caller saw it.
 *
 * @param expected - undefined when the branch must not exist
 * @throws GitConflictError
 */
export async function compareAndSetBranch(
  gitdir: string,
  branch: string,
  expected: string | undefined,
  next: string,
): Promise<void> {
  await withBranchLock(gitdir, branch, async (refFile, lock) => {
    checkHead(branch, await readBranch(gitdir, branch), expected);
    const handle = await fsp.open(lock.file, 'w');
    try {
      await handle.writeFile(`${next}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fsp.rename(lock.file, refFile);
    lock.consumed = true;
  });
}

/**
 * Removes a branch that still points at `expected`; no-op when it is gone.
 *
 * @throws GitConflictError
 */
export async function compareAndDeleteBranch(
  gitdir: string,
  branch: string,
  expected: string,
): Promise<void> {
  await withBranchLock(gitdir, branch, async () => {
    const found = await readBranch(gitdir, branch);
    if (found === undefined) return;
    checkHead(branch, found, expected);
    await git.deleteRef({ fs: atomicFs, gitdir, ref: branchRef(branch) });
  });
}

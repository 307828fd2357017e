import { randomUUID } from 'node:crypto';
import { promises as fsp } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import git from 'isomorphic-git';
import { atomicFs } from './atomicFs';
import { ObjectStore, type DirectoryEntry } from './ObjectStore';
import { compareAndSetBranch } from './refs';

/** Author of commits the portal makes on its own behalf. */
export const PORTAL_IDENTITY = {
  name: 'Chat2SQL Portal',
  email: 'portal@chat2sql.invalid',
};

const LEFT_OUT = new Set(['.git', '.DS_Store', 'node_modules']);

async function exists(path: string): Promise<boolean> {
  return fsp.access(path).then(
    () => true,
    () => false,
  );
}

/** Writes a directory as a git tree; symbolic links and special files are left out. */
async function writeDirectory(
  store: ObjectStore,
  directory: string,
): Promise<string | undefined> {
  const entries: DirectoryEntry[] = [];
  const found = await fsp.readdir(directory, { withFileTypes: true });
  for (const entry of found) {
    if (LEFT_OUT.has(entry.name)) continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      const oid = await writeDirectory(store, path);
      if (oid === undefined) continue;
      entries.push({ path: entry.name, type: 'tree', mode: '040000', oid });
    } else if (entry.isFile()) {
      const oid = await store.writeBlob(await fsp.readFile(path));
      entries.push({ path: entry.name, type: 'blob', mode: '100644', oid });
    }
  }
  return entries.length === 0 ? undefined : store.writeTree(entries);
}

/**
 * Makes a bare repository when there is none. It is built beside its final
 * place and renamed, so other processes see the whole repository or none; when
 * two make it at once, one wins and the other throws its copy away.
 *
 * @param options - `seed` is a directory that becomes the first commit; without
 * it the repository starts empty
 * @returns true when this call made the repository
 * @throws Error when the seed directory cannot be read
 */
export async function ensureRepository(options: {
  gitdir: string;
  branch: string;
  seed?: string;
  date: Date;
}): Promise<boolean> {
  const { gitdir, branch, seed, date } = options;
  if (await exists(join(gitdir, 'HEAD'))) return false;
  await fsp.mkdir(dirname(gitdir), { recursive: true });
  const building = `${gitdir}.${randomUUID()}.new`;
  try {
    await git.init({
      fs: atomicFs,
      gitdir: building,
      bare: true,
      defaultBranch: branch,
    });
    const store = ObjectStore.create({ gitdir: building });
    const tree = seed ? await writeDirectory(store, seed) : undefined;
    if (seed && tree) {
      const commit = await store.writeCommit({
        tree,
        parents: [],
        message: `Seed from ${basename(seed)}`,
        author: PORTAL_IDENTITY,
        date,
      });
      await compareAndSetBranch(building, branch, undefined, commit);
    }
    await fsp.rename(building, gitdir);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const lostTheRace = code === 'ENOTEMPTY' || code === 'EEXIST';
    if (lostTheRace && (await exists(join(gitdir, 'HEAD')))) return false;
    throw error;
  } finally {
    await fsp.rm(building, { recursive: true, force: true });
  }
}

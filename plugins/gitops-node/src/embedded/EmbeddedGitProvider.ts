import { join, resolve } from 'node:path';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { GitConflictError } from '../errors';
import type {
  CommitRequest,
  GitFileChange,
  GitProvider,
  MergeRequest,
} from '../provider/types';
import type { TreeEntry } from '../types';
import { HeadWatcher } from './HeadWatcher';
import { ObjectStore } from './ObjectStore';
import { splitPath } from './paths';
import {
  compareAndDeleteBranch,
  compareAndSetBranch,
  readBranch,
} from './refs';
import { ensureRepository } from './seed';
import { byPath, diffTrees, mergeTrees } from './treeCompare';
import { applyEdits } from './treeEdits';

/** Options of {@link EmbeddedGitProvider.create}. */
export interface EmbeddedGitProviderOptions {
  /** Directory that holds the bare repositories; relative paths start at the working directory. */
  directory: string;
  /** Directory whose content becomes the first commit of a repository that does not exist. */
  seed?: string;
  /** Branch of the first commit. Default `main`. */
  baseBranch?: string;
  /** Told about listeners and reads that fail in the background. */
  logger?: Pick<LoggerService, 'warn'>;
  /** Clock for the seed commit. */
  now?: () => Date;
  /** Milliseconds between looks for pushes of other processes. Default 1,000. */
  pollIntervalMs?: number;
}

interface OpenRepository {
  gitdir: string;
  store: ObjectStore;
}

const REPOSITORY_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * Bare git repositories on the portal's own disk, so that everything works
 * without a git account and without a git program. A repository is made (and
 * seeded) at its first use. Branches move only by compare-and-set under git's
 * own ref lock, which keeps several replicas on one disk, and people's pushes,
 * from overwriting each other.
 */
export class EmbeddedGitProvider implements GitProvider {
  readonly kind = 'embedded' as const;
  readonly #options: EmbeddedGitProviderOptions;
  readonly #repositories = new Map<string, Promise<OpenRepository>>();
  readonly #watchers = new Map<string, HeadWatcher>();

  private constructor(options: EmbeddedGitProviderOptions) {
    this.#options = options;
  }

  static create(options: EmbeddedGitProviderOptions): EmbeddedGitProvider {
    return new EmbeddedGitProvider(options);
  }

  async head(repo: string, branch: string): Promise<string | undefined> {
    const { gitdir } = await this.#open(repo);
    return readBranch(gitdir, branch);
  }

  async readTree(
    repo: string,
    commit: string,
    prefix: string,
  ): Promise<TreeEntry[]> {
    const { store } = await this.#open(repo);
    const trimmed = prefix.replace(/^\/+|\/+$/g, '');
    const start = await this.#entry(store, commit, trimmed);
    const files: TreeEntry[] = [];
    async function walk(tree: string, below: string): Promise<void> {
      for (const entry of await store.tree(tree)) {
        const path = below === '' ? entry.path : `${below}/${entry.path}`;
        if (entry.type === 'tree') await walk(entry.oid, path);
        else if (isFile(entry))
          files.push({ path, type: 'blob', sha: entry.oid });
      }
    }
    if (start?.type === 'tree') await walk(start.oid, trimmed);
    return files.sort(byPath);
  }

  async readFile(
    repo: string,
    commit: string,
    path: string,
  ): Promise<{ bytes: Uint8Array; sha: string } | undefined> {
    const { store } = await this.#open(repo);
    const entry = await this.#entry(store, commit, path);
    if (!entry || !isFile(entry)) return undefined;
    return { bytes: await store.blob(entry.oid), sha: entry.oid };
  }

  async readBlob(repo: string, sha: string): Promise<Uint8Array> {
    return (await this.#open(repo)).store.blob(sha);
  }

  async commit(repo: string, request: CommitRequest): Promise<string> {
    const { branch, expectedHead, parent } = request;
    const { gitdir, store } = await this.#open(repo);
    const base =
      parent === undefined ? undefined : await store.rootTree(parent);
    const tree = await applyEdits(store, base, request.edits);
    if (tree === base && parent !== undefined && parent === expectedHead) {
      return parent;
    }
    const commit = await store.writeCommit({
      tree,
      parents: parent === undefined ? [] : [parent],
      message: request.message,
      author: request.author,
      date: request.date,
    });
    await compareAndSetBranch(gitdir, branch, expectedHead, commit);
    await this.#poke(repo, branch);
    return commit;
  }

  async merge(repo: string, request: MergeRequest): Promise<string> {
    const { branch, expectedHead, head } = request;
    const { gitdir, store } = await this.#open(repo);
    if (await store.contains(expectedHead, head)) return expectedHead;
    const { tree, conflicts } = await this.#merge(store, expectedHead, head);
    if (tree === undefined) {
      throw new GitConflictError(
        'merge-conflict',
        `${branch} and the change both changed ${conflicts.join(', ')}`,
        conflicts,
      );
    }
    const commit = await store.writeCommit({
      tree,
      parents: [expectedHead, head],
      message: request.message,
      author: request.author,
      date: request.date,
    });
    await compareAndSetBranch(gitdir, branch, expectedHead, commit);
    await this.#poke(repo, branch);
    return commit;
  }

  async mergeConflicts(
    repo: string,
    base: string,
    head: string,
  ): Promise<string[]> {
    const { store } = await this.#open(repo);
    return (await this.#merge(store, base, head)).conflicts;
  }

  async mergeBase(
    repo: string,
    a: string,
    b: string,
  ): Promise<string | undefined> {
    return (await this.#open(repo)).store.mergeBase(a, b);
  }

  async contains(
    repo: string,
    descendant: string,
    ancestor: string,
  ): Promise<boolean> {
    return (await this.#open(repo)).store.contains(descendant, ancestor);
  }

  async diff(
    repo: string,
    base: string,
    head: string,
  ): Promise<GitFileChange[]> {
    const { store } = await this.#open(repo);
    return diffTrees(
      store,
      await store.rootTree(base),
      await store.rootTree(head),
    );
  }

  async message(repo: string, commit: string): Promise<string> {
    return (await this.#open(repo)).store.message(commit);
  }

  async deleteBranch(
    repo: string,
    branch: string,
    options: { expectedHead: string },
  ): Promise<void> {
    const { gitdir } = await this.#open(repo);
    await compareAndDeleteBranch(gitdir, branch, options.expectedHead);
  }

  onHeadChange(
    repo: string,
    branch: string,
    listener: (head: string) => void,
  ): () => void {
    const key = `${repo}\n${branch}`;
    let watcher = this.#watchers.get(key);
    if (!watcher) {
      watcher = HeadWatcher.create({
        read: () => this.head(repo, branch),
        intervalMs: this.#options.pollIntervalMs,
        onError: error =>
          this.#options.logger?.warn(
            `watching ${branch} of ${repo}: ${(error as Error).message}`,
          ),
      });
      this.#watchers.set(key, watcher);
    }
    return watcher.subscribe(listener);
  }

  async #merge(store: ObjectStore, ours: string, theirs: string) {
    const base = await store.mergeBase(ours, theirs);
    return mergeTrees(
      store,
      base === undefined ? undefined : await store.rootTree(base),
      await store.rootTree(ours),
      await store.rootTree(theirs),
    );
  }

  async #entry(store: ObjectStore, commit: string, path: string) {
    const root = await store.rootTree(commit);
    if (path === '') {
      return { path: '', type: 'tree' as const, mode: '040000', oid: root };
    }
    let tree = root;
    const segments = splitPath(path);
    for (const [index, segment] of segments.entries()) {
      const entry = (await store.tree(tree)).find(e => e.path === segment);
      if (!entry || index === segments.length - 1) return entry;
      if (entry.type !== 'tree') return undefined;
      tree = entry.oid;
    }
    return undefined;
  }

  #poke(repo: string, branch: string): Promise<void> {
    return (
      this.#watchers.get(`${repo}\n${branch}`)?.poke() ?? Promise.resolve()
    );
  }

  #open(repo: string): Promise<OpenRepository> {
    const known = this.#repositories.get(repo);
    if (known) return known;
    const opening = this.#make(repo);
    this.#repositories.set(repo, opening);
    // A failed attempt (a missing seed, a full disk) is tried again next time.
    opening.catch(() => this.#repositories.delete(repo));
    return opening;
  }

  async #make(repo: string): Promise<OpenRepository> {
    if (!REPOSITORY_NAME.test(repo)) {
      throw new TypeError(`not a repository name: ${JSON.stringify(repo)}`);
    }
    const { directory, seed, baseBranch = 'main', now } = this.#options;
    const gitdir = join(resolve(directory), `${repo}.git`);
    await ensureRepository({
      gitdir,
      branch: baseBranch,
      seed: seed === undefined ? undefined : resolve(seed),
      date: now?.() ?? new Date(),
    });
    return { gitdir, store: ObjectStore.create({ gitdir }) };
  }
}

/** Symbolic links and submodules are not read: they could point anywhere. */
function isFile(entry: { type: string; mode: string }): boolean {
  return entry.type === 'blob' && !entry.mode.startsWith('12');
}

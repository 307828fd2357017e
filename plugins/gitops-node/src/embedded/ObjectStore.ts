import { NotFoundError } from '@backstage/errors';
import git, { type TreeEntry as GitTreeEntry } from 'isomorphic-git';
import { atomicFs } from './atomicFs';
import { LruCache } from './LruCache';

/** Entry of one directory as git stores it. */
export type DirectoryEntry = GitTreeEntry;

/**
 * Git objects of one bare repository. Objects never change under their id, so
 * what was read once is answered from memory.
 */
export class ObjectStore {
  readonly #gitdir: string;
  readonly #trees = LruCache.create<DirectoryEntry[]>({ maxWeight: 50_000 });
  readonly #blobs = LruCache.create<Uint8Array>({ maxWeight: 32_000_000 });
  readonly #roots = LruCache.create<string>({ maxWeight: 5_000 });
  readonly #libraryCache = {};

  private constructor(gitdir: string) {
    this.#gitdir = gitdir;
  }

  static create(options: { gitdir: string }): ObjectStore {
    return new ObjectStore(options.gitdir);
  }

  get #base() {
    return { fs: atomicFs, gitdir: this.#gitdir, cache: this.#libraryCache };
  }

  /** Root tree of a commit. @throws NotFoundError */
  async rootTree(commit: string): Promise<string> {
    const known = this.#roots.get(commit);
    if (known) return known;
    const { commit: parsed } = await this.#found(
      () => git.readCommit({ ...this.#base, oid: commit }),
      `commit ${commit}`,
    );
    this.#roots.set(commit, parsed.tree, 1);
    return parsed.tree;
  }

  /** Message of a commit. @throws NotFoundError */
  async message(commit: string): Promise<string> {
    const { commit: parsed } = await this.#found(
      () => git.readCommit({ ...this.#base, oid: commit }),
      `commit ${commit}`,
    );
    return parsed.message;
  }

  /** Entries of one directory, in git's order. @throws NotFoundError */
  async tree(oid: string): Promise<DirectoryEntry[]> {
    const known = this.#trees.get(oid);
    if (known) return known;
    const { tree } = await this.#found(
      () => git.readTree({ ...this.#base, oid }),
      `tree ${oid}`,
    );
    this.#trees.set(oid, tree, tree.length + 1);
    return tree;
  }

  /** Content of a blob. @throws NotFoundError */
  async blob(oid: string): Promise<Uint8Array> {
    const known = this.#blobs.get(oid);
    if (known) return known;
    const { blob } = await this.#found(
      () => git.readBlob({ ...this.#base, oid }),
      `blob ${oid}`,
    );
    this.#blobs.set(oid, blob, blob.byteLength + 100);
    return blob;
  }

  writeBlob(content: string | Uint8Array): Promise<string> {
    const blob =
      typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    return git.writeBlob({ ...this.#base, blob });
  }

  writeTree(entries: DirectoryEntry[]): Promise<string> {
    return git.writeTree({ ...this.#base, tree: entries });
  }

  /** Writes a commit object; moves no branch. */
  writeCommit(commit: {
    tree: string;
    parents: string[];
    message: string;
    author: { name: string; email: string };
    date: Date;
  }): Promise<string> {
    const person = {
      ...commit.author,
      timestamp: Math.floor(commit.date.getTime() / 1000),
      timezoneOffset: 0,
    };
    return git.writeCommit({
      ...this.#base,
      commit: {
        tree: commit.tree,
        parent: commit.parents,
        message: commit.message.endsWith('\n')
          ? commit.message
          : `${commit.message}\n`,
        author: person,
        committer: person,
      },
    });
  }

  /** Best common ancestor; undefined when there is none. */
  async mergeBase(a: string, b: string): Promise<string | undefined> {
    const bases: string[] = await git.findMergeBase({
      ...this.#base,
      oids: [a, b],
    });
    return bases[0];
  }

  /** True when `ancestor` is `descendant` or in its history; false for unknown commits. */
  async contains(descendant: string, ancestor: string): Promise<boolean> {
    if (descendant === ancestor) return true;
    try {
      return await git.isDescendent({
        ...this.#base,
        oid: descendant,
        ancestor,
      });
    } catch (error) {
      if ((error as { code?: string }).code === 'NotFoundError') return false;
      throw error;
    }
  }

  async #found<T>(read: () => Promise<T>, what: string): Promise<T> {
    try {
      return await read();
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'NotFoundError' || code === 'ObjectTypeError') {
        throw new NotFoundError(`the repository holds no ${what}`);
      }
      throw error;
    }
  }
}

import type { RepositorySnapshot } from '@chat2sql/plugin-gitops-common';
import type { GitHost } from '@chat2sql/plugin-gitops-node';

/** Thrown inside a pure function that asks for a file not loaded yet. */
class NotLoaded extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`not loaded: ${path}`);
    this.name = 'NotLoaded';
    this.path = path;
  }
}

/** Largest file a plan reads; larger ones read as empty and fail the checks that need them. */
const MAX_FILE_BYTES = 2_000_000;
/** Files loaded one by one before giving up; a plan that needs more is not one of ours. */
const MAX_LATE_FILES = 500;

/** Files every plan looks at: loaded at once rather than one by one. */
function isCommonlyRead(path: string): boolean {
  return (
    path.startsWith('apps/') ||
    /^environments\/[^/]+\/[^/]+\/environment\.yaml$/.test(path)
  );
}

/**
 * Lets pure functions read a repository. They see a snapshot that answers at
 * once; a file it does not hold yet is loaded and the function runs again,
 * which it may, for it has no side effects.
 */
export class SnapshotLoader {
  readonly #host: GitHost;

  private constructor(host: GitHost) {
    this.#host = host;
  }

  static create(options: { host: GitHost }): SnapshotLoader {
    return new SnapshotLoader(options.host);
  }

  /** Runs a pure function over the repository at a commit. */
  async run<T>(
    commit: string,
    fn: (snapshot: RepositorySnapshot) => T,
  ): Promise<T> {
    const { provider, repo } = this.#host;
    const entries = await provider.readTree(repo, commit, '');
    const blobs = new Map(entries.map(entry => [entry.path, entry.sha]));
    const texts = new Map<string, string>();
    const load = async (path: string) => {
      const bytes = await provider.readBlob(repo, blobs.get(path)!);
      texts.set(
        path,
        bytes.byteLength > MAX_FILE_BYTES
          ? ''
          : Buffer.from(bytes).toString('utf8'),
      );
    };
    await Promise.all(
      entries
        .map(entry => entry.path)
        .filter(isCommonlyRead)
        .map(load),
    );
    const snapshot: RepositorySnapshot = {
      commit,
      paths: entries.map(entry => entry.path),
      read(path) {
        if (!blobs.has(path)) return undefined;
        const text = texts.get(path);
        if (text === undefined) throw new NotLoaded(path);
        return text;
      },
    };
    for (let late = 0; late <= MAX_LATE_FILES; late += 1) {
      try {
        return fn(snapshot);
      } catch (error) {
        if (!(error instanceof NotLoaded)) throw error;
        await load(error.path);
      }
    }
    throw new Error(`a plan asked for more than ${MAX_LATE_FILES} files`);
  }
}

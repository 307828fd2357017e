import fs from 'node:fs';
import { join } from 'node:path';
import git from 'isomorphic-git';

/** Directories of the platform repository that clusters are made from. */
const READ = /^(apps|environments|clusters|policies)\//;
const MAX_FILE_BYTES = 1_000_000;

/** One commit of the platform repository. */
export interface PlatformCommit {
  sha: string;
  committedAt: Date;
  author: string;
  message: string;
  /** Text files by repository path. */
  files: ReadonlyMap<string, string>;
}

/** Reads the platform repository where it lies: a bare git directory. */
export class PlatformSource {
  private readonly texts = new Map<string, string>();

  private constructor(
    private readonly gitdir: string,
    private readonly branch: string,
  ) {}

  /** @param gitdir - bare repository; it may come into being later */
  static create(gitdir: string, branch = 'main'): PlatformSource {
    return new PlatformSource(gitdir, branch);
  }

  /** Commit id of the branch; undefined while there is no repository or branch. */
  async head(): Promise<string | undefined> {
    try {
      return await git.resolveRef({
        fs,
        gitdir: this.gitdir,
        ref: `refs/heads/${this.branch}`,
      });
    } catch {
      return undefined;
    }
  }

  /**
   * Reads a commit with its files.
   *
   * @throws Error when an object is missing or unreadable
   */
  async read(sha: string): Promise<PlatformCommit> {
    const cache = {};
    const { commit } = await git.readCommit({
      fs,
      gitdir: this.gitdir,
      oid: sha,
      cache,
    });
    const files = new Map<string, string>();
    const seen = new Set<string>();
    await this.walk(commit.tree, '', files, seen, cache);
    for (const oid of this.texts.keys()) {
      if (!seen.has(oid)) this.texts.delete(oid);
    }
    return {
      sha,
      committedAt: new Date(commit.committer.timestamp * 1000),
      author: commit.author.name,
      message: commit.message.trim(),
      files,
    };
  }

  private async walk(
    tree: string,
    prefix: string,
    files: Map<string, string>,
    seen: Set<string>,
    cache: object,
  ): Promise<void> {
    const { gitdir } = this;
    const entries = await git.readTree({ fs, gitdir, oid: tree, cache });
    for (const entry of entries.tree) {
      const path = `${prefix}${entry.path}`;
      if (entry.type === 'tree') {
        if (prefix !== '' || READ.test(`${path}/`))
          await this.walk(entry.oid, `${path}/`, files, seen, cache);
      } else if (entry.type === 'blob' && READ.test(path)) {
        seen.add(entry.oid);
        let text = this.texts.get(entry.oid);
        if (text === undefined) {
          const { blob } = await git.readBlob({
            fs,
            gitdir,
            oid: entry.oid,
            cache,
          });
          if (blob.length > MAX_FILE_BYTES) continue;
          text = Buffer.from(blob).toString('utf8');
          this.texts.set(entry.oid, text);
        }
        files.set(path, text);
      }
    }
  }
}

/**
 * Reads a platform repository that lies as plain files.
 *
 * @param directory - its root
 * @returns text files by path below the root
 */
export function loadPlatformRepo(directory: string): Map<string, string> {
  const files = new Map<string, string>();
  const walk = (prefix: string) => {
    for (const entry of fs.readdirSync(join(directory, prefix), {
      withFileTypes: true,
    })) {
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) walk(`${path}/`);
      else if (entry.isFile() && READ.test(path))
        files.set(path, fs.readFileSync(join(directory, path), 'utf8'));
    }
  };
  walk('');
  return files;
}

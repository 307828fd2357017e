import { diffFile, type FileDiff } from '@chat2sql/plugin-gitops-common';
import type { GitFileChange, GitHost } from '@chat2sql/plugin-gitops-node';

/** Diffs kept in memory; two commits never differ otherwise later. */
const MAX_KEPT = 100;
/** Files shown line by line; beyond it a change is too large to be reviewed on a page. */
const MAX_FILES = 500;

/** Line diffs between commits of the platform repository. */
export class DiffReader {
  readonly #host: GitHost;
  readonly #kept = new Map<string, Promise<FileDiff[]>>();

  private constructor(host: GitHost) {
    this.#host = host;
  }

  static create(options: { host: GitHost }): DiffReader {
    return new DiffReader(options.host);
  }

  async read(base: string, head: string): Promise<FileDiff[]> {
    const key = `${base} ${head}`;
    let diff = this.#kept.get(key);
    if (!diff) {
      diff = this.#make(base, head);
      this.#kept.set(key, diff);
      diff.catch(() => this.#kept.delete(key));
      if (this.#kept.size > MAX_KEPT) {
        this.#kept.delete(this.#kept.keys().next().value!);
      }
    }
    return diff;
  }

  async #make(base: string, head: string): Promise<FileDiff[]> {
    const { provider, repo } = this.#host;
    const changes = await provider.diff(repo, base, head);
    return Promise.all(
      changes
        .slice(0, MAX_FILES)
        .map(async (change: GitFileChange) =>
          diffFile(
            change.path,
            await this.#text(change.before),
            await this.#text(change.after),
          ),
        ),
    );
  }

  async #text(sha: string | undefined): Promise<string | undefined> {
    if (sha === undefined) return undefined;
    const { provider, repo } = this.#host;
    return Buffer.from(await provider.readBlob(repo, sha)).toString('utf8');
  }
}

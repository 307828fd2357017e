import type { GitProvider } from '../provider/types';
import type { PlatformRepository, RepositoryFile, TreeEntry } from '../types';

/** The platform repository, read through a git provider. */
export class DefaultPlatformRepository implements PlatformRepository {
  readonly title: string;
  readonly baseBranch: string;
  readonly #provider: GitProvider;
  readonly #repo: string;

  private constructor(options: {
    provider: GitProvider;
    repo: string;
    baseBranch: string;
  }) {
    this.#provider = options.provider;
    this.#repo = options.repo;
    this.title = options.repo;
    this.baseBranch = options.baseBranch;
  }

  static create(options: {
    provider: GitProvider;
    /** Target of the repository at its host; also its title. */
    repo: string;
    baseBranch: string;
  }): DefaultPlatformRepository {
    return new DefaultPlatformRepository(options);
  }

  head(): Promise<string | undefined> {
    return this.#provider.head(this.#repo, this.baseBranch);
  }

  async list(prefix: string, commit?: string): Promise<TreeEntry[]> {
    const at = commit ?? (await this.head());
    if (at === undefined) return [];
    return this.#provider.readTree(this.#repo, at, prefix);
  }

  async read(
    path: string,
    commit?: string,
  ): Promise<RepositoryFile | undefined> {
    const at = commit ?? (await this.head());
    if (at === undefined) return undefined;
    const file = await this.#provider.readFile(this.#repo, at, path);
    if (!file) return undefined;
    return {
      path,
      text: Buffer.from(file.bytes).toString('utf8'),
      sha: file.sha,
    };
  }

  onHeadChange(listener: (head: string) => void): () => void {
    return this.#provider.onHeadChange(this.#repo, this.baseBranch, listener);
  }
}

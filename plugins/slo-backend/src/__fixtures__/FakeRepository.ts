import type { PlatformRepository } from '@chat2sql/plugin-gitops-node';

/** A platform repository in memory. */
export class FakeRepository implements PlatformRepository {
  readonly title = 'platform-repo';
  readonly baseBranch = 'main';
  files: Record<string, string>;
  failure: string | undefined;
  #commit = 1;
  readonly #listeners = new Set<(head: string) => void>();

  constructor(files: Record<string, string>) {
    this.files = files;
  }

  /** Moves the base branch. */
  push(files: Record<string, string>): void {
    this.files = files;
    this.#commit += 1;
    for (const listener of this.#listeners) listener(`c${this.#commit}`);
  }

  async head(): Promise<string> {
    if (this.failure) throw new Error(this.failure);
    return `c${this.#commit}`;
  }

  async list(prefix: string) {
    return Object.keys(this.files)
      .filter(path => path.startsWith(`${prefix}/`))
      .map(path => ({ path, type: 'blob' as const, sha: path }));
  }

  async read(path: string) {
    const text = this.files[path];
    return text === undefined ? undefined : { path, text, sha: path };
  }

  onHeadChange(listener: (head: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

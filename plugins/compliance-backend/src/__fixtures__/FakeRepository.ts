import type { PlatformRepository } from '@chat2sql/plugin-gitops-node';

/** A repository in memory. */
export class FakeRepository implements PlatformRepository {
  readonly title = 'platform-repo';
  readonly baseBranch = 'main';
  readonly #listeners = new Set<(head: string) => void>();
  files: Record<string, string>;
  commit = 1;
  failure?: Error;

  constructor(files: Record<string, string>) {
    this.files = files;
  }

  async head() {
    if (this.failure) throw this.failure;
    return `c${this.commit}`;
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

  onHeadChange(listener: (head: string) => void) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  write(files: Record<string, string>) {
    this.files = { ...this.files, ...files };
    this.commit += 1;
    for (const listener of this.#listeners) listener(`c${this.commit}`);
  }
}

import type {
  PlatformRepository,
  RepositoryFile,
  TreeEntry,
} from '@chat2sql/plugin-gitops-node';

/** A platform repository whose files a test writes. */
export class FakeRepository implements PlatformRepository {
  readonly title = 'platform';
  readonly baseBranch = 'main';
  readonly files = new Map<string, string>();
  /** Set to make every read fail. */
  broken: Error | undefined;
  reads = 0;
  #head = 1;
  readonly #listeners = new Set<(head: string) => void>();

  write(path: string, text: string | undefined): void {
    if (text === undefined) this.files.delete(path);
    else this.files.set(path, text);
    this.#head += 1;
    for (const listener of this.#listeners) listener(String(this.#head));
  }

  async head(): Promise<string> {
    if (this.broken) throw this.broken;
    return String(this.#head);
  }

  async list(prefix: string): Promise<TreeEntry[]> {
    return [...this.files]
      .filter(([path]) => path.startsWith(`${prefix}/`))
      .map(([path, text]) => ({
        path,
        type: 'blob',
        sha: `${text.length}${text}`,
      }));
  }

  async read(path: string): Promise<RepositoryFile | undefined> {
    this.reads += 1;
    const text = this.files.get(path);
    return text === undefined ? undefined : { path, text, sha: text };
  }

  onHeadChange(listener: (head: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Text of an environment record. */
export function recordText(
  tier: string,
  name: string,
  cluster: string,
  more: string = '',
): string {
  return [
    'apiVersion: portal.chat2sql.io/v1',
    'kind: EnvironmentRecord',
    `name: ${name}`,
    `tier: ${tier}`,
    `cluster: ${cluster}`,
    'owner: group:default/sre',
    `purpose: Runs ${name}`,
    more,
    '',
  ].join('\n');
}

/** A repository with dev, test and staging in `nonprod` and prod in `prod`. */
export function fourEnvironments(): FakeRepository {
  const repository = new FakeRepository();
  for (const tier of ['dev', 'test', 'staging', 'prod']) {
    const cluster = tier === 'prod' ? 'prod' : 'nonprod';
    repository.files.set(
      `environments/${tier}/${tier}/environment.yaml`,
      recordText(tier, tier, cluster),
    );
  }
  return repository;
}

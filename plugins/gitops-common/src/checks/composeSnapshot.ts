import { composeKustomization, type Composition } from '../compose';
import type { RepositorySnapshot } from '../repositorySnapshot';

/** A snapshot seen as the map the composer reads from; only looked-up files are read. */
class SnapshotFiles extends Map<string, string> {
  readonly #snapshot: RepositorySnapshot;
  readonly #paths: ReadonlySet<string>;

  constructor(snapshot: RepositorySnapshot) {
    super();
    this.#snapshot = snapshot;
    this.#paths = new Set(snapshot.paths);
  }

  override has(path: string): boolean {
    return this.#paths.has(path);
  }

  override get(path: string): string | undefined {
    return this.#paths.has(path) ? this.#snapshot.read(path) : undefined;
  }
}

/** Composes an overlay of a snapshot. */
export function composeSnapshot(
  snapshot: RepositorySnapshot,
  directory: string,
): Composition {
  return composeKustomization(new SnapshotFiles(snapshot), directory);
}

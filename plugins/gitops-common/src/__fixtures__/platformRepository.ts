import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RepositorySnapshot } from '../repositorySnapshot';

/** The repository that seeds the embedded git host, as files by path. */
export function platformFiles(): Map<string, string> {
  const root = resolve(__dirname, '../../../../platform-repo');
  const files = new Map<string, string>();
  function walk(directory: string) {
    for (const entry of readdirSync(join(root, directory), {
      withFileTypes: true,
    })) {
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else files.set(path, readFileSync(join(root, path), 'utf8'));
    }
  }
  walk('');
  return files;
}

/** A snapshot over files. */
export function snapshotOf(
  files: ReadonlyMap<string, string>,
): RepositorySnapshot {
  return {
    commit: 'c'.repeat(40),
    paths: [...files.keys()].sort(),
    read: path => files.get(path),
  };
}

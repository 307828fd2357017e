import type { GitFileChange } from '../provider/types';
import type { DirectoryEntry, ObjectStore } from './ObjectStore';

async function entriesOf(
  store: ObjectStore,
  tree: string | undefined,
): Promise<Map<string, DirectoryEntry>> {
  const entries = tree === undefined ? [] : await store.tree(tree);
  return new Map(entries.map(entry => [entry.path, entry]));
}

/** Orders paths by code point, independent of locale. */
export function byPath(a: { path: string }, b: { path: string }): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}

/**
 * Files that differ between two trees, in path order. Equal subtrees are
 * skipped by their id.
 */
export async function diffTrees(
  store: ObjectStore,
  base: string | undefined,
  head: string | undefined,
): Promise<GitFileChange[]> {
  const changes: GitFileChange[] = [];
  async function walk(
    a: string | undefined,
    b: string | undefined,
    prefix: string,
  ): Promise<void> {
    if (a === b) return;
    const [before, after] = await Promise.all([
      entriesOf(store, a),
      entriesOf(store, b),
    ]);
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      const old = before.get(name);
      const next = after.get(name);
      if (old?.oid === next?.oid && old?.mode === next?.mode) continue;
      const path = prefix + name;
      await walk(
        old?.type === 'tree' ? old.oid : undefined,
        next?.type === 'tree' ? next.oid : undefined,
        `${path}/`,
      );
      const oldBlob = old && old.type !== 'tree' ? old.oid : undefined;
      const newBlob = next && next.type !== 'tree' ? next.oid : undefined;
      if (oldBlob === undefined && newBlob === undefined) continue;
      let status: GitFileChange['status'] = 'modified';
      if (oldBlob === undefined) status = 'added';
      else if (newBlob === undefined) status = 'deleted';
      changes.push({ path, status, before: oldBlob, after: newBlob });
    }
  }
  await walk(base, head, '');
  return changes.sort(byPath);
}

/** Outcome of a three-way merge of trees. */
export interface TreeMerge {
  /** Merged root tree; undefined when there are conflicts. */
  tree: string | undefined;
  /** Paths that both sides changed differently, in order. */
  conflicts: string[];
}

/**
 * Merges two trees over their common ancestor, path by path. A file changed
 * differently on both sides is a conflict: lines are never guessed together.
 */
export async function mergeTrees(
  store: ObjectStore,
  base: string | undefined,
  ours: string | undefined,
  theirs: string | undefined,
): Promise<TreeMerge> {
  const conflicts: string[] = [];
  async function walk(
    b: string | undefined,
    o: string | undefined,
    t: string | undefined,
    prefix: string,
  ): Promise<string | undefined> {
    if (o === t || b === t) return o;
    if (b === o) return t;
    const [baseOf, oursOf, theirsOf] = await Promise.all([
      entriesOf(store, b),
      entriesOf(store, o),
      entriesOf(store, t),
    ]);
    const merged: DirectoryEntry[] = [];
    for (const name of new Set([...oursOf.keys(), ...theirsOf.keys()])) {
      const [old, mine, other] = [baseOf, oursOf, theirsOf].map(m =>
        m.get(name),
      );
      if (same(mine, other) || same(old, other)) {
        if (mine) merged.push(mine);
      } else if (same(old, mine)) {
        if (other) merged.push(other);
      } else if ([old, mine, other].every(e => !e || e.type === 'tree')) {
        const oid = await walk(
          old?.oid,
          mine?.oid,
          other?.oid,
          `${prefix}${name}/`,
        );
        if (oid !== undefined) {
          merged.push({ path: name, type: 'tree', mode: '040000', oid });
        }
      } else {
        conflicts.push(prefix + name);
      }
    }
    return merged.length === 0 ? undefined : store.writeTree(merged);
  }
  const tree = await walk(base, ours, theirs, '');
  if (conflicts.length > 0) {
    return { tree: undefined, conflicts: conflicts.sort() };
  }
  return { tree: tree ?? (await store.writeTree([])), conflicts: [] };
}

function same(
  a: DirectoryEntry | undefined,
  b: DirectoryEntry | undefined,
): boolean {
  return a?.oid === b?.oid && a?.mode === b?.mode;
}

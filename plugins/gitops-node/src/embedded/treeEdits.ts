import type { GitEdit } from '../provider/types';
import type { DirectoryEntry, ObjectStore } from './ObjectStore';
import { splitPath } from './paths';

interface EditNode {
  /** New content, `undefined` for a removal; absent on a directory. */
  leaf?: { content: string | undefined };
  children: Map<string, EditNode>;
}

function toEditTree(edits: GitEdit[]): EditNode {
  const root: EditNode = { children: new Map() };
  for (const edit of edits) {
    let node = root;
    for (const segment of splitPath(edit.path)) {
      let child = node.children.get(segment);
      if (!child) {
        child = { children: new Map() };
        node.children.set(segment, child);
      }
      node = child;
    }
    node.leaf = { content: edit.delete ? undefined : edit.content };
  }
  return root;
}

async function applyNode(
  store: ObjectStore,
  tree: string | undefined,
  node: EditNode,
): Promise<string | undefined> {
  const entries = new Map<string, DirectoryEntry>(
    tree === undefined
      ? []
      : (await store.tree(tree)).map(entry => [entry.path, entry]),
  );
  for (const [name, child] of node.children) {
    const old = entries.get(name);
    if (child.leaf) {
      if (child.leaf.content === undefined) {
        entries.delete(name);
      } else {
        entries.set(name, {
          path: name,
          type: 'blob',
          mode: old?.type === 'blob' ? old.mode : '100644',
          oid: await store.writeBlob(child.leaf.content),
        });
      }
      continue;
    }
    const oid = await applyNode(
      store,
      old?.type === 'tree' ? old.oid : undefined,
      child,
    );
    // Git keeps no empty directories.
    if (oid === undefined) {
      if (old?.type === 'tree') entries.delete(name);
    } else {
      entries.set(name, { path: name, type: 'tree', mode: '040000', oid });
    }
  }
  if (entries.size === 0) return undefined;
  return store.writeTree([...entries.values()]);
}

/**
 * Writes the tree that results from edits on a tree.
 *
 * @param tree - tree to start from; undefined for none
 * @returns id of the new root tree (the empty tree when nothing is left)
 * @throws InputError for a path that leaves the repository
 */
export async function applyEdits(
  store: ObjectStore,
  tree: string | undefined,
  edits: GitEdit[],
): Promise<string> {
  return (
    (await applyNode(store, tree, toEditTree(edits))) ?? store.writeTree([])
  );
}

import type { JudgedObject } from '@chat2sql/plugin-environments-common';

/** An object with what belongs to it. */
export interface ObjectNode {
  object: JudgedObject;
  children: ObjectNode[];
}

/**
 * Arranges objects by their owners, in the order given. An object whose owner
 * is not in the list, or is below it, stands at the top.
 */
export function objectTree(objects: readonly JudgedObject[]): ObjectNode[] {
  const nodes = objects.map(object => ({
    object,
    children: [] as ObjectNode[],
  }));
  const byUid = new Map(
    nodes.flatMap(node =>
      node.object.ref.uid ? [[node.object.ref.uid, node] as const] : [],
    ),
  );
  const parentOf = (node: ObjectNode) =>
    node.object.parentUid ? byUid.get(node.object.parentUid) : undefined;
  const roots: ObjectNode[] = [];
  for (const node of nodes) {
    const parent = parentOf(node);
    let above = parent;
    const seen = new Set<ObjectNode>([node]);
    while (above && !seen.has(above)) {
      seen.add(above);
      above = parentOf(above);
    }
    // A ring of owners has no top: its members are shown side by side.
    if (parent && above === undefined) parent.children.push(node);
    else roots.push(node);
  }
  return roots;
}

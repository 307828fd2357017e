import { isAlias, isMap, isScalar, isSeq, type Document } from 'yaml';

/** Most duplicates told of one document: the rest would not help. */
const MAX_TOLD = 20;

/** A key that its mapping already holds. */
export interface DuplicateKey {
  /** Path of the field, for example `spec.containers[0].name`. */
  path: string;
  /** Position of the second occurrence in the file. */
  offset: number;
}

/**
 * Finds keys that occur twice in one mapping. Keys count as equal when they
 * become the same property of a JavaScript object, so `1` and `"1"` collide.
 *
 * This takes linear time; the check of the yaml package compares every key with
 * every other, and a file of a few megabytes would keep it busy for minutes.
 *
 * @returns at most 20 duplicates, in file order
 */
export function findDuplicateKeys(document: Document.Parsed): DuplicateKey[] {
  const found: DuplicateKey[] = [];
  const stack: Array<{ node: unknown; path: string }> = [
    { node: document.contents, path: '' },
  ];
  while (stack.length > 0) {
    const { node, path } = stack.pop()!;
    if (isMap(node)) {
      const seen = new Set<string>();
      for (const { key, value } of node.items) {
        const target = isAlias(key) ? key.resolve(document) : key;
        const name = isScalar(target) ? String(target.value) : undefined;
        const below = path ? `${path}.${name ?? '?'}` : name ?? '?';
        if (name !== undefined && seen.has(name)) {
          const range = (key as { range?: [number, number, number] }).range;
          found.push({ path: below, offset: range?.[0] ?? 0 });
        }
        if (name !== undefined) seen.add(name);
        stack.push({ node: value, path: below });
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, i) =>
        stack.push({ node: item, path: `${path}[${i}]` }),
      );
    }
  }
  return found.sort((a, b) => a.offset - b.offset).slice(0, MAX_TOLD);
}

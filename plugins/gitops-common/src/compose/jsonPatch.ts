import { isRecord } from './types';

/** Thrown when an operation of a JSON patch cannot be carried out. */
export class JsonPatchError extends Error {
  constructor(readonly index: number, message: string) {
    super(message);
    this.name = 'JsonPatchError';
  }
}

function clone<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

function tokens(pointer: unknown, index: number): string[] {
  if (typeof pointer !== 'string')
    throw new JsonPatchError(index, 'the operation needs a path');
  if (pointer === '') return [];
  if (!pointer.startsWith('/'))
    throw new JsonPatchError(index, `"${pointer}" is not a JSON pointer`);
  return pointer
    .slice(1)
    .split('/')
    .map(token => token.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function arrayIndex(
  token: string,
  length: number,
  index: number,
  forInsert: boolean,
): number {
  if (forInsert && token === '-') return length;
  if (!/^(0|[1-9]\d*)$/.test(token))
    throw new JsonPatchError(index, `"${token}" is not an index of a list`);
  const position = Number(token);
  if (position > (forInsert ? length : length - 1))
    throw new JsonPatchError(index, `index ${token} is beyond the list`);
  return position;
}

function child(node: unknown, token: string, index: number): unknown {
  if (Array.isArray(node))
    return node[arrayIndex(token, node.length, index, false)];
  if (isRecord(node) && Object.prototype.hasOwnProperty.call(node, token))
    return node[token];
  throw new JsonPatchError(index, `nothing is at "${token}"`);
}

function read(document: unknown, path: string[], index: number): unknown {
  let node = document;
  for (const token of path) node = child(node, token, index);
  return node;
}

function write(
  document: unknown,
  path: string[],
  index: number,
  action: 'add' | 'replace' | 'remove',
  value?: unknown,
): unknown {
  if (path.length === 0) {
    if (action === 'remove')
      throw new JsonPatchError(index, 'the whole document cannot be removed');
    return clone(value);
  }
  const parent = read(document, path.slice(0, -1), index);
  const last = path[path.length - 1];
  if (last === '__proto__')
    throw new JsonPatchError(index, `nothing is at "${last}"`);
  if (Array.isArray(parent)) {
    const at = arrayIndex(last, parent.length, index, action === 'add');
    if (action === 'add') parent.splice(at, 0, clone(value));
    else if (action === 'replace') parent[at] = clone(value);
    else parent.splice(at, 1);
  } else if (isRecord(parent)) {
    if (action !== 'add') child(parent, last, index);
    if (action === 'remove') delete parent[last];
    else parent[last] = clone(value);
  } else {
    throw new JsonPatchError(index, `nothing can be put at "${last}"`);
  }
  return document;
}

function equal(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (isRecord(a) && isRecord(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every(
        key =>
          Object.prototype.hasOwnProperty.call(b, key) && equal(a[key], b[key]),
      )
    );
  }
  return a === b;
}

/**
 * Applies a JSON patch (RFC 6902) to a copy of a document.
 *
 * @param document - JSON-like data; not changed
 * @param operations - the patch
 * @returns the patched copy
 * @throws JsonPatchError when an operation is malformed, its path does not
 * exist, or a `test` fails; nothing is applied then
 */
export function applyJsonPatch(
  document: unknown,
  operations: readonly unknown[],
): unknown {
  let result = clone(document);
  operations.forEach((operation, index) => {
    if (!isRecord(operation))
      throw new JsonPatchError(index, 'the operation is not a mapping');
    const path = tokens(operation.path, index);
    switch (operation.op) {
      case 'add':
      case 'replace':
        if (operation.value === undefined)
          throw new JsonPatchError(index, 'the operation needs a value');
        result = write(result, path, index, operation.op, operation.value);
        break;
      case 'remove':
        result = write(result, path, index, 'remove');
        break;
      case 'copy':
      case 'move': {
        const from = tokens(operation.from, index);
        const value = clone(read(result, from, index));
        if (
          operation.op === 'move' &&
          path.length > from.length &&
          from.every((token, i) => token === path[i])
        )
          throw new JsonPatchError(index, 'a value cannot move into itself');
        if (operation.op === 'move')
          result = write(result, from, index, 'remove');
        result = write(result, path, index, 'add', value);
        break;
      }
      case 'test':
        if (!equal(read(result, path, index), operation.value))
          throw new JsonPatchError(index, `"${operation.path}" differs`);
        break;
      default:
        throw new JsonPatchError(
          index,
          `"${String(operation.op)}" is not an operation`,
        );
    }
  });
  return result;
}

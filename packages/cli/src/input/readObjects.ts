import {
  describeFound,
  isKubeObject,
  parseDocuments,
  type KubeObject,
  type Problem,
} from '@chat2sql/plugin-platform-common';
import type { InputFile } from './readFiles';

/** Deepest nesting of lists in lists. */
const MAX_LIST_DEPTH = 5;

/** One object of a file, or why it is none. */
export interface Entry {
  file: string;
  /** Position among the objects of the file, 0-based; entries of a list count one by one. */
  index: number;
  object?: KubeObject;
  /** Set instead of `object` when the entry cannot be read. */
  problem?: Problem;
}

type Found = { object: KubeObject } | { problem: Problem };

/** Items of a list of the API, which may leave out their kind. */
function itemsOf(value: KubeObject): unknown[] | undefined {
  if (!value.kind.endsWith('List') || !Array.isArray(value.items))
    return undefined;
  const itemKind = value.kind.slice(0, -'List'.length);
  if (itemKind === '') return value.items;
  return value.items.map((item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? { apiVersion: value.apiVersion, kind: itemKind, ...item }
      : item,
  );
}

function describeFault(
  value: unknown,
  place: { file: string; line: number; document: number; path: string },
): Problem {
  const { path, ...position } = place;
  const at = (field: string) => (path ? `${path}.${field}` : field);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return {
      ...position,
      path,
      message: 'this is not a Kubernetes object',
      found: describeFound(value),
      allowed: 'a mapping with apiVersion and kind',
    };
  }
  const record = value as Record<string, unknown>;
  const field = typeof record.apiVersion === 'string' ? 'kind' : 'apiVersion';
  return {
    ...position,
    path: at(field),
    message:
      record[field] === undefined
        ? 'this field is required'
        : 'this field must be text',
    found: describeFound(record[field]),
    allowed:
      field === 'kind'
        ? 'a kind such as Deployment'
        : 'a version such as apps/v1',
  };
}

function flatten(
  value: unknown,
  place: { file: string; line: number; document: number; path: string },
  depth: number,
): Found[] {
  const nested = (items: unknown[], path: string) =>
    items.flatMap((item, i) =>
      flatten(item, { ...place, path: `${path}[${i}]` }, depth + 1),
    );
  if (Array.isArray(value) && depth < MAX_LIST_DEPTH)
    return nested(value, place.path);
  if (!isKubeObject(value)) return [{ problem: describeFault(value, place) }];
  const items = depth < MAX_LIST_DEPTH ? itemsOf(value) : undefined;
  if (!items) return [{ object: value }];
  return nested(items, place.path ? `${place.path}.items` : 'items');
}

/**
 * Reads the Kubernetes objects of a file: several documents, lists of the API
 * and plain arrays are taken apart. Documents that cannot be read become
 * problems at their place, and the rest stays usable.
 */
export function readObjects({ file, text }: InputFile): Entry[] {
  const parsed = parseDocuments(text, file);
  const parts: Array<{ document: number; found: Found[] }> = [
    ...parsed.problems.map(problem => ({
      document: problem.document ?? -1,
      found: [{ problem }],
    })),
    ...parsed.documents.map(({ index, line, value }) => ({
      document: index,
      found: flatten(value, { file, line, document: index, path: '' }, 0),
    })),
  ];
  parts.sort((a, b) => a.document - b.document);
  const entries = parts
    .flatMap(part => part.found)
    .map((found, index) => ({ file, index, ...found }));
  if (entries.length > 0) return entries;
  return [
    {
      file,
      index: 0,
      problem: {
        file,
        path: '',
        message: 'the file holds no object',
        found: 'nothing',
        allowed: 'one or more Kubernetes objects',
      },
    },
  ];
}

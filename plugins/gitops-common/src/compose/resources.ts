import {
  describeFound,
  isKubeObject,
  parseDocuments,
  type KubeObject,
  type ParsedFile,
} from '@chat2sql/plugin-platform-common';
import { isRecord, type ComposedObject, type ProblemList } from './types';

const MAX_OBJECTS = 5_000;

/**
 * Kubernetes' tools read `0440` as octal (YAML 1.1), the portal as decimal
 * (YAML 1.2); such a number is never taken as verified.
 */
export function warnOfOctals(
  text: string,
  file: string,
  problems: ProblemList,
): void {
  text.split('\n').forEach((line, index) => {
    const match = /^\s*(?:- )?[\w.-]+:\s+(0[0-7]+)\s*(?:#.*)?$/.exec(line);
    if (match)
      problems.notVerified({
        file,
        line: index + 1,
        path: '',
        message: 'a number with a leading zero is read as octal by Kubernetes',
        found: match[1],
        allowed: 'the decimal number, or 0o and the octal digits',
      });
  });
}

function hasMetadata(object: KubeObject): boolean {
  return isRecord(object.metadata);
}

/** Parsed files by repository, so that many overlays share the reading of one base. */
const parsed = new WeakMap<
  ReadonlyMap<string, string>,
  Map<string, { text: string; result: ParsedFile }>
>();

function parseOnce(
  files: ReadonlyMap<string, string>,
  file: string,
): ParsedFile {
  const text = files.get(file)!;
  const known = parsed.get(files) ?? new Map();
  parsed.set(files, known);
  const entry = known.get(file);
  if (entry?.text === text) return entry.result;
  const result = parseDocuments(text, file);
  known.set(file, { text, result });
  return result;
}

/** Objects of one file; documents that are no objects become problems. */
export function readObjects(
  files: ReadonlyMap<string, string>,
  file: string,
  problems: ProblemList,
): ComposedObject[] {
  warnOfOctals(files.get(file)!, file, problems);
  const { documents, problems: faults } = parseOnce(files, file);
  for (const problem of faults) problems.invalid(problem);
  return documents.flatMap(({ value, index, line }) => {
    const items =
      isRecord(value) &&
      Array.isArray(value.items) &&
      isKubeObject(value) &&
      value.kind.endsWith('List')
        ? value.items
        : [value];
    return items.flatMap((item: unknown): ComposedObject[] => {
      if (
        isKubeObject(item) &&
        hasMetadata(item) &&
        typeof item.metadata.name === 'string'
      ) {
        const object: KubeObject = item;
        return [{ object, namespaces: [object.metadata.namespace], file }];
      }
      problems.invalid({
        file,
        line,
        document: index,
        path: '',
        message: 'a resource needs apiVersion, kind and metadata.name',
        found: describeFound(item),
      });
      return [];
    });
  });
}

/**
 * Adds objects to those read before; one that is there already is refused.
 *
 * @param at - file and field that asked for them, for problems
 */
export function joinObjects(
  entries: ComposedObject[],
  added: ComposedObject[],
  at: { file: string; path: string },
  problems: ProblemList,
): ComposedObject[] {
  const identity = ({ object }: ComposedObject) =>
    [
      object.apiVersion,
      object.kind,
      object.metadata.namespace ?? '',
      object.metadata.name,
    ].join(' ');
  const known = new Set(entries.map(identity));
  const fresh = added.filter(entry => {
    const id = identity(entry);
    if (!known.has(id)) {
      known.add(id);
      return true;
    }
    problems.invalid({
      ...at,
      message: 'the object is there already',
      found: `${entry.object.kind} ${entry.object.metadata.name} in ${entry.file}`,
    });
    return false;
  });
  if (entries.length + fresh.length > MAX_OBJECTS) {
    problems.notVerified({
      ...at,
      message: 'there are too many objects',
      allowed: `at most ${MAX_OBJECTS}`,
    });
    return entries;
  }
  return [...entries, ...fresh];
}

import {
  apiGroup,
  describeFound,
  isKubeObject,
  parseDocuments,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
import { applyJsonPatch, JsonPatchError } from './jsonPatch';
import { warnOfOctals } from './resources';
import {
  applyStrategicMerge,
  UnsupportedDirectiveError,
} from './strategicMerge';
import { isRecord, type ComposedObject, type ProblemList } from './types';

/** Selects the objects a patch is for; all set fields must match. */
interface PatchTarget {
  group?: string;
  version?: string;
  kind?: string;
  /** Regular expression for the whole name. */
  name?: string;
  /** Regular expression for the whole namespace. */
  namespace?: string;
  labelSelector?: string;
  annotationSelector?: string;
}

/** A patch with where it came from. */
export interface PatchSource {
  /** Text of the patch: one JSON patch, or strategic merge patches. */
  text: string;
  /** File for problems. */
  file: string;
  /** Field of the kustomization for problems, for example `patches[0]`. */
  path: string;
  target?: PatchTarget;
}

function versionOf(object: KubeObject): string {
  return object.apiVersion.slice(object.apiVersion.indexOf('/') + 1);
}

function matchesWhole(pattern: string | undefined, value: string): boolean {
  return pattern === undefined || new RegExp(`^(?:${pattern})$`).test(value);
}

function matchesPairs(
  selector: string | undefined,
  pairs: Record<string, string> = {},
): boolean {
  if (selector === undefined) return true;
  return selector.split(',').every(term => {
    const [key, value] = term.split(/==?/).map(part => part.trim());
    return value === undefined ? key in pairs : pairs[key] === value;
  });
}

function selects(target: PatchTarget, entry: ComposedObject): boolean {
  const { object } = entry;
  return (
    (target.group === undefined ||
      target.group === apiGroup(object.apiVersion)) &&
    (target.version === undefined || target.version === versionOf(object)) &&
    (target.kind === undefined || target.kind === object.kind) &&
    matchesWhole(target.name, object.metadata.name ?? '') &&
    (target.namespace === undefined ||
      entry.namespaces.some(namespace =>
        matchesWhole(target.namespace, namespace ?? 'default'),
      )) &&
    matchesPairs(target.labelSelector, object.metadata.labels) &&
    matchesPairs(target.annotationSelector, object.metadata.annotations)
  );
}

function isIdentity(patch: KubeObject, entry: ComposedObject): boolean {
  const namespace = patch.metadata?.namespace ?? 'default';
  return (
    patch.apiVersion === entry.object.apiVersion &&
    patch.kind === entry.object.kind &&
    patch.metadata?.name === entry.object.metadata.name &&
    entry.namespaces.some(known => (known ?? 'default') === namespace)
  );
}

function unsupportedSelector(target: PatchTarget): boolean {
  return [target.labelSelector, target.annotationSelector].some(
    selector => selector !== undefined && /[!()]|\b(not)?in\b/.test(selector),
  );
}

function badPattern(target: PatchTarget): string | undefined {
  for (const pattern of [target.name, target.namespace]) {
    if (pattern === undefined) continue;
    // Go's engine knows no look-around or back references, and ours must not be led into long loops.
    if (pattern.length > 200 || /[*+}][*+{]|\)[*+{]|\(\?|\\\d/.test(pattern))
      return pattern;
    try {
      RegExp(pattern);
    } catch {
      return pattern;
    }
  }
  return undefined;
}

/**
 * Applies one patch entry of a kustomization.
 *
 * @param entries - objects so far; replaced ones are new objects, the input is not changed
 * @returns the objects after the patch
 */
export function applyPatch(
  entries: ComposedObject[],
  source: PatchSource,
  problems: ProblemList,
): ComposedObject[] {
  const { file, path, target } = source;
  warnOfOctals(source.text, file, problems);
  const parsed = parseDocuments(source.text, file);
  for (const problem of parsed.problems) problems.invalid({ ...problem, path });
  if (parsed.problems.length > 0) return entries;
  if (target && (unsupportedSelector(target) || badPattern(target))) {
    problems.notVerified({
      file,
      path: `${path}.target`,
      message: 'this selector is not modelled',
      found: describeFound(badPattern(target) ?? target.labelSelector),
      allowed: 'plain patterns and key=value lists',
    });
    return entries;
  }

  let result = entries;
  for (const { value } of parsed.documents) {
    const isJson = Array.isArray(value);
    if (!isJson && !isRecord(value)) {
      problems.invalid({
        file,
        path,
        message: 'a patch is a mapping or a list of operations',
        found: describeFound(value),
      });
      continue;
    }
    if (isJson && !target) {
      problems.invalid({
        file,
        path,
        message: 'a JSON patch needs a target',
        allowed: 'target.kind and target.name',
      });
      continue;
    }
    const matched = new Set(
      result.filter(entry =>
        target
          ? selects(target, entry)
          : isKubeObject(value) && isIdentity(value, entry),
      ),
    );
    if (!target && matched.size !== 1) {
      const named = isKubeObject(value)
        ? `${value.kind} ${value.metadata?.name}`
        : describeFound(value);
      problems.invalid({
        file,
        path,
        message:
          matched.size === 0
            ? 'the patch matches no object'
            : 'the patch matches more than one object',
        found: named,
      });
      continue;
    }
    result = result.flatMap(entry => {
      if (!matched.has(entry)) return [entry];
      try {
        const object = isJson
          ? (applyJsonPatch(entry.object, value) as KubeObject)
          : applyStrategicMerge(entry.object, value as Record<string, unknown>);
        if (object === undefined) return [];
        if (!isKubeObject(object) || !isRecord(object.metadata))
          throw new JsonPatchError(0, 'the result is no Kubernetes object');
        return [{ ...entry, object }];
      } catch (error) {
        const problem = {
          file,
          path,
          message: (error as Error).message,
          found: `${entry.object.kind} ${entry.object.metadata.name}`,
        };
        if (error instanceof UnsupportedDirectiveError)
          problems.notVerified(problem);
        else if (error instanceof JsonPatchError)
          problems.invalid({ ...problem, path: `${path}[${error.index}]` });
        else throw error;
        return [entry];
      }
    });
  }
  return result;
}

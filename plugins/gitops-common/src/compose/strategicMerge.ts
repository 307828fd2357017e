import { apiGroup, type KubeObject } from '@chat2sql/plugin-platform-common';
import { isRecord } from './types';

/** Thrown when a patch uses a directive this composer does not model. */
export class UnsupportedDirectiveError extends Error {
  constructor(readonly directive: string) {
    super(`the directive ${directive} is not modelled`);
    this.name = 'UnsupportedDirectiveError';
  }
}

/** API groups whose types are compiled into Kubernetes and carry merge keys. */
const BUILT_IN_GROUPS = new Set([
  '',
  'apps',
  'batch',
  'autoscaling',
  'policy',
  'networking.k8s.io',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'discovery.k8s.io',
  'admissionregistration.k8s.io',
]);

/** Merge keys by field name, after the patchMergeKey marks of the Kubernetes API. */
const MERGE_KEYS: Record<string, string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  imagePullSecrets: ['name'],
  resourceClaims: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  conditions: ['type'],
  ownerReferences: ['uid'],
};

const DIRECTIVES = [
  '$retainKeys',
  '$setElementOrder',
  '$deleteFromPrimitiveList',
];

/** Finds the merge keys of list fields of one kind. */
class MergeSchema {
  private constructor(
    private readonly builtIn: boolean,
    private readonly kind: string,
  ) {}

  static of(object: KubeObject): MergeSchema {
    return new MergeSchema(
      BUILT_IN_GROUPS.has(apiGroup(object.apiVersion)),
      object.kind,
    );
  }

  /**
   * Keys of a list field; an empty list when plain values merge as a set,
   * undefined when a patch replaces the whole list.
   */
  keysOf(path: readonly string[]): string[] | undefined {
    if (!this.builtIn) return undefined;
    const field = path[path.length - 1];
    if (field === 'finalizers') return path[0] === 'metadata' ? [] : undefined;
    if (field === 'ports') {
      if (this.kind === 'Service') return ['port', 'protocol'];
      return path.includes('containers') || path.includes('initContainers')
        ? ['containerPort', 'protocol']
        : undefined;
    }
    if (field === 'volumes' && path[path.length - 2] !== 'spec')
      return undefined;
    if (field === 'imagePullSecrets' && this.kind === 'ServiceAccount')
      return undefined;
    return MERGE_KEYS[field];
  }
}

function keyOf(element: unknown, keys: readonly string[]): string {
  if (!isRecord(element)) return JSON.stringify(element);
  return JSON.stringify(
    keys.map(key => element[key] ?? (key === 'protocol' ? 'TCP' : undefined)),
  );
}

function refuseUnsupported(patch: Record<string, unknown>): void {
  for (const key of Object.keys(patch)) {
    const directive = DIRECTIVES.find(known => key.startsWith(known));
    if (directive) throw new UnsupportedDirectiveError(directive);
  }
}

/** Drops nulls and directives from a value that is put in whole. */
function cleaned(value: unknown): unknown {
  if (Array.isArray(value))
    return value
      .filter(item => !(isRecord(item) && item.$patch === 'delete'))
      .map(cleaned);
  if (!isRecord(value)) return value;
  refuseUnsupported(value);
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (key !== '$patch' && item !== null) result[key] = cleaned(item);
  }
  return result;
}

function mergeList(
  base: unknown[],
  patch: unknown[],
  path: readonly string[],
  schema: MergeSchema,
): unknown[] {
  const keys = schema.keysOf(path);
  const replaces = patch.some(
    item =>
      isRecord(item) &&
      item.$patch === 'replace' &&
      !keys?.some(key => key in item),
  );
  if (!keys || replaces) {
    return patch
      .filter(item => !(isRecord(item) && item.$patch !== undefined))
      .map(cleaned);
  }
  const rest = new Map<string, unknown>();
  for (const item of base) rest.set(keyOf(item, keys), item);
  // Elements the patch names come first, in the patch's order, as in kustomize.
  const first: unknown[] = [];
  for (const item of patch) {
    const key = keyOf(item, keys);
    const existing = rest.get(key);
    rest.delete(key);
    if (isRecord(item) && item.$patch === 'delete') continue;
    first.push(
      isRecord(existing) && isRecord(item)
        ? mergeMap(existing, item, path, schema)
        : cleaned(item),
    );
  }
  return [...first, ...rest.values()];
}

function mergeMap(
  base: Record<string, unknown>,
  patch: Record<string, unknown>,
  path: readonly string[],
  schema: MergeSchema,
): Record<string, unknown> {
  refuseUnsupported(patch);
  if (patch.$patch === 'replace')
    return cleaned(patch) as Record<string, unknown>;
  if (patch.$patch !== undefined && patch.$patch !== 'merge')
    throw new UnsupportedDirectiveError(`$patch: ${String(patch.$patch)}`);
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    if (key === '$patch') continue;
    const existing = result[key];
    if (value === null || (isRecord(value) && value.$patch === 'delete')) {
      delete result[key];
    } else if (isRecord(value) && isRecord(existing)) {
      result[key] = mergeMap(existing, value, [...path, key], schema);
    } else if (Array.isArray(value) && Array.isArray(existing)) {
      result[key] = mergeList(existing, value, [...path, key], schema);
    } else {
      result[key] = cleaned(value);
    }
  }
  return result;
}

/**
 * Applies a strategic merge patch to a copy of an object: maps merge, null
 * deletes, lists with merge keys merge by element and every other list is
 * replaced; lists of custom resources always are.
 *
 * @param object - not changed
 * @param patch - the patch; its apiVersion, kind and name do not rename the object
 * @returns the patched copy, or undefined when the patch deletes the object
 * @throws UnsupportedDirectiveError for directives that are not modelled
 */
export function applyStrategicMerge(
  object: KubeObject,
  patch: Record<string, unknown>,
): KubeObject | undefined {
  if (patch.$patch === 'delete') return undefined;
  const merged = mergeMap(
    object as Record<string, unknown>,
    patch,
    [],
    MergeSchema.of(object),
  ) as KubeObject;
  return {
    ...merged,
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: {
      ...merged.metadata,
      name: object.metadata.name,
      ...(object.metadata.namespace === undefined
        ? {}
        : { namespace: object.metadata.namespace }),
    },
  };
}

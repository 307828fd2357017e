/** Lists of `{ name, value }` whose values may be secrets, wherever they stand. */
const VALUE_LISTS = new Set(['env', 'envVars', 'httpHeaders']);

/**
 * Volume of a pod's own account: its random suffix says nothing, and without it
 * the pods of a workload are equal.
 */
const GENERATED_VOLUME = /^kube-api-access-[a-z0-9]{5}$/;

/** Deeper parts of an object are dropped. */
const MAX_DEPTH = 32;

function withoutValue(entry: unknown): unknown {
  if (entry === null || typeof entry !== 'object') return undefined;
  const { value: _value, ...rest } = entry as Record<string, unknown>;
  return rest;
}

/**
 * Copies an object without the values of environment variables and headers,
 * wherever a pod template may hide in it. Names and references stay, so that
 * checks can still see that there is one.
 */
export function withoutValues(value: any, depth: number = MAX_DEPTH): any {
  if (typeof value === 'string') {
    return GENERATED_VOLUME.test(value) ? 'kube-api-access' : value;
  }
  if (value === null || typeof value !== 'object') return value;
  if (depth === 0) return undefined;
  if (Array.isArray(value)) {
    return value.map(item => withoutValues(item, depth - 1));
  }
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const item = value[key];
    kept[key] =
      VALUE_LISTS.has(key) && Array.isArray(item)
        ? item.map(withoutValue)
        : withoutValues(item, depth - 1);
  }
  return kept;
}

import { isRecord } from '../podsecurity/podView';

type Step = { key: string } | { every: true };

function stepsOf(path: string): Step[] {
  const steps: Step[] = [];
  for (const part of path.split('.')) {
    const list = part.endsWith('[*]');
    // A backslash keeps the dots of a label key together: `metadata.labels.a\.b`.
    steps.push({ key: (list ? part.slice(0, -3) : part).replace(/\\/g, '.') });
    if (list) steps.push({ every: true });
  }
  return steps;
}

/** Path of a member whose key may hold dots, for {@link projectFields}. */
export function fieldPath(parent: string, key: string): string {
  return `${parent}.${key.replace(/\./g, '\\')}`;
}

function pick(source: unknown, steps: readonly Step[], at: number): unknown {
  if (at === steps.length) return source;
  const step = steps[at];
  if ('every' in step) {
    if (!Array.isArray(source)) return undefined;
    return source.map(item => pick(item, steps, at + 1) ?? {});
  }
  if (!isRecord(source) || !Object.hasOwn(source, step.key)) return undefined;
  const value = pick(source[step.key], steps, at + 1);
  return value === undefined ? undefined : { [step.key]: value };
}

function merge(a: unknown, b: unknown): unknown {
  if (a === undefined) return b;
  if (b === undefined) return a;
  if (Array.isArray(a) && Array.isArray(b)) {
    const longer = a.length >= b.length ? a : b;
    return longer.map((_, i) => merge(a[i], b[i]));
  }
  if (isRecord(a) && isRecord(b)) {
    const merged: Record<string, unknown> = { ...a };
    for (const [key, value] of Object.entries(b)) {
      merged[key] = merge(merged[key], value);
    }
    return merged;
  }
  return b;
}

/**
 * Copies the named fields of an object, and nothing else.
 *
 * @param object - JSON-like data
 * @param paths - field paths such as `spec.containers[*].image`; `[*]` stands
 * for every entry of a list; a dot inside a key is written as a backslash
 * @returns a new object with the same nesting; fields that are absent stay absent
 */
export function projectFields(
  object: unknown,
  paths: readonly string[],
): Record<string, unknown> {
  let result: unknown = {};
  for (const path of paths)
    result = merge(result, pick(object, stepsOf(path), 0));
  return isRecord(result) ? result : {};
}

/**
 * Reads a value below an object by a dotted path; anything unexpected on the
 * way gives undefined, for a cluster may send what it likes.
 *
 * @param root - an object or any other value
 * @param path - for example `status.readyReplicas`; no array indexes
 */
export function read(root: unknown, path: string): unknown {
  let value: unknown = root;
  for (const part of path.split('.')) {
    if (!isRecord(value) || !Object.prototype.hasOwnProperty.call(value, part))
      return undefined;
    value = value[part];
  }
  return value;
}

/** True for a plain JSON object (not an array, not null). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A finite number at a path, or undefined. */
export function readNumber(root: unknown, path: string): number | undefined {
  const value = read(root, path);
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : undefined;
}

/** A counter at a path: Kubernetes omits counters that are 0. */
export function readCount(root: unknown, path: string): number {
  return readNumber(root, path) ?? 0;
}

/** A string that is not empty, or undefined. */
export function readString(root: unknown, path: string): string | undefined {
  const value = read(root, path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** True only for the boolean `true`. */
export function readFlag(root: unknown, path: string): boolean {
  return read(root, path) === true;
}

/** The JSON objects of a list at a path; other entries are left out. */
export function readRecords(
  root: unknown,
  path: string,
): Record<string, unknown>[] {
  const value = read(root, path);
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** A time at a path in milliseconds since the epoch, or undefined. */
export function readTime(root: unknown, path: string): number | undefined {
  const value = read(root, path);
  if (typeof value !== 'string') return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
}

/** True when the status holds nothing at all, as before any controller looked. */
export function isStatusEmpty(root: unknown): boolean {
  const status = read(root, 'status');
  if (!isRecord(status)) return true;
  return Object.keys(status).length === 0;
}

/** Value of an annotation, which holds dots in its key. */
export function annotation(root: unknown, key: string): string | undefined {
  const annotations = read(root, 'metadata.annotations');
  const value = isRecord(annotations) ? annotations[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Value of a label, which holds dots in its key. */
export function label(root: unknown, key: string): string | undefined {
  const labels = read(root, 'metadata.labels');
  const value = isRecord(labels) ? labels[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** One expression of a combined query and the key its answer is found by. */
export interface KeyedQuery {
  /** Letters, digits and dots only. */
  key: string;
  promql: string;
}

/** Label that carries the key; no exporter uses it. */
export const KEY_LABEL = 'portal_slo_key';

/** Most expressions in one query; more are asked in several. */
export const MAX_BRANCHES = 400;

/**
 * Joins many expressions into one query, so that the number of queries does
 * not grow with the number of objectives. Every branch gets its own label, for
 * `or` would drop a series whose labels the left side already has.
 *
 * @throws Error for a key that could leave its literal
 */
export function combineQueries(queries: readonly KeyedQuery[]): string {
  return queries
    .map(({ key, promql }) => {
      if (!/^[\w.]+$/.test(key)) throw new Error(`not a key: ${key}`);
      // The line break ends a comment at the end of the expression.
      return `label_replace((${promql}\n), "${KEY_LABEL}", "${key}", "", "")`;
    })
    .join('\nor\n');
}

/** Cuts a list into pieces of at most `size`. */
export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let i = 0; i < items.length; i += size) {
    chunks.push(items.slice(i, i + size));
  }
  return chunks;
}

/** A value a column sorts by; undefined (not known) always comes last. */
export type SortValue = string | number | undefined;

/** Chosen order of a table. */
export interface TableSort {
  id: string;
  desc?: boolean;
}

/** Reads `budget` or `-budget` (descending) from the address bar. */
export function parseSort(text: string | undefined): TableSort | undefined {
  if (!text || text === '-') return undefined;
  return text.startsWith('-')
    ? { id: text.slice(1), desc: true }
    : { id: text, desc: false };
}

/** Writes an order the way {@link parseSort} reads it. */
export function formatSort(sort: TableSort | undefined): string | undefined {
  if (!sort) return undefined;
  return `${sort.desc ? '-' : ''}${sort.id}`;
}

/**
 * Sorts rows by one value each; equal rows keep their order, rows without a
 * value come last in both directions, for not knowing is neither most nor least.
 *
 * @returns a new list
 */
export function sortRows<T>(
  rows: readonly T[],
  value: (row: T) => SortValue,
  desc: boolean,
): T[] {
  const keyed = rows.map((row, index) => ({ row, index, key: value(row) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) {
      if (a.key === b.key) return a.index - b.index;
      return a.key === undefined ? 1 : -1;
    }
    const order = compare(a.key, b.key);
    if (order === 0) return a.index - b.index;
    return desc ? -order : order;
  });
  return keyed.map(entry => entry.row);
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') {
    return a < b ? -1 : Number(a > b);
  }
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}

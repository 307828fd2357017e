/** Labels of a series, the metric name under `__name__`; keys in byte order. */
export type Labels = Readonly<Record<string, string>>;

/** Label that holds the metric name. */
export const METRIC_NAME = '__name__';

const keys = new WeakMap<Labels, string>();

/**
 * Makes labels: keys in byte order, empty values left out (an empty label and
 * an absent one are the same in Prometheus).
 */
export function makeLabels(
  entries: Readonly<Record<string, string | undefined>>,
): Labels {
  const labels: Record<string, string> = {};
  for (const name of Object.keys(entries).sort()) {
    const value = entries[name];
    if (value !== undefined && value !== '') labels[name] = value;
  }
  return labels;
}

/** Text that is equal for equal label sets only. */
export function labelsKey(labels: Labels): string {
  const known = keys.get(labels);
  if (known !== undefined) return known;
  let key = '';
  for (const name of Object.keys(labels)) {
    key += `${name}\u0000${labels[name]}\u0001`;
  }
  keys.set(labels, key);
  return key;
}

/** Only the named labels. */
export function keepLabels(labels: Labels, names: readonly string[]): Labels {
  return makeLabels(
    Object.fromEntries(names.map(name => [name, labels[name]])),
  );
}

/** All but the named labels. */
export function withoutLabels(
  labels: Labels,
  names: readonly string[],
): Labels {
  const rest: Record<string, string> = {};
  for (const [name, value] of Object.entries(labels)) {
    if (!names.includes(name)) rest[name] = value;
  }
  return rest;
}

/** The labels without the metric name. */
export function dropName(labels: Labels): Labels {
  return METRIC_NAME in labels ? withoutLabels(labels, [METRIC_NAME]) : labels;
}

/** Order of label sets: by names and values in turn, as Prometheus sorts a matrix. */
export function compareLabels(a: Labels, b: Labels): number {
  const left = Object.entries(a);
  const right = Object.entries(b);
  for (let i = 0; i < left.length && i < right.length; i++) {
    for (const part of [0, 1] as const) {
      if (left[i][part] !== right[i][part]) {
        return left[i][part] < right[i][part] ? -1 : 1;
      }
    }
  }
  return left.length - right.length;
}

/** Labels in the notation of queries: `name{a="b"}`. */
export function formatLabels(labels: Labels): string {
  const rest = Object.entries(dropName(labels)).map(
    ([name, value]) => `${name}=${JSON.stringify(value)}`,
  );
  const name = labels[METRIC_NAME] ?? '';
  return name !== '' && rest.length === 0
    ? name
    : `${name}{${rest.join(', ')}}`;
}

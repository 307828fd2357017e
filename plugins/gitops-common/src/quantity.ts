const SUFFIXES: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * Reads a Kubernetes quantity such as `500m`, `2`, `1.5Gi` or `1e3`
 * (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/).
 *
 * @returns the number in base units (cores, bytes, pieces); undefined when it
 * is not a quantity
 */
export function parseQuantity(value: unknown): number | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : undefined;
  }
  if (typeof value !== 'string') return undefined;
  const match =
    /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([KMGTPE]i|[numkMGTPE]))?$/.exec(
      value,
    );
  if (!match) return undefined;
  const [, digits, exponent = '', suffix = ''] = match;
  return Number(`${digits}${exponent}`) * SUFFIXES[suffix];
}

/** Writes bytes the way people read them in manifests: `16Gi`, `512Mi`; cores as `1.5`. */
export function formatQuantity(value: number, unit: 'cpu' | 'memory'): string {
  if (unit === 'cpu') {
    return value >= 1 || value === 0
      ? String(Number(value.toFixed(2)))
      : `${Math.round(value * 1000)}m`;
  }
  for (const suffix of ['Ti', 'Gi', 'Mi', 'Ki'] as const) {
    const size = SUFFIXES[suffix];
    if (value >= size) return `${Number((value / size).toFixed(1))}${suffix}`;
  }
  return String(value);
}

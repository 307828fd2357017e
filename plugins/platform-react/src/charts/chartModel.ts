/** A value at a time; null is a gap, never zero. */
type ChartPoint = readonly [at: number, value: number | null];

/** One line of a chart. */
export interface ChartSeries {
  id: string;
  /** Short name, drawn at the end of the line. */
  label: string;
  /** Ascending in time (milliseconds since the epoch). */
  points: ReadonlyArray<ChartPoint>;
  /** SVG dash pattern; by default each series has its own. */
  dash?: string;
}

/** A horizontal line at a promised value. */
export interface ChartThreshold {
  value: number;
  label: string;
}

/** A moment worth seeing: a deploy, an incident. */
export interface ChartMarker {
  /** Milliseconds since the epoch. */
  at: number;
  label: string;
}

/** Values of all series at one time; undefined where a series has a gap or no point. */
export interface ChartInstant {
  at: number;
  values: Array<number | undefined>;
}

/** All times of all series in order, each with the values there. */
export function instantsOf(series: readonly ChartSeries[]): ChartInstant[] {
  const byTime = new Map<number, ChartInstant>();
  series.forEach((one, index) => {
    for (const [at, value] of one.points) {
      let instant = byTime.get(at);
      if (!instant) {
        instant = { at, values: new Array(series.length).fill(undefined) };
        byTime.set(at, instant);
      }
      if (value !== null && Number.isFinite(value)) {
        instant.values[index] = value;
      }
    }
  });
  return [...byTime.values()].sort((a, b) => a.at - b.at);
}

/** Index of the instant nearest to a time; -1 for an empty list. */
export function nearestInstant(
  instants: ReadonlyArray<{ at: number }>,
  at: number,
): number {
  if (instants.length === 0) return -1;
  let low = 0;
  let high = instants.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (instants[middle].at < at) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  return at - instants[low - 1].at <= instants[low].at - at ? low - 1 : low;
}

/** Lowest, highest and last known value of a series; undefined without any. */
export function extentOf(
  series: ChartSeries,
): { low: number; high: number; last?: number } | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const [, value] of series.points) {
    if (value === null || !Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low === Infinity) return undefined;
  const end = series.points[series.points.length - 1]?.[1];
  return { low, high, last: end ?? undefined };
}

/**
 * Range of the value axis: all values and thresholds. Zero belongs to it,
 * unless the values lie so close together that zero would flatten them.
 */
export function valueDomain(
  series: readonly ChartSeries[],
  thresholds: readonly ChartThreshold[] = [],
): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  const extents = series.map(extentOf);
  for (const extent of extents) {
    if (!extent) continue;
    low = Math.min(low, extent.low);
    high = Math.max(high, extent.high);
  }
  for (const { value } of thresholds) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low === Infinity) return [0, 1];
  const narrow = low > 0 && (high - low) / high < 0.1 && high !== low;
  if (narrow) {
    const pad = (high - low) * 0.05;
    return [low - pad, high + pad];
  }
  low = Math.min(0, low);
  high = Math.max(0, high);
  return low === high ? [low, low + 1] : [low, high];
}

/**
 * Moves labels apart so that each has `gap` pixels, keeping their order and
 * staying within `min` and `max` where there is room.
 *
 * @param wanted - wanted positions in pixels, in any order
 * @returns the positions in the order given
 */
export function spreadLabels(
  wanted: readonly number[],
  gap: number,
  min: number,
  max: number,
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const placed = [...wanted];
  let edge = min;
  for (const i of order) {
    placed[i] = Math.max(placed[i], edge);
    edge = placed[i] + gap;
  }
  edge = max;
  for (const i of [...order].reverse()) {
    placed[i] = Math.min(placed[i], edge);
    edge = placed[i] - gap;
  }
  return placed;
}

/** Width of a text in pixels at 12 px, estimated; Chinese characters are square. */
export function estimateWidth(text: string): number {
  let width = 0;
  for (const char of text) width += char > '\u2e80' ? 12.5 : 6.8;
  return width;
}

/** Shortens a text to an estimated width in pixels. */
export function fitText(text: string, pixels: number): string {
  if (estimateWidth(text) <= pixels) return text;
  let out = '';
  for (const char of text) {
    if (estimateWidth(`${out}${char}…`) > pixels) break;
    out += char;
  }
  return `${out}…`;
}

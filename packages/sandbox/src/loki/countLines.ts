import {
  keepLabels,
  labelsKey,
  makeLabels,
  withoutLabels,
} from '../prometheus/promql/labels';
import type { Labels } from '../prometheus/promql/labels';
import type { MetricQuery, RangeQuery, VectorQuery } from './logql/ast';
import { LogqlError } from './logql/LogqlError';
import type { LogStream } from './LogStore';
import { readLines } from './readLines';

/** Numbers at several instants, by labels; undefined where there is none. */
export interface CountSeries {
  labels: Labels;
  values: (number | undefined)[];
}

/** Most series of an answer. */
const MAX_SERIES = 500;

/** Evenly spaced instants in milliseconds. */
export interface Instants {
  startMs: number;
  stepMs: number;
  count: number;
}

async function countRange(
  streams: readonly LogStream[],
  { func, logs, rangeMs }: RangeQuery,
  { startMs, stepMs, count }: Instants,
): Promise<CountSeries[]> {
  const lastMs = startMs + (count - 1) * stepMs;
  // A range is open at its start and closed at its end.
  const lines = await readLines(streams, logs, {
    startNs: BigInt(startMs - rangeMs) * 1_000_000n + 1n,
    endNs: BigInt(lastMs) * 1_000_000n + 1n,
    direction: 'forward',
    limit: Infinity,
  });
  const byLabels = new Map<string, { labels: Labels; times: number[] }>();
  // Lines of a stream share one object of labels, unless a stage adds to it.
  const byObject = new WeakMap<object, { labels: Labels; times: number[] }>();
  for (const { labels, line } of lines) {
    let entry = byObject.get(labels);
    if (!entry) {
      const made = makeLabels(labels);
      const key = labelsKey(made);
      entry = byLabels.get(key) ?? { labels: made, times: [] };
      byLabels.set(key, entry);
      byObject.set(labels, entry);
    }
    entry.times.push(Number(line.timeNs) / 1_000_000);
    if (byLabels.size > MAX_SERIES) {
      throw new LogqlError(
        `maximum of series (${MAX_SERIES}) reached for a single query`,
      );
    }
  }
  return [...byLabels.values()].map(({ labels, times }) => {
    let from = 0;
    let to = 0;
    const values = Array.from({ length: count }, (_, step) => {
      const end = startMs + step * stepMs;
      while (to < times.length && times[to] <= end) to++;
      while (from < to && times[from] <= end - rangeMs) from++;
      const lineCount = to - from;
      if (lineCount === 0) return undefined;
      return func === 'rate' ? lineCount / (rangeMs / 1000) : lineCount;
    });
    return { labels, values };
  });
}

function combine(op: VectorQuery['op'], values: readonly number[]): number {
  const sum = values.reduce((a, b) => a + b, 0);
  switch (op) {
    case 'min':
      return Math.min(...values);
    case 'max':
      return Math.max(...values);
    case 'avg':
      return sum / values.length;
    case 'count':
      return values.length;
    default:
      return sum;
  }
}

/** Evaluates a query that gives numbers. */
export async function countLines(
  streams: readonly LogStream[],
  query: MetricQuery,
  instants: Instants,
): Promise<CountSeries[]> {
  if (query.kind === 'range') return countRange(streams, query, instants);
  const series = await countLines(streams, query.expr, instants);
  const groups = new Map<string, { labels: Labels; members: CountSeries[] }>();
  for (const one of series) {
    const labels = query.without
      ? withoutLabels(one.labels, query.grouping)
      : keepLabels(one.labels, query.grouping);
    const key = labelsKey(labels);
    const group = groups.get(key) ?? { labels, members: [] };
    groups.set(key, { labels, members: [...group.members, one] });
  }
  return [...groups.values()].map(({ labels, members }) => ({
    labels,
    values: Array.from({ length: instants.count }, (_, step) => {
      const values = members
        .map(member => member.values[step])
        .filter(value => value !== undefined);
      return values.length > 0 ? combine(query.op, values) : undefined;
    }),
  }));
}

import { setImmediate as breathe } from 'node:timers/promises';
import type { LogQuery } from './logql/ast';
import type { KeptLine } from './logql/pipeline';
import { runPipeline, selectStreams } from './logql/pipeline';
import type { LogStream } from './LogStore';

/** Lines are made and looked at an hour at a time. */
const PART_MS = 3_600_000;
/** Longest time without letting others run. */
const BUSY_MS = 40;

/** Which lines are wanted, and in which order. */
export interface LineRange {
  /** Unix times in nanoseconds; the start counts, the end doesn't. */
  startNs: bigint;
  endNs: bigint;
  direction: 'forward' | 'backward';
  /** Most lines to return. */
  limit: number;
}

function byTime(a: KeptLine, b: KeptLine): number {
  if (a.line.timeNs === b.line.timeNs) return 0;
  return a.line.timeNs < b.line.timeNs ? -1 : 1;
}

/**
 * The lines of a query in a range, nearest to the start of reading first. Long
 * ranges are read in parts, so that other requests are served meanwhile.
 */
export async function readLines(
  streams: readonly LogStream[],
  query: LogQuery,
  { startNs, endNs, direction, limit }: LineRange,
): Promise<KeptLine[]> {
  const selected = selectStreams(streams, query);
  const fromMs = Number(startNs / 1_000_000n);
  const toMs = Number(endNs / 1_000_000n) + 1;
  const backward = direction === 'backward';
  const result: KeptLine[] = [];
  let rested = performance.now();
  const parts = Math.ceil((toMs - fromMs) / PART_MS);
  for (let part = 0; part < parts && result.length < limit; part++) {
    const offset = part * PART_MS;
    const [from, to] = backward
      ? [Math.max(fromMs, toMs - offset - PART_MS), toMs - offset]
      : [fromMs + offset, Math.min(toMs, fromMs + offset + PART_MS)];
    const kept = selected
      .flatMap(stream => {
        const lines = stream
          .between(from, to)
          .filter(({ timeNs }) => timeNs >= startNs && timeNs < endNs);
        return runPipeline(query, stream.labels, lines);
      })
      .sort(byTime);
    if (backward) kept.reverse();
    for (const line of kept.slice(0, limit - result.length)) result.push(line);
    if (performance.now() - rested > BUSY_MS) {
      await breathe();
      rested = performance.now();
    }
  }
  return result;
}

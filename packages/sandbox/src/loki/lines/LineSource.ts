import { hash32, mix } from '../../prometheus/model/hash';
import type { SampleMoment } from '../../prometheus/model/sampleRequest';
import { drawFor } from '../../prometheus/model/sampleRequest';

/** One line of a log. */
export interface LogLine {
  /** Unix time in nanoseconds. */
  timeNs: bigint;
  text: string;
}

/** Lines of one kind on one stream. */
export interface LineSource {
  /** The lines in [from, to), ascending. */
  between(fromMs: number, toMs: number): LogLine[];
}

/** What a line is made of: its time, and numbers that depend on nothing else. */
export interface LineMoment extends SampleMoment {
  /** Unix time in seconds, as zap writes it. */
  seconds: number;
}

/** A moment at a time, with draws by a hash. */
function momentOf(
  hash: number,
  timeMs: number,
): LineMoment & { nanos: number } {
  const nanos = Math.floor(drawFor(hash, 'nanos') * 1_000_000);
  return {
    timeMs,
    nanos,
    seconds: (timeMs + nanos / 1_000_000) / 1000,
    draw: purpose => drawFor(hash, purpose),
  };
}

function lineOf(
  { timeMs, nanos }: { timeMs: number; nanos: number },
  text: string,
): LogLine {
  return { timeNs: BigInt(timeMs) * 1_000_000n + BigInt(nanos), text };
}

/**
 * Lines that come at random, at most one in a slot of time.
 *
 * @param probability - of a line in a slot, at its time
 */
export function randomLines(options: {
  key: string;
  slotMs: number;
  probability: (timeMs: number) => number;
  write: (moment: LineMoment) => string;
}): LineSource {
  const { key, slotMs, probability, write } = options;
  const base = hash32(key);
  return {
    between(fromMs, toMs) {
      const lines: LogLine[] = [];
      const last = Math.ceil(toMs / slotMs);
      for (let slot = Math.floor(fromMs / slotMs); slot < last; slot++) {
        const hash = mix(base, slot);
        const timeMs = Math.floor((slot + drawFor(hash, 'time')) * slotMs);
        if (timeMs < fromMs || timeMs >= toMs) continue;
        if (drawFor(hash, 'there') >= probability(timeMs)) continue;
        const moment = momentOf(hash, timeMs);
        lines.push(lineOf(moment, write(moment)));
      }
      return lines;
    },
  };
}

/** Lines that follow events, each some milliseconds after its event. */
export function linesAfter(options: {
  key: string;
  delayMs: number;
  events: (fromMs: number, toMs: number) => number[];
  write: (moment: LineMoment) => string;
}): LineSource {
  const { key, delayMs, events, write } = options;
  const base = hash32(key);
  return {
    between(fromMs, toMs) {
      // Events are asked for in (from, to]; lines are wanted in [from, to).
      return events(fromMs - delayMs - 1, toMs - delayMs - 1).map(event => {
        const moment = momentOf(mix(base, event % 2 ** 31), event + delayMs);
        return lineOf(moment, write(moment));
      });
    },
  };
}

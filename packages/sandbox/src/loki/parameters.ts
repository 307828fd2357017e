import { parseDuration } from '../prometheus/promql/literals';
import { LogqlError } from './logql/LogqlError';

const MAX_LIMIT = 5000;
const MAX_LENGTH_NS = 721n * 3_600_000_000_000n;
const HOUR_NS = 3_600_000_000_000n;

/**
 * Reads a time: nanoseconds, Unix seconds with a fraction or of at most ten
 * digits, or RFC 3339.
 *
 * @returns Unix time in nanoseconds
 * @throws LogqlError
 */
export function timeParameter(
  params: URLSearchParams,
  name: string,
  fallback: bigint,
): bigint {
  const text = params.get(name);
  if (text === null || text === '') return fallback;
  if (/^\d+\.\d+$/.test(text)) {
    return BigInt(Math.round(Number(text) * 1000)) * 1_000_000n;
  }
  if (/^\d+$/.test(text)) {
    return text.length <= 10 ? BigInt(text) * 1_000_000_000n : BigInt(text);
  }
  const time = Date.parse(text);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text) || Number.isNaN(time)) {
    throw new LogqlError(
      `could not parse '${name}' parameter: parsing time "${text}"`,
    );
  }
  return BigInt(time) * 1_000_000n;
}

/** The times of a range query; the last hour where none are given. */
export function timeRange(
  params: URLSearchParams,
  nowMs: number,
): { startNs: bigint; endNs: bigint } {
  const endNs = timeParameter(params, 'end', BigInt(nowMs) * 1_000_000n);
  const startNs = timeParameter(params, 'start', endNs - HOUR_NS);
  if (endNs < startNs) {
    throw new LogqlError(
      'end timestamp must not be before or equal to start time',
    );
  }
  if (endNs - startNs > MAX_LENGTH_NS) {
    throw new LogqlError(
      'the query time range exceeds the limit (query length: more than 721h, limit: 30d1h)',
    );
  }
  return { startNs, endNs };
}

/** Most lines to return: 100, unless the request says otherwise. */
export function limitParameter(params: URLSearchParams): number {
  const text = params.get('limit');
  if (text === null || text === '') return 100;
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit === 0) {
    throw new LogqlError(
      limit === 0
        ? 'limit must be a positive value'
        : `strconv.Atoi: parsing "${text}": invalid syntax`,
    );
  }
  if (limit > MAX_LIMIT) {
    throw new LogqlError(
      `max entries limit per query exceeded, limit > max_entries_limit (${limit} > ${MAX_LIMIT})`,
    );
  }
  return limit;
}

/** Which lines come first. */
export function directionParameter(
  params: URLSearchParams,
): 'forward' | 'backward' {
  const text = params.get('direction') || 'backward';
  const lower = text.toLowerCase();
  if (lower !== 'forward' && lower !== 'backward') {
    throw new LogqlError(`invalid direction '${text}'`);
  }
  return lower;
}

/** Distance of the points of a range query; about 250 of them by default. */
export function stepParameter(
  params: URLSearchParams,
  { startNs, endNs }: { startNs: bigint; endNs: bigint },
): number {
  const text = params.get('step');
  if (text === null || text === '') {
    const seconds = Number((endNs - startNs) / 1_000_000_000n);
    return Math.max(1, Math.floor(seconds / 250)) * 1000;
  }
  const step = /^\d+(?:\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : parseDuration(text);
  if (!step || step < 0) {
    throw new LogqlError(
      'zero or negative query resolution step widths are not accepted. Try a positive integer',
    );
  }
  return step;
}

import { parseDuration } from '../promql/literals';
import { ApiError } from './respond';

// The ends of time in Go, which the API accepts and uses for "always".
const MIN_TIME_MS = -9_223_372_036_854_775;
const MAX_TIME_MS = 9_223_372_036_854_775;

function parseTime(text: string): number | undefined {
  if (/^[+-]?\d*\.?\d+(?:e[+-]?\d+)?$/i.test(text)) {
    return Math.round(Number(text) * 1000);
  }
  const match =
    /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.exec(
      text,
    );
  if (!match) return undefined;
  const whole = Date.parse(`${match[1]}${match[3]}`);
  if (Number.isNaN(whole)) return undefined;
  return whole + Math.round(Number(`0${match[2] ?? ''}`) * 1000);
}

/**
 * Reads a time: Unix seconds with fractions, or RFC 3339.
 *
 * @returns milliseconds
 * @throws ApiError naming the parameter
 */
export function timeParameter(
  params: URLSearchParams,
  name: string,
  fallbackMs?: number,
): number {
  const text = params.get(name) ?? '';
  if (text === '' && fallbackMs !== undefined) return fallbackMs;
  const time = parseTime(text);
  if (time === undefined || time < MIN_TIME_MS || time > MAX_TIME_MS) {
    throw ApiError.parameter(
      name,
      `${
        fallbackMs === undefined ? '' : `Invalid time value for '${name}': `
      }cannot parse "${text}" to a valid timestamp`,
    );
  }
  return time;
}

/**
 * Reads a length of time: seconds with fractions, or a Prometheus duration.
 *
 * @returns milliseconds
 * @throws ApiError naming the parameter
 */
export function durationParameter(
  params: URLSearchParams,
  name: string,
): number {
  const text = params.get(name) ?? '';
  const seconds = /^[+-]?\d*\.?\d+(?:e[+-]?\d+)?$/i.test(text)
    ? Number(text) * 1000
    : parseDuration(text);
  if (seconds === undefined || !Number.isFinite(seconds)) {
    throw ApiError.parameter(
      name,
      `cannot parse "${text}" to a valid duration`,
    );
  }
  return Math.round(seconds);
}

/** Writes a time as the API does: RFC 3339 with as many decimals as needed. */
export function formatTime(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\.?0*Z$/, 'Z');
}

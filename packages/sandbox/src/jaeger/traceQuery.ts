import type { Span, Trace } from './types';

/** A parameter that cannot be read. */
export class QueryError extends Error {}

/** What `/api/traces` is asked for. */
export interface TraceQuery {
  service: string;
  operation?: string;
  fromMs: number;
  toMs: number;
  limit: number;
  minDurationUs: number;
  maxDurationUs: number;
  tags: [key: string, value: string][];
}

const UNITS_US: Record<string, number> = {
  us: 1,
  µs: 1,
  ms: 1000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
};

function durationUs(name: string, text: string): number {
  let total = 0;
  const rest = text.replace(
    /(\d+(?:\.\d+)?)(us|µs|ms|s|m|h|d)/g,
    (_, amount: string, unit: string) => {
      total += Number(amount) * UNITS_US[unit];
      return '';
    },
  );
  if (text === '' || rest !== '') {
    throw new QueryError(
      `unable to parse param '${name}': time: invalid duration "${text}"`,
    );
  }
  return total;
}

function microseconds(
  params: URLSearchParams,
  name: string,
): number | undefined {
  const text = params.get(name);
  if (text === null || text === '') return undefined;
  if (!/^\d+$/.test(text)) {
    throw new QueryError(
      `unable to parse param '${name}': strconv.ParseInt: parsing "${text}": invalid syntax`,
    );
  }
  return Number(text) / 1000;
}

function parseTags(params: URLSearchParams): [string, string][] {
  const simple = params.getAll('tag').map((text): [string, string] => {
    const colon = text.indexOf(':');
    if (colon < 1) {
      throw new QueryError(
        `malformed 'tag' parameter, expecting key:value, received: ${text}`,
      );
    }
    return [text.slice(0, colon), text.slice(colon + 1)];
  });
  const json = params.getAll('tags').flatMap(text => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      value = undefined;
    }
    if (
      value === null ||
      typeof value !== 'object' ||
      Object.values(value).some(entry => typeof entry !== 'string')
    ) {
      throw new QueryError(
        `malformed 'tags' parameter, cannot unmarshal JSON: ${text}`,
      );
    }
    return Object.entries(value as Record<string, string>);
  });
  return [...simple, ...json];
}

/**
 * Reads the parameters of `/api/traces`.
 *
 * @throws QueryError
 */
export function parseTraceQuery(
  params: URLSearchParams,
  nowMs: number,
): TraceQuery {
  const service = params.get('service') ?? '';
  if (service === '') throw new QueryError("parameter 'service' is required");
  const limit = Number(params.get('limit') || 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1500) {
    throw new QueryError(
      `unable to parse param 'limit': "${params.get('limit')}"`,
    );
  }
  const toMs = microseconds(params, 'end') ?? nowMs;
  const lookback = params.get('lookback') || '1h';
  const lookbackMs =
    lookback === 'custom' ? 3_600_000 : durationUs('lookback', lookback) / 1000;
  const minimum = params.get('minDuration') ?? '';
  const maximum = params.get('maxDuration') ?? '';
  return {
    service,
    operation: params.get('operation') || undefined,
    fromMs: microseconds(params, 'start') ?? toMs - lookbackMs,
    toMs,
    limit,
    minDurationUs: minimum === '' ? 0 : durationUs('minDuration', minimum),
    maxDurationUs:
      maximum === '' ? Infinity : durationUs('maxDuration', maximum),
    tags: parseTags(params),
  };
}

function spanMatches(trace: Trace, span: Span, query: TraceQuery): boolean {
  const { serviceName } = trace.processes[span.processID];
  return (
    serviceName === query.service &&
    (!query.operation || span.operationName === query.operation) &&
    span.duration >= query.minDurationUs &&
    span.duration <= query.maxDurationUs &&
    query.tags.every(([key, value]) =>
      span.tags.some(tag => tag.key === key && String(tag.value) === value),
    )
  );
}

/** Whether one of the trace's spans meets all conditions of a query. */
export function traceMatches(trace: Trace, query: TraceQuery): boolean {
  return trace.spans.some(span => spanMatches(trace, span, query));
}

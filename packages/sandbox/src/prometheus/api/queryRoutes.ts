import type {
  LoopbackRequest,
  LoopbackResponse,
} from '../../loopback/LoopbackServer';
import type { Observability } from '../observability';
import { formatValue } from '../promql/literals';
import { prettifyPromql } from '../promql/prettifyPromql';
import { parsePromql } from '../promql/parsePromql';
import type { Point, QueryResult } from '../promql/runQuery';
import { queryInstant, queryRange } from '../promql/runQuery';
import { durationParameter, timeParameter } from './parameters';
import { ApiError, success } from './respond';

const MAX_POINTS = 11_000;

function pair([timeMs, value]: Point): [number, string] {
  return [timeMs / 1000, formatValue(value)];
}

function resultOf(answer: QueryResult): unknown {
  switch (answer.type) {
    case 'scalar':
      return pair(answer.point);
    case 'string':
      return [answer.timeMs / 1000, answer.value];
    case 'vector':
      return answer.series.map(({ metric, point }) => ({
        metric,
        value: pair(point),
      }));
    default:
      return answer.series.map(({ metric, points }) => ({
        metric,
        values: points.map(pair),
      }));
  }
}

/** `/api/v1/query`. */
export function instantQuery(
  { rules }: Observability,
  { params }: LoopbackRequest,
  nowMs: number,
): LoopbackResponse {
  const timeMs = timeParameter(params, 'time', nowMs);
  if (params.has('timeout')) durationParameter(params, 'timeout');
  const answer = queryInstant(rules, params.get('query') ?? '', timeMs);
  return success({ resultType: answer.type, result: resultOf(answer) });
}

/** `/api/v1/query_range`. */
export function rangeQuery(
  { rules }: Observability,
  { params }: LoopbackRequest,
): LoopbackResponse {
  const startMs = timeParameter(params, 'start');
  const endMs = timeParameter(params, 'end');
  if (endMs < startMs) {
    throw ApiError.parameter(
      'end',
      'end timestamp must not be before start time',
    );
  }
  const stepMs = durationParameter(params, 'step');
  if (stepMs <= 0) {
    throw ApiError.parameter(
      'step',
      'zero or negative query resolution step widths are not accepted. Try a positive integer',
    );
  }
  if ((endMs - startMs) / stepMs > MAX_POINTS) {
    throw new ApiError(
      'bad_data',
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
    );
  }
  if (params.has('timeout')) durationParameter(params, 'timeout');
  const series = queryRange(rules, params.get('query') ?? '', {
    startMs,
    endMs,
    stepMs,
  });
  const result = resultOf({ type: 'matrix', series });
  return success({ resultType: 'matrix', result });
}

/** `/api/v1/format_query`. */
export function formatQuery({ params }: LoopbackRequest): LoopbackResponse {
  return success(prettifyPromql(parsePromql(params.get('query') ?? '')));
}

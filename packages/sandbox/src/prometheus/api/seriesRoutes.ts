import type {
  LoopbackRequest,
  LoopbackResponse,
} from '../../loopback/LoopbackServer';
import type { Observability } from '../observability';
import { labelsKey } from '../promql/labels';
import type { Labels } from '../promql/labels';
import type { Matcher } from '../promql/matcher';
import { makeMatcher } from '../promql/matcher';
import { parsePromql } from '../promql/parsePromql';
import { PromqlError } from '../promql/PromqlError';
import type { Series } from '../promql/Series';
import { SCRAPE_INTERVAL_MS, clipSpans } from '../promql/Series';
import { timeParameter } from './parameters';
import { ApiError, success } from './respond';

function matcherSets(params: URLSearchParams): Matcher[][] {
  return params.getAll('match[]').map(text => {
    try {
      const expr = parsePromql(text);
      if (expr.kind !== 'selector') {
        throw PromqlError.badData('expected a series selector', 0);
      }
      return expr.matchers;
    } catch (error) {
      if (!(error instanceof PromqlError)) throw error;
      throw ApiError.parameter('match[]', error.describe(text));
    }
  });
}

/** Series of the matchers that have a sample in the range asked for. */
function matching(
  { rules }: Observability,
  params: URLSearchParams,
  sets: readonly (readonly Matcher[])[],
): Labels[] {
  const bounds = rules.bounds();
  const fromMs = timeParameter(params, 'start', -Infinity);
  const toMs = timeParameter(params, 'end', Infinity);
  if (toMs < fromMs) {
    throw ApiError.parameter(
      'end',
      'end timestamp must not be before start time',
    );
  }
  const from = Math.max(bounds.first, Math.ceil(fromMs / SCRAPE_INTERVAL_MS));
  const to = Math.min(bounds.last, Math.floor(toMs / SCRAPE_INTERVAL_MS));
  const hint = {
    fromMs: from * SCRAPE_INTERVAL_MS,
    toMs: to * SCRAPE_INTERVAL_MS,
  };
  const there = (series: Series) => clipSpans(series, from, to).length > 0;
  const found = new Map<string, Labels>();
  for (const set of sets) {
    for (const series of rules.select(set, hint).filter(there)) {
      found.set(labelsKey(series.labels), series.labels);
    }
  }
  return [...found.values()];
}

function matchingOrAll(
  observability: Observability,
  params: URLSearchParams,
): Labels[] {
  const sets = matcherSets(params);
  const all = [[makeMatcher('__name__', '!=', '')]];
  return matching(observability, params, sets.length > 0 ? sets : all);
}

/** `/api/v1/series`. */
export function listSeries(
  observability: Observability,
  { params }: LoopbackRequest,
): LoopbackResponse {
  const sets = matcherSets(params);
  if (sets.length === 0) {
    throw new ApiError('bad_data', 'no match[] parameter provided');
  }
  return success(matching(observability, params, sets));
}

/** `/api/v1/labels`. */
export function listLabels(
  observability: Observability,
  { params }: LoopbackRequest,
): LoopbackResponse {
  const names = matchingOrAll(observability, params).flatMap(labels =>
    Object.keys(labels),
  );
  return success([...new Set(names)].sort());
}

/** `/api/v1/label/<name>/values`. */
export function listLabelValues(
  observability: Observability,
  { params }: LoopbackRequest,
  name: string,
): LoopbackResponse {
  if (!/^[a-zA-Z_]\w*$/.test(name)) {
    throw new ApiError('bad_data', `invalid label name: "${name}"`);
  }
  const values = matchingOrAll(observability, params)
    .map(labels => labels[name])
    .filter(value => value !== undefined);
  return success([...new Set(values)].sort());
}

/** `/api/v1/metadata`. */
export function listMetadata(
  { model }: Observability,
  { params }: LoopbackRequest,
): LoopbackResponse {
  const metric = params.get('metric');
  const limit = Number(params.get('limit') ?? -1);
  if (!Number.isInteger(limit)) {
    throw new ApiError('bad_data', 'limit must be a number');
  }
  const families = model
    .metadata()
    .filter(({ name }) => !metric || name === metric)
    .slice(0, limit >= 0 ? limit : undefined);
  return success(
    Object.fromEntries(
      families.map(({ name, type, help }) => [
        name,
        [{ type, help, unit: '' }],
      ]),
    ),
  );
}

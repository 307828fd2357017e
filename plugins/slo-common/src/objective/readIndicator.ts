import { fractionFromDecimal } from '../numbers/fraction';
import { parseDuration } from '../openslo/duration';
import type {
  MetricSpec,
  SliSpec,
  SloObjectiveSpec,
  SloSpec,
} from '../openslo/types';
import {
  readQueryTemplate,
  type QueryBindings,
  type QueryTemplate,
} from '../promql/QueryTemplate';
import { parseSelector } from '../promql/selector';
import { SLOT_SECONDS, type Indicator, type Objective } from './types';

/** The measured side of an objective. */
export interface ReadIndicator {
  indicator: Indicator;
  metricSource?: string;
  slice?: Objective['slice'];
}

class NotComputable extends Error {}

function queryOf(
  metric: MetricSpec,
  bindings: QueryBindings,
  options: { instant?: boolean } = {},
): QueryTemplate {
  const { type, spec } = metric.metricSource;
  if (type !== undefined && type.toLowerCase() !== 'prometheus') {
    throw new NotComputable(`metrics of type ${type} are not read`);
  }
  const result = readQueryTemplate(spec.query, bindings, options);
  if (!result.template) throw new NotComputable(result.reason);
  return result.template;
}

/** The one source all metrics of an indicator name. */
function sourceOf(metrics: MetricSpec[]): string | undefined {
  const names = new Set(metrics.map(m => m.metricSource.metricSourceRef || ''));
  if (names.size > 1) {
    throw new NotComputable(
      `good or bad and total come from different metric sources: ${[...names]
        .map(name => name || 'the default')
        .join(', ')}`,
    );
  }
  return [...names][0] || undefined;
}

function readRatio(
  ratio: NonNullable<SliSpec['ratioMetric']>,
  bindings: QueryBindings,
  absentErrors: 'zero' | 'unproven',
): { indicator: Indicator; metricSource?: string } {
  if (ratio.raw) {
    const query = queryOf(ratio.raw, bindings);
    if (query.form === 'selector') {
      throw new NotComputable('a raw ratio needs {{.window}} in its query');
    }
    return {
      indicator: { kind: 'raw', query, rawType: ratio.rawType ?? 'success' },
      metricSource: sourceOf([ratio.raw]),
    };
  }
  const side = ratio.good ?? ratio.bad;
  if (!side || !ratio.total) throw new NotComputable('the ratio is incomplete');
  const part = queryOf(side, bindings);
  const total = queryOf(ratio.total, bindings);
  const plain = [part, total].some(q => q.form === 'selector');
  if (plain && ratio.counter === false) {
    throw new NotComputable(
      'counter is false, so the query needs {{.window}} to say how it is counted',
    );
  }
  const bucket =
    part.form === 'selector'
      ? parseSelector(part.text)?.matchers.find(m => m.label === 'le')?.value
      : undefined;
  return {
    indicator: {
      kind: 'ratio',
      ...(ratio.good ? { good: part } : { bad: part }),
      total,
      absentErrors,
      bucket,
    },
    metricSource: sourceOf([side, ratio.total]),
  };
}

function readSlice(
  objective: SloObjectiveSpec,
  spec: SloSpec,
): Objective['slice'] {
  if (spec.budgetingMethod === 'Occurrences') return undefined;
  const seconds = parseDuration(objective.timeSliceWindow)?.seconds ?? 0;
  if (
    seconds < SLOT_SECONDS ||
    3_600 % seconds !== 0 ||
    seconds % SLOT_SECONDS
  ) {
    throw new NotComputable(
      `time slices of ${objective.timeSliceWindow} are not measured; possible are 5m, 10m, 15m, 20m, 30m and 1h`,
    );
  }
  return {
    seconds,
    target:
      objective.timeSliceTarget === undefined
        ? undefined
        : fractionFromDecimal(objective.timeSliceTarget),
  };
}

/**
 * What an objective measures. A valid document whose queries cannot be
 * evaluated here gives an opaque indicator with the reason, never a guess.
 */
export function readIndicator(options: {
  sli: SliSpec;
  spec: SloSpec;
  objective: SloObjectiveSpec;
  bindings: QueryBindings;
  absentErrors: 'zero' | 'unproven';
}): ReadIndicator {
  const { sli, spec, objective, bindings, absentErrors } = options;
  try {
    const slice = readSlice(objective, spec);
    if (sli.ratioMetric) {
      return { ...readRatio(sli.ratioMetric, bindings, absentErrors), slice };
    }
    if (!sli.thresholdMetric || objective.op === undefined) {
      throw new NotComputable('the indicator has no metric');
    }
    if (spec.budgetingMethod === 'RatioTimeslices') {
      throw new NotComputable('a threshold has no ratio to average');
    }
    return {
      slice,
      metricSource: sourceOf([sli.thresholdMetric]),
      indicator: {
        kind: 'threshold',
        query: queryOf(sli.thresholdMetric, bindings, { instant: true }),
        op: objective.op,
        value: objective.value ?? 0,
      },
    };
  } catch (error) {
    if (!(error instanceof NotComputable)) throw error;
    return { indicator: { kind: 'opaque', reason: error.message } };
  }
}

import { describeFound, type Problem } from '@chat2sql/plugin-platform-common';
import { parseSelector } from '../promql/selector';
import type { MetricSpec, SliSpec } from './types';

/** A piece of advice, before it is placed in its document. */
export type Advice = Pick<Problem, 'path' | 'message' | 'found' | 'allowed'>;

function bucketAdvice(path: string, metric: MetricSpec | undefined): Advice[] {
  const { query } = metric?.metricSource.spec ?? {};
  if (typeof query !== 'string') return [];
  const at = `${path}.metricSource.spec.query`;
  const selector = parseSelector(
    query.replace(/\{\{\s*\.(?:environment|namespace)\s*\}\}/g, 'x').trim(),
  );
  if (!selector?.metric?.endsWith('_bucket')) return [];
  const le = selector.matchers.find(m => m.label === 'le');
  if (!le) {
    return [
      {
        path: at,
        message:
          'a histogram bucket needs a matcher for le, or every bucket counts',
        found: describeFound(selector.metric),
        allowed: 'for example le="0.1"',
      },
    ];
  }
  if (le.op === '=' && /^[0-9]+$/.test(le.value)) {
    return [
      {
        path: at,
        message: 'Prometheus 3 writes whole bucket bounds with a decimal point',
        found: `le="${le.value}"`,
        allowed: `le=~"${le.value}(\\\\.0)?"`,
      },
    ];
  }
  return [];
}

/** Advice on the buckets of a histogram. */
export function sliAdvice(path: string, sli: SliSpec): Advice[] {
  const { ratioMetric } = sli;
  return ['good', 'bad', 'total'].flatMap(key =>
    bucketAdvice(
      `${path}.ratioMetric.${key}`,
      ratioMetric?.[key as 'good' | 'bad' | 'total'],
    ),
  );
}

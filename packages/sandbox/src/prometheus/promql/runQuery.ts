import type { Expr, MatrixSelector, SubqueryExpr } from './ast';
import { unwrapParens } from './ast';
import { Evaluator } from './Evaluator';
import type { Labels } from './labels';
import { compareLabels } from './labels';
import { parsePromql } from './parsePromql';
import { PromqlError } from './PromqlError';
import { typeOf } from './checkTypes';
import { referenceTime, startEvaluation } from './selectSeries';
import type { Evaluation } from './selectSeries';
import type { SeriesSource } from './Series';
import { SCRAPE_INTERVAL_MS, clipSpans } from './Series';

/** A sample: Unix time in milliseconds and value. */
export type Point = [timeMs: number, value: number];

/** Labels and samples of one series of a result. */
export interface MatrixSeries {
  metric: Labels;
  points: Point[];
}

/** Result of a query, in the four types of the HTTP API. */
export type QueryResult =
  | { type: 'scalar'; point: Point }
  | { type: 'string'; timeMs: number; value: string }
  | { type: 'vector'; series: { metric: Labels; point: Point }[] }
  | { type: 'matrix'; series: MatrixSeries[] };

function rawRange(
  evaluation: Evaluation,
  range: MatrixSelector,
  timeMs: number,
): MatrixSeries[] {
  const end = referenceTime(evaluation, timeMs, range.selector);
  const { bounds } = evaluation;
  const from = Math.ceil((end - range.rangeMs) / SCRAPE_INTERVAL_MS);
  const to = Math.floor(end / SCRAPE_INTERVAL_MS);
  const result: MatrixSeries[] = [];
  for (const series of evaluation.source.select(range.selector.matchers, {
    fromMs: end - range.rangeMs,
    toMs: end,
  })) {
    const points: Point[] = [];
    for (const span of clipSpans(
      series,
      Math.max(from, bounds.first),
      Math.min(to, bounds.last),
    )) {
      evaluation.visit(span.to - span.from + 1);
      for (let i = span.from; i <= span.to; i++) {
        points.push([i * SCRAPE_INTERVAL_MS, series.at(i)]);
      }
    }
    if (points.length > 0) result.push({ metric: series.labels, points });
  }
  return result;
}

function subqueryRange(
  evaluation: Evaluation,
  range: SubqueryExpr,
  timeMs: number,
): MatrixSeries[] {
  const stepMs = range.stepMs ?? SCRAPE_INTERVAL_MS;
  const end = referenceTime(evaluation, timeMs, range);
  const startMs = Math.ceil((end - range.rangeMs) / stepMs) * stepMs;
  const count = Math.max(0, Math.floor((end - startMs) / stepMs) + 1);
  return matrixOf(evaluation, range.expr, { startMs, stepMs, count });
}

function matrixOf(
  evaluation: Evaluation,
  expr: Expr,
  steps: { startMs: number; stepMs: number; count: number },
): MatrixSeries[] {
  const { startMs, stepMs, count } = steps;
  const value = new Evaluator(evaluation).evaluate(expr, steps);
  const time = (step: number) => startMs + step * stepMs;
  if (value.type === 'string') return [];
  if (value.type === 'scalar') {
    const points = Array.from(
      value.values,
      (v, step): Point => [time(step), v],
    );
    return [{ metric: {}, points }];
  }
  const result: MatrixSeries[] = [];
  for (const { labels, values, present } of value.series) {
    const points: Point[] = [];
    for (let step = 0; step < count; step++) {
      if (present[step]) points.push([time(step), values[step]]);
    }
    if (points.length > 0) result.push({ metric: labels, points });
  }
  return result.sort((a, b) => compareLabels(a.metric, b.metric));
}

/**
 * Evaluates a query at one instant.
 *
 * @throws PromqlError
 */
export function queryInstant(
  source: SeriesSource,
  query: string | Expr,
  timeMs: number,
): QueryResult {
  const expr = typeof query === 'string' ? parsePromql(query) : query;
  const evaluation = startEvaluation(source, timeMs, timeMs);
  const inner = unwrapParens(expr);
  if (inner.kind === 'matrix') {
    return { type: 'matrix', series: rawRange(evaluation, inner, timeMs) };
  }
  if (inner.kind === 'subquery') {
    return { type: 'matrix', series: subqueryRange(evaluation, inner, timeMs) };
  }
  const steps = { startMs: timeMs, stepMs: 1000, count: 1 };
  const value = new Evaluator(evaluation).evaluate(expr, steps);
  if (value.type === 'string') return { ...value, timeMs };
  if (value.type === 'scalar') {
    return { type: 'scalar', point: [timeMs, value.values[0]] };
  }
  return {
    type: 'vector',
    series: value.series
      .filter(({ present }) => present[0])
      .map(({ labels, values }) => ({
        metric: labels,
        point: [timeMs, values[0]],
      })),
  };
}

/**
 * Evaluates a query at several instants, from start to end by a step.
 *
 * @throws PromqlError
 */
export function queryRange(
  source: SeriesSource,
  query: string | Expr,
  range: { startMs: number; endMs: number; stepMs: number },
): MatrixSeries[] {
  const expr = typeof query === 'string' ? parsePromql(query) : query;
  const type = typeOf(expr);
  if (type !== 'scalar' && type !== 'vector') {
    throw PromqlError.badData(
      `invalid expression type "${
        type === 'matrix' ? 'range vector' : type
      }" for range query, must be Scalar or instant Vector`,
    );
  }
  const { startMs, endMs, stepMs } = range;
  const count = Math.floor((endMs - startMs) / stepMs) + 1;
  const evaluation = startEvaluation(source, startMs, endMs);
  return matrixOf(evaluation, expr, { startMs, stepMs, count });
}

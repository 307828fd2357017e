import type {
  CallExpr,
  Expr,
  MatrixSelector,
  SubqueryExpr,
  VectorSelector,
} from './ast';
import { unwrapParens } from './ast';
import { evalAggregate } from './evalAggregate';
import { evalBinary } from './evalBinary';
import { histogramQuantile } from './histogramQuantile';
import { dropName } from './labels';
import type { RangeFunction } from './rangeFunctions';
import { RANGE_FUNCTIONS } from './rangeFunctions';
import type { Evaluation } from './selectSeries';
import {
  applyToPoints,
  applyToRange,
  referenceTime,
  selectInstant,
} from './selectSeries';
import { SCRAPE_INTERVAL_MS } from './Series';
import type { StepScalar, Steps, StepVector, Value } from './StepVector';
import { mapVector } from './StepVector';
import {
  VALUE_FUNCTIONS,
  absent,
  labelReplace,
  mapValues,
  sortVector,
  toScalar,
  toVector,
} from './vectorFunctions';

/** Step of subqueries that name none: the server's evaluation interval. */
const DEFAULT_SUBQUERY_STEP_MS = 60_000;

/** Evaluates a checked expression at several instants in one pass. */
export class Evaluator {
  constructor(private readonly evaluation: Evaluation) {}

  /** @throws PromqlError when the evaluation fails as it would in Prometheus */
  evaluate(expr: Expr, steps: Steps): Value {
    switch (expr.kind) {
      case 'number':
        return {
          type: 'scalar',
          values: new Float64Array(steps.count).fill(expr.value),
        };
      case 'string':
        return { type: 'string', value: expr.value };
      case 'paren':
        return this.evaluate(expr.expr, steps);
      case 'unary':
        return this.sign(expr.op, this.evaluate(expr.expr, steps));
      case 'binary': {
        const left = this.evaluate(expr.left, steps);
        const right = this.evaluate(expr.right, steps);
        return evalBinary(expr, left, right, steps.count);
      }
      case 'aggregate': {
        const params = expr.param && this.scalar(expr.param, steps).values;
        const vector = this.vector(expr.expr, steps);
        return evalAggregate(expr, vector, params, steps.count);
      }
      case 'call':
        return this.call(expr, steps);
      case 'selector':
        return selectInstant(this.evaluation, expr, steps);
      default:
        throw new Error('ranges are evaluated by the functions over them');
    }
  }

  private scalar(expr: Expr, steps: Steps): StepScalar {
    const value = this.evaluate(expr, steps);
    if (value.type !== 'scalar') throw new Error('type checks failed');
    return value;
  }

  private vector(expr: Expr, steps: Steps): StepVector {
    const value = this.evaluate(expr, steps);
    if (value.type !== 'vector') throw new Error('type checks failed');
    return value;
  }

  private string(expr: Expr): string {
    const inner = unwrapParens(expr);
    if (inner.kind !== 'string') throw new Error('type checks failed');
    return inner.value;
  }

  private sign(op: '+' | '-', value: Value): Value {
    if (op === '+' || value.type === 'string') return value;
    return value.type === 'scalar'
      ? { type: 'scalar', values: value.values.map(v => -v) }
      : mapVector(value, dropName, v => -v);
  }

  private call({ func, args }: CallExpr, steps: Steps): Value {
    const ranged = RANGE_FUNCTIONS.get(func);
    if (ranged) {
      return this.overRange(args[0], steps, ranged, func === 'last_over_time');
    }
    if (VALUE_FUNCTIONS.has(func)) {
      const parameter = args[1] && this.scalar(args[1], steps).values;
      return mapValues(func, this.vector(args[0], steps), parameter);
    }
    const { count, startMs, stepMs } = steps;
    switch (func) {
      case 'time':
        return {
          type: 'scalar',
          values: Float64Array.from(
            { length: count },
            (_, step) => (startMs + step * stepMs) / 1000,
          ),
        };
      case 'vector':
        return toVector(this.scalar(args[0], steps));
      case 'scalar':
        return toScalar(this.vector(args[0], steps), count);
      case 'timestamp':
        return this.timestamps(args[0], steps);
      case 'absent':
      case 'absent_over_time':
        return this.absent(func, args[0], steps);
      case 'sort':
      case 'sort_desc': {
        const vector = this.vector(args[0], steps);
        return sortVector(vector, func === 'sort_desc', count);
      }
      case 'histogram_quantile': {
        const quantiles = this.scalar(args[0], steps).values;
        return histogramQuantile(quantiles, this.vector(args[1], steps), count);
      }
      case 'label_replace':
        return labelReplace(
          this.vector(args[0], steps),
          args.slice(1).map(arg => this.string(arg)),
        );
      default:
        throw new Error(`function ${func} has a signature but no evaluation`);
    }
  }

  private absent(func: string, arg: Expr, steps: Steps): StepVector {
    const inner = unwrapParens(arg);
    const vector =
      func === 'absent'
        ? this.vector(arg, steps)
        : this.overRange(arg, steps, ({ window }) => window.count, true);
    const matchers =
      (inner.kind === 'selector' && inner.matchers) ||
      (inner.kind === 'matrix' && inner.selector.matchers) ||
      [];
    return absent(vector, matchers, steps.count);
  }

  private timestamps(arg: Expr, steps: Steps): StepVector {
    const inner = unwrapParens(arg);
    if (inner.kind === 'selector') {
      return this.sampleTimes(inner, steps);
    }
    return mapVector(
      this.vector(arg, steps),
      dropName,
      (_, step) => (steps.startMs + step * steps.stepMs) / 1000,
    );
  }

  private sampleTimes(selector: VectorSelector, steps: Steps): StepVector {
    return mapVector(
      selectInstant(
        this.evaluation,
        selector,
        steps,
        (_, index) => (index * SCRAPE_INTERVAL_MS) / 1000,
      ),
      dropName,
      value => value,
    );
  }

  private overRange(
    arg: Expr,
    steps: Steps,
    func: RangeFunction,
    keepName: boolean,
  ): StepVector {
    const range = unwrapParens(arg) as MatrixSelector | SubqueryExpr;
    if (range.kind === 'matrix') {
      return applyToRange(this.evaluation, range, steps, func, keepName);
    }
    const points = this.subquerySteps(range, steps);
    const vector = this.vector(range.expr, points);
    return applyToPoints(
      this.evaluation,
      vector,
      points,
      range,
      steps,
      func,
      keepName,
    );
  }

  /** The instants a subquery evaluates, at whole multiples of its step. */
  private subquerySteps(subquery: SubqueryExpr, steps: Steps): Steps {
    const stepMs = subquery.stepMs ?? DEFAULT_SUBQUERY_STEP_MS;
    const last = steps.startMs + (steps.count - 1) * steps.stepMs;
    const from =
      referenceTime(this.evaluation, steps.startMs, subquery) -
      subquery.rangeMs;
    const to = referenceTime(this.evaluation, last, subquery);
    const startMs = Math.ceil(from / stepMs) * stepMs;
    const count = Math.max(0, Math.floor((to - startMs) / stepMs) + 1);
    this.evaluation.visit(count);
    return { startMs, stepMs, count };
  }
}

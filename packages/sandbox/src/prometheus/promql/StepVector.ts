import type { Labels } from './labels';
import { formatLabels, labelsKey } from './labels';
import { PromqlError } from './PromqlError';

/** The instants at which a query is evaluated. */
export interface Steps {
  startMs: number;
  stepMs: number;
  count: number;
}

/** One series of a result: a value, or none, at each instant. */
export interface StepSeries {
  labels: Labels;
  values: Float64Array;
  present: Uint8Array;
}

/** An instant vector at each of several instants. */
export interface StepVector {
  type: 'vector';
  series: StepSeries[];
}

/** A scalar at each of several instants. */
export interface StepScalar {
  type: 'scalar';
  values: Float64Array;
}

/** A string. */
interface StringValue {
  type: 'string';
  value: string;
}

/** Result of an expression, range expressions apart. */
export type Value = StepVector | StepScalar | StringValue;

/** A series without any value yet. */
export function emptySeries(labels: Labels, count: number): StepSeries {
  return {
    labels,
    values: new Float64Array(count),
    present: new Uint8Array(count),
  };
}

/**
 * Gathers values into series by their labels, in the order in which the labels
 * first appear.
 */
export class VectorBuilder {
  private readonly byKey = new Map<string, StepSeries>();

  constructor(private readonly count: number) {}

  /** @throws PromqlError when the labels have a value at this step already */
  set(step: number, labels: Labels, value: number): void {
    const key = labelsKey(labels);
    let series = this.byKey.get(key);
    if (!series) {
      series = emptySeries(labels, this.count);
      this.byKey.set(key, series);
    }
    if (series.present[step]) {
      throw PromqlError.execution(
        'vector cannot contain metrics with the same labelset',
      );
    }
    series.present[step] = 1;
    series.values[step] = value;
  }

  build(): StepVector {
    return { type: 'vector', series: [...this.byKey.values()] };
  }
}

/**
 * A vector with other labels and values, series by series.
 *
 * @param value - the new value, or undefined for none
 * @throws PromqlError when two series end up with equal labels at one instant
 */
export function mapVector(
  vector: StepVector,
  relabel: (labels: Labels) => Labels,
  value: (old: number, step: number) => number | undefined,
): StepVector {
  const byKey = new Map<string, StepSeries>();
  for (const { labels, values, present } of vector.series) {
    const count = values.length;
    const result = emptySeries(relabel(labels), count);
    const key = labelsKey(result.labels);
    const merged = byKey.get(key) ?? result;
    for (let step = 0; step < count; step++) {
      if (!present[step]) continue;
      const mapped = value(values[step], step);
      if (mapped === undefined) continue;
      if (merged.present[step]) {
        throw PromqlError.execution(
          'vector cannot contain metrics with the same labelset',
        );
      }
      merged.present[step] = 1;
      merged.values[step] = mapped;
    }
    byKey.set(key, merged);
  }
  return { type: 'vector', series: [...byKey.values()] };
}

/** Series names for messages. */
export function describeSeries(series: readonly StepSeries[]): string {
  return series.map(({ labels }) => formatLabels(labels)).join(', ');
}

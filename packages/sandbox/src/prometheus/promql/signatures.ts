import type { Matching } from './ast';
import { METRIC_NAME, keepLabels, labelsKey, withoutLabels } from './labels';
import type { Labels } from './labels';
import type { StepSeries } from './StepVector';

/** The labels by which two vectors are matched. */
export function matchLabels(labels: Labels, matching: Matching): Labels {
  return matching.on
    ? keepLabels(labels, matching.labels)
    : withoutLabels(labels, [...matching.labels, METRIC_NAME]);
}

/** Numbers series by the labels that are matched; equal labels, equal number. */
export class Signatures {
  private readonly ids = new Map<string, number>();

  constructor(private readonly matching: Matching) {}

  get size(): number {
    return this.ids.size;
  }

  /** Number of each series in turn. */
  number(series: readonly StepSeries[]): Int32Array {
    return Int32Array.from(series, ({ labels }) => {
      const key = labelsKey(matchLabels(labels, this.matching));
      let id = this.ids.get(key);
      if (id === undefined) {
        id = this.ids.size;
        this.ids.set(key, id);
      }
      return id;
    });
  }
}

import type { Labels } from './labels';
import { dropName, makeLabels } from './labels';
import { compilePattern } from './matcher';
import type { Matcher } from './matcher';
import { METRIC_NAME } from './labels';
import { PromqlError } from './PromqlError';
import type { StepScalar, StepVector } from './StepVector';
import { emptySeries, mapVector } from './StepVector';

/** Functions of one value and, for some, one parameter. */
export const VALUE_FUNCTIONS: ReadonlyMap<
  string,
  (value: number, parameter: number) => number
> = new Map<string, (value: number, parameter: number) => number>([
  ['abs', Math.abs],
  ['ceil', Math.ceil],
  ['floor', Math.floor],
  [
    'round',
    (value, to) => {
      const inverse = 1 / to;
      return Math.floor(value * inverse + 0.5) / inverse;
    },
  ],
  ['clamp_min', (value, min) => Math.max(value, min)],
  ['clamp_max', (value, max) => Math.min(value, max)],
]);

/** Evaluates one of {@link VALUE_FUNCTIONS}. */
export function mapValues(
  name: string,
  vector: StepVector,
  parameter: Float64Array | undefined,
): StepVector {
  const func = VALUE_FUNCTIONS.get(name)!;
  return mapVector(vector, dropName, (value, step) =>
    func(value, parameter ? parameter[step] : 1),
  );
}

/** `vector`: a scalar as a vector with one series without labels. */
export function toVector({ values }: StepScalar): StepVector {
  return {
    type: 'vector',
    series: [
      {
        labels: makeLabels({}),
        values,
        present: new Uint8Array(values.length).fill(1),
      },
    ],
  };
}

/** `scalar`: the value of a vector of one series, NaN for any other vector. */
export function toScalar({ series }: StepVector, count: number): StepScalar {
  const values = new Float64Array(count);
  for (let step = 0; step < count; step++) {
    const there = series.filter(({ present }) => present[step]);
    values[step] = there.length === 1 ? there[0].values[step] : NaN;
  }
  return { type: 'scalar', values };
}

/** Labels that `absent` gives: those that the selector asks for by equality, once. */
function labelsOfAbsent(matchers: readonly Matcher[]): Labels {
  const labels: Record<string, string> = {};
  const seen = new Set<string>();
  for (const { name, op, value } of matchers) {
    if (name === METRIC_NAME) continue;
    if (op === '=' && !seen.has(name)) {
      labels[name] = value;
      seen.add(name);
    } else delete labels[name];
  }
  return makeLabels(labels);
}

/**
 * `absent` and `absent_over_time`: 1 where the vector is empty.
 *
 * @param matchers - those of the selector, when the argument is one
 */
export function absent(
  vector: StepVector,
  matchers: readonly Matcher[],
  count: number,
): StepVector {
  const result = emptySeries(labelsOfAbsent(matchers), count);
  let any = false;
  for (let step = 0; step < count; step++) {
    if (vector.series.some(({ present }) => present[step])) continue;
    result.values[step] = 1;
    result.present[step] = 1;
    any = true;
  }
  return { type: 'vector', series: any ? [result] : [] };
}

/** `sort` and `sort_desc`; NaN comes last. Only an instant query shows the order. */
export function sortVector(
  vector: StepVector,
  descending: boolean,
  count: number,
): StepVector {
  if (count !== 1) return vector;
  const series = [...vector.series].sort((x, y) => {
    const [a, b] = [x.values[0], y.values[0]];
    const nan = Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    if (nan !== 0) return nan;
    if (a === b) return 0;
    return a < b === descending ? 1 : -1;
  });
  return { type: 'vector', series };
}

function expand(template: string, match: RegExpExecArray): string {
  return template.replace(
    /\$(?:\$|(\w+)|\{(\w+)\})/g,
    (whole, plain?: string, braced?: string) => {
      if (whole === '$$') return '$';
      const name = plain ?? braced ?? '';
      const value = /^\d+$/.test(name)
        ? match[Number(name)]
        : match.groups?.[name];
      return value ?? '';
    },
  );
}

function patternOf(pattern: string): RegExp {
  try {
    return compilePattern(pattern);
  } catch {
    throw PromqlError.execution(
      `invalid regular expression in label_replace(): ${pattern}`,
    );
  }
}

/** Evaluates `label_replace`. */
export function labelReplace(
  vector: StepVector,
  [target, replacement, source, pattern]: readonly string[],
): StepVector {
  if (!/^[a-zA-Z_]\w*$/.test(target)) {
    throw PromqlError.execution(
      `invalid destination label name in label_replace(): ${target}`,
    );
  }
  const regex = patternOf(pattern);
  return mapVector(
    vector,
    labels => {
      const match = regex.exec(labels[source] ?? '');
      if (!match) return labels;
      return makeLabels({ ...labels, [target]: expand(replacement, match) });
    },
    value => value,
  );
}

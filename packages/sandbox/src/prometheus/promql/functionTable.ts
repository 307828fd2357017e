import type { ValueType } from './ast';

/** Signature of a function. */
export interface FunctionSignature {
  args: readonly ValueType[];
  /** How many of the last arguments may be left out. */
  optional?: number;
  returns: ValueType;
}

const overTime: FunctionSignature = { args: ['matrix'], returns: 'vector' };
const onVector: FunctionSignature = { args: ['vector'], returns: 'vector' };

/** The functions that are evaluated. */
export const FUNCTIONS: ReadonlyMap<string, FunctionSignature> = new Map([
  ['rate', overTime],
  ['increase', overTime],
  ['irate', overTime],
  ['delta', overTime],
  ['changes', overTime],
  ['resets', overTime],
  ['sum_over_time', overTime],
  ['avg_over_time', overTime],
  ['min_over_time', overTime],
  ['max_over_time', overTime],
  ['count_over_time', overTime],
  ['last_over_time', overTime],
  ['present_over_time', overTime],
  ['absent_over_time', overTime],
  ['absent', onVector],
  ['abs', onVector],
  ['ceil', onVector],
  ['floor', onVector],
  ['sort', onVector],
  ['sort_desc', onVector],
  ['timestamp', onVector],
  ['round', { args: ['vector', 'scalar'], optional: 1, returns: 'vector' }],
  ['clamp_min', { args: ['vector', 'scalar'], returns: 'vector' }],
  ['clamp_max', { args: ['vector', 'scalar'], returns: 'vector' }],
  ['histogram_quantile', { args: ['scalar', 'vector'], returns: 'vector' }],
  [
    'label_replace',
    {
      args: ['vector', 'string', 'string', 'string', 'string'],
      returns: 'vector',
    },
  ],
  ['vector', { args: ['scalar'], returns: 'vector' }],
  ['scalar', { args: ['vector'], returns: 'scalar' }],
  ['time', { args: [], returns: 'scalar' }],
]);

import type { Matcher } from '../../prometheus/promql/matcher';

/** Keeps or drops lines by their text. */
interface LineFilter {
  kind: 'line';
  op: '|=' | '!=' | '|~' | '!~';
  text: string;
  keeps(line: string): boolean;
}

/** Reads the fields of lines that are JSON objects into labels. */
interface JsonStage {
  kind: 'json';
}

/** Keeps lines by a label. */
export interface LabelFilter {
  kind: 'label';
  name: string;
  keeps(value: string): boolean;
}

/** A step of a pipeline. */
export type Stage = LineFilter | JsonStage | LabelFilter;

/** Streams and what happens to their lines. */
export interface LogQuery {
  kind: 'logs';
  matchers: Matcher[];
  stages: Stage[];
}

/** Lines counted over ranges of time. */
export interface RangeQuery {
  kind: 'range';
  func: 'count_over_time' | 'rate';
  logs: LogQuery;
  rangeMs: number;
}

/** Counts added up over labels. */
export interface VectorQuery {
  kind: 'vector';
  op: 'sum' | 'min' | 'max' | 'avg' | 'count';
  grouping: string[];
  without: boolean;
  expr: MetricQuery;
}

/** A query that gives numbers. */
export type MetricQuery = RangeQuery | VectorQuery;

/** A query. */
export type LogQl = LogQuery | MetricQuery;

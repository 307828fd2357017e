/** A tag of a span or process. */
export interface Tag {
  key: string;
  type: 'string' | 'int64' | 'bool';
  value: string | number | boolean;
}

/** A span, in the form of the query API; times in microseconds. */
export interface Span {
  traceID: string;
  spanID: string;
  operationName: string;
  references: { refType: 'CHILD_OF'; traceID: string; spanID: string }[];
  startTime: number;
  duration: number;
  tags: Tag[];
  logs: never[];
  processID: string;
  warnings: null;
}

/** A trace, in the form of the query API. */
export interface Trace {
  traceID: string;
  spans: Span[];
  processes: Record<string, { serviceName: string; tags: Tag[] }>;
  warnings: null;
}

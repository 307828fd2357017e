import { z } from 'zod';
import { UpstreamError } from '../http/UpstreamError';
import type {
  InstantSeries,
  PrometheusAlert,
  PrometheusRule,
  RangeSeries,
  Sample,
} from './types';

// Shapes of https://prometheus.io/docs/prometheus/latest/querying/api/. Unknown
// fields are left aside: servers add some with every release.

const sampleSchema = z.tuple([z.number(), z.string()]);
const metricSchema = z.record(z.string(), z.string());
const labelsSchema = z.record(z.string(), z.string()).default({});

const dataSchema = z.discriminatedUnion('resultType', [
  z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: metricSchema, value: sampleSchema })),
  }),
  z.object({
    resultType: z.literal('matrix'),
    result: z.array(
      z.object({ metric: metricSchema, values: z.array(sampleSchema) }),
    ),
  }),
  z.object({ resultType: z.literal('scalar'), result: sampleSchema }),
]);

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          name: z.string(),
          type: z.enum(['alerting', 'recording']),
          query: z.string(),
          health: z.string().default('unknown'),
          lastError: z.string().optional(),
          labels: labelsSchema,
          annotations: labelsSchema,
        }),
      ),
    }),
  ),
});

const alertsSchema = z.object({
  alerts: z.array(
    z.object({
      state: z.string(),
      activeAt: z.string().default(''),
      value: z.string().default(''),
      labels: labelsSchema,
      annotations: labelsSchema,
    }),
  ),
});

const envelopeSchema = z.object({
  status: z.enum(['success', 'error']),
  data: z.unknown().optional(),
  errorType: z.string().optional(),
  error: z.string().optional(),
  warnings: z.array(z.string()).nullish(),
});

/** Reads a sample value: the API writes numbers as strings, NaN and infinities included. */
export function parseSampleValue(text: string): number {
  switch (text) {
    case 'NaN':
      return NaN;
    case '+Inf':
    case 'Inf':
      return Infinity;
    case '-Inf':
      return -Infinity;
    default:
      return Number(text);
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown, source: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UpstreamError({
    source,
    failure: 'malformed',
    detail: `unexpected ${issue.path.join('.') || 'answer'}`,
  });
}

/** Finds the server's words in an error answer. */
export function readPrometheusError(body: unknown): string | undefined {
  const envelope = envelopeSchema.safeParse(body);
  if (!envelope.success) return undefined;
  const { errorType, error } = envelope.data;
  return [errorType, error].filter(Boolean).join(': ') || undefined;
}

/**
 * Opens the envelope of an answer.
 *
 * @throws UpstreamError when the answer does not report success
 */
export function openEnvelope(
  body: unknown,
  source: string,
): { data: unknown; warnings: string[] } {
  const envelope = parse(envelopeSchema, body, source);
  if (envelope.status === 'error') {
    throw new UpstreamError({
      source,
      failure: 'failing',
      detail: readPrometheusError(body),
    });
  }
  return { data: envelope.data, warnings: envelope.warnings ?? [] };
}

const toSample = ([time, value]: [number, string]): Sample => [
  time,
  parseSampleValue(value),
];

/** Reads the data of an instant query: a vector, or a scalar as one series without labels. */
export function parseInstant(data: unknown, source: string): InstantSeries[] {
  const parsed = parse(dataSchema, data, source);
  switch (parsed.resultType) {
    case 'vector':
      return parsed.result.map(({ metric, value }) => ({
        metric,
        sample: toSample(value),
      }));
    case 'scalar':
      return [{ metric: {}, sample: toSample(parsed.result) }];
    default:
      throw new UpstreamError({
        source,
        failure: 'malformed',
        detail: `a ${parsed.resultType} instead of a vector`,
      });
  }
}

/** Reads the data of a range query. */
export function parseRange(data: unknown, source: string): RangeSeries[] {
  const parsed = parse(dataSchema, data, source);
  if (parsed.resultType !== 'matrix') {
    throw new UpstreamError({
      source,
      failure: 'malformed',
      detail: `a ${parsed.resultType} instead of a matrix`,
    });
  }
  return parsed.result.map(({ metric, values }) => ({
    metric,
    samples: values.map(toSample),
  }));
}

/** Reads `/api/v1/rules`. */
export function parseRules(data: unknown, source: string): PrometheusRule[] {
  return parse(rulesSchema, data, source).groups.flatMap(group =>
    group.rules.map(rule => ({ ...rule, group: group.name })),
  );
}

/** Reads `/api/v1/alerts`. */
export function parseAlerts(data: unknown, source: string): PrometheusAlert[] {
  return parse(alertsSchema, data, source).alerts.flatMap(alert =>
    alert.state === 'pending' || alert.state === 'firing'
      ? [
          {
            ...alert,
            state: alert.state,
            name: alert.labels.alertname ?? '',
          },
        ]
      : [],
  );
}

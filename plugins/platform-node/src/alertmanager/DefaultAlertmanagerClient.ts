import type { SourceState } from '@chat2sql/plugin-platform-common';
import { z } from 'zod';
import type { HttpClient } from '../http/types';
import { UpstreamError } from '../http/UpstreamError';
import type { AlertmanagerAlert, AlertmanagerClient } from './types';

// https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml, gettableAlerts
const labels = z.record(z.string(), z.string()).default({});
const alertsSchema = z.array(
  z.object({
    fingerprint: z.string(),
    startsAt: z.string(),
    endsAt: z.string().default(''),
    updatedAt: z.string().default(''),
    labels,
    annotations: labels,
    receivers: z.array(z.object({ name: z.string() })).default([]),
    status: z.object({
      state: z.enum(['active', 'suppressed', 'unprocessed']),
      silencedBy: z.array(z.string()).default([]),
      inhibitedBy: z.array(z.string()).default([]),
    }),
  }),
);

/** Reads alerts by Alertmanager's API v2. */
export class DefaultAlertmanagerClient implements AlertmanagerClient {
  readonly #http: HttpClient;

  private constructor(http: HttpClient) {
    this.#http = http;
  }

  static create(options: { http: HttpClient }): DefaultAlertmanagerClient {
    return new DefaultAlertmanagerClient(options.http);
  }

  async alerts(options?: {
    signal?: AbortSignal;
  }): Promise<AlertmanagerAlert[]> {
    const { body } = await this.#http.json({
      path: '/api/v2/alerts',
      signal: options?.signal,
    });
    const parsed = alertsSchema.safeParse(body);
    if (!parsed.success) {
      throw new UpstreamError({
        source: this.#http.title,
        failure: 'malformed',
        detail: `unexpected ${parsed.error.issues[0].path.join('.')}`,
      });
    }
    return parsed.data.map(({ status, receivers, ...alert }) => ({
      ...alert,
      ...status,
      name: alert.labels.alertname ?? '',
      receivers: receivers.map(receiver => receiver.name),
    }));
  }

  state(): SourceState {
    return this.#http.state();
  }
}

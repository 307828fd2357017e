import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import type { CellDetail } from '@chat2sql/plugin-environments-common';
import type { EnvironmentsApi, MatrixAnswer } from './EnvironmentsApi';
import { EventStreamParser } from './EventStreamParser';

/** Reads the state of the environments from the backend plugin. */
export class EnvironmentsClient implements EnvironmentsApi {
  private constructor(
    private readonly discoveryApi: DiscoveryApi,
    private readonly fetchApi: FetchApi,
  ) {}

  static create(options: {
    discoveryApi: DiscoveryApi;
    fetchApi: FetchApi;
  }): EnvironmentsClient {
    return new EnvironmentsClient(options.discoveryApi, options.fetchApi);
  }

  async matrix(options?: {
    etag?: string;
    signal?: AbortSignal;
  }): Promise<MatrixAnswer> {
    const response = await this.get('/v1/matrix', {
      signal: options?.signal,
      // Without this the browser answers 304 by itself and hides it.
      cache: 'no-store',
      headers: options?.etag ? { 'if-none-match': options.etag } : undefined,
    });
    if (response.status === 304) return { changed: false };
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return {
      changed: true,
      snapshot: await response.json(),
      etag: response.headers.get('etag') ?? undefined,
    };
  }

  async cell(
    environment: string,
    component: string,
    options?: { signal?: AbortSignal },
  ): Promise<CellDetail> {
    const response = await this.get(
      `/v1/environments/${encodeURIComponent(
        environment,
      )}/components/${encodeURIComponent(component)}`,
      { signal: options?.signal },
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }

  async follow(options: {
    signal: AbortSignal;
    onOpen: () => void;
    onSign: () => void;
    onChange: (version: number | undefined) => void;
  }): Promise<void> {
    const response = await this.get('/v1/events', {
      signal: options.signal,
      cache: 'no-store',
      headers: { accept: 'text/event-stream' },
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    if (!response.body) throw new Error('the event stream has no body');
    options.onOpen();
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    const parser = EventStreamParser.create();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        options.onSign();
        const events = parser.push(decoder.decode(value, { stream: true }));
        if (events.length > 0) {
          options.onChange(versionOf(events[events.length - 1].data));
        }
      }
    } finally {
      reader.cancel().catch(() => {});
    }
  }

  private async get(path: string, init: RequestInit): Promise<Response> {
    const base = await this.discoveryApi.getBaseUrl('environments');
    return this.fetchApi.fetch(`${base}${path}`, init);
  }
}

/** Version in the data of an event; undefined when it holds none. */
function versionOf(data: string): number | undefined {
  try {
    const { version } = JSON.parse(data);
    return typeof version === 'number' ? version : undefined;
  } catch {
    return undefined;
  }
}

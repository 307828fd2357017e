import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  EvidenceResponse,
  FrameworkResponse,
  OverviewResponse,
  ResultsResponse,
} from '@chat2sql/plugin-compliance-common';
import type { ComplianceApi, ResultFilter } from './ComplianceApi';

/** Answers kept for conditional reads. */
const MAX_KEPT = 30;

/** Reads scorecards from the backend plugin; an unchanged answer is not sent again. */
export class ComplianceClient implements ComplianceApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;
  readonly #kept = new Map<string, { etag: string; body: unknown }>();

  private constructor(options: {
    discoveryApi: DiscoveryApi;
    fetchApi: FetchApi;
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  static create(options: {
    discoveryApi: DiscoveryApi;
    fetchApi: FetchApi;
  }): ComplianceClient {
    return new ComplianceClient(options);
  }

  overview(options: { signal?: AbortSignal } = {}): Promise<OverviewResponse> {
    return this.#get('/v1/overview', options.signal);
  }

  framework(
    key: string,
    options: { environment?: string; signal?: AbortSignal } = {},
  ): Promise<FrameworkResponse> {
    const query = toQuery({ environment: options.environment });
    return this.#get(
      `/v1/frameworks/${encodeURIComponent(key)}${query}`,
      options.signal,
    );
  }

  results(
    filter: ResultFilter,
    options: { signal?: AbortSignal } = {},
  ): Promise<ResultsResponse> {
    return this.#get(`/v1/results${toQuery(filter)}`, options.signal);
  }

  evidence(
    id: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<EvidenceResponse> {
    return this.#get(
      `/v1/results/${encodeURIComponent(id)}/evidence`,
      options.signal,
    );
  }

  async #get<T>(path: string, signal: AbortSignal | undefined): Promise<T> {
    const base = await this.#discoveryApi.getBaseUrl('compliance');
    const url = `${base}${path}`;
    const known = this.#kept.get(url);
    const response = await this.#fetchApi.fetch(url, {
      signal,
      // Without this the browser answers 304 by itself and hides it.
      cache: 'no-store',
      headers: known ? { 'if-none-match': known.etag } : undefined,
    });
    if (response.status === 304 && known) return known.body as T;
    if (!response.ok) throw await ResponseError.fromResponse(response);
    const body: T = await response.json();
    const etag = response.headers.get('etag');
    if (etag) this.#keep(url, { etag, body });
    return body;
  }

  #keep(url: string, entry: { etag: string; body: unknown }): void {
    this.#kept.delete(url);
    this.#kept.set(url, entry);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT) this.#kept.delete(oldest);
  }
}

function toQuery(values: object): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') params.set(key, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

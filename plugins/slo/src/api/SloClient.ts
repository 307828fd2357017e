import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  ObjectiveDetail,
  ObjectiveList,
  ObjectiveSeriesAnswer,
  SeriesRange,
} from '@chat2sql/plugin-slo-common';
import type { SloApi } from './SloApi';

/**
 * Reads objectives from the backend plugin. The browser's own cache asks with
 * the last ETag, so an unchanged answer is not sent again.
 */
export class SloClient implements SloApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  private constructor(discoveryApi: DiscoveryApi, fetchApi: FetchApi) {
    this.#discoveryApi = discoveryApi;
    this.#fetchApi = fetchApi;
  }

  static create(options: {
    discoveryApi: DiscoveryApi;
    fetchApi: FetchApi;
  }): SloClient {
    return new SloClient(options.discoveryApi, options.fetchApi);
  }

  list(options?: {
    entityRef?: string;
    signal?: AbortSignal;
  }): Promise<ObjectiveList> {
    const { entityRef, signal } = options ?? {};
    const query = entityRef
      ? `?${new URLSearchParams({ entityRef }).toString()}`
      : '';
    return this.#get(`/v1/objectives${query}`, signal);
  }

  detail(
    id: string,
    options?: { signal?: AbortSignal },
  ): Promise<ObjectiveDetail> {
    return this.#get(
      `/v1/objectives/${encodeURIComponent(id)}`,
      options?.signal,
    );
  }

  series(
    id: string,
    range: SeriesRange,
    options?: { signal?: AbortSignal },
  ): Promise<ObjectiveSeriesAnswer> {
    return this.#get(
      `/v1/objectives/${encodeURIComponent(id)}/series?range=${range}`,
      options?.signal,
    );
  }

  async #get<T>(path: string, signal: AbortSignal | undefined): Promise<T> {
    const base = await this.#discoveryApi.getBaseUrl('slo');
    const response = await this.#fetchApi.fetch(`${base}${path}`, { signal });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }
}

import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  ChangeDetail,
  ChangeSummary,
  CreateEnvironmentAnswers,
  Plan,
} from '@chat2sql/plugin-gitops-common';
import type { ChangeFilter, GitopsApi } from './GitopsApi';

/** Calls the GitOps backend. The browser answers unchanged reads from its cache after a 304. */
export class GitopsClient implements GitopsApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  private constructor(discoveryApi: DiscoveryApi, fetchApi: FetchApi) {
    this.#discoveryApi = discoveryApi;
    this.#fetchApi = fetchApi;
  }

  static create(options: {
    discoveryApi: DiscoveryApi;
    fetchApi: FetchApi;
  }): GitopsClient {
    return new GitopsClient(options.discoveryApi, options.fetchApi);
  }

  plan(
    answers: Partial<CreateEnvironmentAnswers>,
    options?: { signal?: AbortSignal },
  ): Promise<Plan> {
    return this.#json('/plans', {
      body: { op: 'create-environment', answers },
      signal: options?.signal,
    });
  }

  changes(
    filter: ChangeFilter,
    options?: { signal?: AbortSignal },
  ): Promise<{ items: ChangeSummary[]; truncated: boolean }> {
    const query = new URLSearchParams({ state: filter.state });
    if (filter.tier) query.set('tier', filter.tier);
    if (filter.mine) query.set('mine', 'true');
    if (filter.waitingForMe) query.set('waitingForMe', 'true');
    return this.#json(`/changes?${query}`, options);
  }

  change(
    number: number,
    options?: { signal?: AbortSignal },
  ): Promise<ChangeDetail> {
    return this.#json(`/changes/${number}`, options);
  }

  async comment(number: number, text: string): Promise<void> {
    await this.#call(`/changes/${number}/comments`, { body: { text } });
  }

  merge(number: number, expectedHead: string): Promise<ChangeSummary> {
    return this.#json(`/changes/${number}/merge`, { body: { expectedHead } });
  }

  async close(number: number, reason?: string): Promise<void> {
    await this.#call(`/changes/${number}/close`, { body: { reason } });
  }

  async #json<T>(
    path: string,
    options?: { body?: object; signal?: AbortSignal },
  ): Promise<T> {
    return (await this.#call(path, options)).json();
  }

  async #call(
    path: string,
    options: { body?: object; signal?: AbortSignal } = {},
  ): Promise<Response> {
    const { body, signal } = options;
    const base = await this.#discoveryApi.getBaseUrl('gitops');
    const response = await this.#fetchApi.fetch(`${base}/v1${path}`, {
      signal,
      ...(body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

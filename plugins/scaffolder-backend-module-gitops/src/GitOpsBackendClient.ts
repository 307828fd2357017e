import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type { ChangeSummary, Plan } from '@chat2sql/plugin-gitops-common';

/** Longest wait for an answer; planning and opening take well under a second. */
const TIMEOUT_MS = 30_000;

/** The backend's own words: the task log shows the message, and people act on it. */
async function toReason(response: Response): Promise<Error> {
  const { cause } = await ResponseError.fromResponse(response);
  const message =
    response.status === 401
      ? 'your sign-in has ended since the task started; start the template again'
      : cause.message;
  return Object.assign(new Error(message), { name: cause.name });
}

/** Calls the GitOps backend as the user who started the task. */
export class GitOpsBackendClient {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  private constructor(auth: AuthService, discovery: DiscoveryService) {
    this.#auth = auth;
    this.#discovery = discovery;
  }

  static create(options: {
    auth: AuthService;
    discovery: DiscoveryService;
  }): GitOpsBackendClient {
    return new GitOpsBackendClient(options.auth, options.discovery);
  }

  plan(
    answers: object,
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<Plan> {
    const body = { op: 'create-environment', answers };
    return this.#call('POST', '/plans', credentials, { body, signal });
  }

  getPlan(
    id: string,
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<Plan> {
    return this.#call('GET', `/plans/${id}`, credentials, { signal });
  }

  /** The same plan gives the same change, however often it is asked for. */
  openChange(
    request: { planId: string; tier: string },
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<ChangeSummary> {
    return this.#call('POST', '/changes', credentials, {
      body: request,
      signal,
    });
  }

  async #call<T>(
    method: 'GET' | 'POST',
    path: string,
    credentials: BackstageCredentials,
    options: { body?: object; signal?: AbortSignal },
  ): Promise<T> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'gitops',
    });
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(
      `${await this.#discovery.getBaseUrl('gitops')}/v1${path}`,
      {
        method,
        redirect: 'error',
        headers: {
          Authorization: `Bearer ${token}`,
          ...(options.body && { 'Content-Type': 'application/json' }),
        },
        body: options.body && JSON.stringify(options.body),
        signal: options.signal
          ? AbortSignal.any([options.signal, timeout])
          : timeout,
      },
    );
    if (!response.ok) throw await toReason(response);
    return response.json() as Promise<T>;
  }
}

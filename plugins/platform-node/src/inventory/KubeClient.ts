import type { Agent, IncomingMessage } from 'node:http';
import { Bulkhead } from '../http/Bulkhead';
import { startDeadline } from '../http/Deadline';
import { isJson, readFailure } from '../http/readFailure';
import {
  createAgent,
  hitStalePooledSocket,
  openRequest,
  readBody,
} from '../http/transport';
import { UpstreamError } from '../http/UpstreamError';
import type { ClusterConfig } from './clusterConfig';
import { ClusterCredentials, readAuthorities } from './credentials';
import type { InventoryTimings } from './timings';

/** Finds the words in a `Status` object. */
function readStatusMessage(body: unknown): string | undefined {
  const message = (body as { message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : undefined;
}

/** Speaks to one API server. Every call ends by its deadline or by the caller's signal. */
export class KubeClient {
  readonly title: string;
  readonly #base: URL;
  readonly #agent: Agent;
  readonly #credentials: ClusterCredentials;
  readonly #lists: Bulkhead;
  readonly #timings: InventoryTimings;

  private constructor(
    cluster: ClusterConfig,
    agent: Agent,
    credentials: ClusterCredentials,
    timings: InventoryTimings,
  ) {
    this.title = `cluster ${cluster.name}`;
    this.#base = new URL(cluster.url);
    this.#agent = agent;
    this.#credentials = credentials;
    this.#lists = Bulkhead.create(timings.listConcurrency);
    this.#timings = timings;
  }

  /** @throws Error in words for people when the certificate authority cannot be read */
  static async create(options: {
    cluster: ClusterConfig;
    timings: InventoryTimings;
    accountDirectory?: string;
  }): Promise<KubeClient> {
    const { cluster, timings, accountDirectory } = options;
    const ca = await readAuthorities(cluster, accountDirectory);
    const agent = createAgent(new URL(cluster.url).protocol, {
      ca,
      skipVerify: cluster.skipTLSVerify,
    });
    const credentials = ClusterCredentials.create(cluster, accountDirectory);
    return new KubeClient(cluster, agent, credentials, timings);
  }

  /** One JSON document; at most `listConcurrency` at the same time. */
  getJson(
    path: string,
    query: Record<string, string>,
    signal: AbortSignal,
  ): Promise<any> {
    return this.#lists.run(signal, () =>
      this.#withDeadline(this.#timings.listDeadlineMs, signal, async inner => {
        const response = await this.#open(path, query, inner);
        if (!isJson(response.headers['content-type'])) {
          response.destroy();
          throw this.#malformed('something else than JSON');
        }
        const text = await readBody(response, {
          source: this.title,
          maxBytes: this.#timings.maxListBytes,
          signal: inner,
        });
        try {
          return JSON.parse(text);
        } catch {
          throw this.#malformed('the JSON is broken');
        }
      }),
    );
  }

  /** Opens a stream; the caller reads it until it ends, and destroys it. */
  async openStream(
    path: string,
    query: Record<string, string>,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const deadline = startDeadline(this.#timings.watchOpenDeadlineMs, signal);
    // The deadline covers the headers only: disposing of it keeps the stream.
    const abort = new AbortController();
    const forward = () => abort.abort(deadline.signal.reason);
    deadline.signal.addEventListener('abort', forward, { once: true });
    try {
      const response = await this.#open(path, query, abort.signal);
      signal.addEventListener('abort', () => response.destroy(), {
        once: true,
      });
      return response;
    } catch (error) {
      if (deadline.expired()) throw this.#timeout();
      throw error;
    } finally {
      deadline.dispose();
    }
  }

  /**
   * Asks whether the server is alive, past the queue of lists.
   *
   * @throws UpstreamError; 403 and 404 are answers of a living server
   */
  async probe(signal: AbortSignal): Promise<void> {
    await this.#withDeadline(
      this.#timings.probeDeadlineMs,
      signal,
      async inner => {
        try {
          const response = await this.#open('/readyz', {}, inner);
          await readBody(response, {
            source: this.title,
            maxBytes: this.#timings.maxEventBytes,
            signal: inner,
          });
        } catch (error) {
          const alive = ['forbidden', 'absent', 'throttled'];
          if (error instanceof UpstreamError && alive.includes(error.failure)) {
            return;
          }
          throw error;
        }
      },
    );
  }

  close(): void {
    this.#agent.destroy();
  }

  async #open(
    path: string,
    query: Record<string, string>,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const url = new URL(this.#base);
    url.pathname = `${this.#base.pathname.replace(/\/+$/, '')}${path}`;
    url.search = new URLSearchParams(query).toString();
    const source = this.title;
    const token = await this.#token();
    const send = () =>
      openRequest({
        source,
        url,
        method: 'GET',
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
        },
        agent: this.#agent,
        connectTimeoutMs: this.#timings.connectTimeoutMs,
        signal,
      });
    let response: IncomingMessage;
    try {
      response = await send();
    } catch (error) {
      if (!hitStalePooledSocket(error) || signal.aborted) throw error;
      response = await send();
    }
    const failure = await readFailure(response, {
      source,
      signal,
      readError: readStatusMessage,
    });
    if (!failure) return response;
    if (failure.failure === 'unauthorized') this.#credentials.refused();
    throw failure;
  }

  async #token(): Promise<string> {
    try {
      return await this.#credentials.token();
    } catch (error) {
      throw new UpstreamError({
        source: this.title,
        failure: 'unconfigured',
        detail: error.message,
      });
    }
  }

  async #withDeadline<T>(
    ms: number,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const deadline = startDeadline(ms, signal);
    try {
      return await work(deadline.signal);
    } catch (error) {
      if (deadline.expired() && !signal.aborted) throw this.#timeout();
      throw error;
    } finally {
      deadline.dispose();
    }
  }

  #timeout(): UpstreamError {
    return new UpstreamError({ source: this.title, failure: 'timeout' });
  }

  #malformed(detail: string): UpstreamError {
    return new UpstreamError({
      source: this.title,
      failure: 'malformed',
      detail,
    });
  }
}

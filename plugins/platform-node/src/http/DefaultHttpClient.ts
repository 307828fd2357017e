import type { Agent } from 'node:http';
import type { SourceState } from '@chat2sql/plugin-platform-common';
import { Bulkhead } from './Bulkhead';
import { CircuitBreaker } from './CircuitBreaker';
import { startDeadline } from './Deadline';
import { parseBaseUrl } from './parseBaseUrl';
import { isJson, readFailure } from './readFailure';
import { SingleFlight } from './SingleFlight';
import { backoffDelay, sleep } from './sleep';
import { SourceTracker } from './SourceTracker';
import {
  createAgent,
  hitStalePooledSocket,
  openRequest,
  readBody,
} from './transport';
import type {
  HttpAnswer,
  HttpCall,
  HttpClient,
  HttpClientOptions,
} from './types';
import { isUpstreamError, UpstreamError } from './UpstreamError';

const MIB = 1024 * 1024;

/** Failures that say the upstream itself is ill, so the breaker counts them. */
const ILL = new Set([
  'refused',
  'unreachable',
  'timeout',
  'reset',
  'tls',
  'failing',
  'throttled',
  'malformed',
  'too-large',
]);

/** Failures that may be gone a moment later. */
const PASSING = new Set(['refused', 'reset', 'failing', 'throttled']);

/**
 * One upstream with a deadline, byte cap, concurrency limit, breaker, shared
 * equal calls and jittered retry. Redirects are refused, never followed.
 */
export class DefaultHttpClient implements HttpClient {
  readonly title: string;
  readonly #options: HttpClientOptions;
  readonly #base: URL;
  readonly #agent: Agent;
  readonly #bulkhead: Bulkhead;
  readonly #breaker: CircuitBreaker;
  readonly #flights = SingleFlight.create();
  readonly #tracker: SourceTracker;

  private constructor(options: HttpClientOptions) {
    this.title = options.title;
    this.#options = options;
    this.#base = parseBaseUrl(options.baseUrl, options.title);
    this.#agent = createAgent(this.#base.protocol, options.tls ?? {});
    this.#bulkhead = Bulkhead.create(options.concurrency ?? 6);
    this.#breaker = CircuitBreaker.create(options.breaker);
    this.#tracker = SourceTracker.create({
      id: options.id,
      title: options.title,
      staleAfterMs: options.staleAfterMs ?? 90_000,
    });
  }

  /** @throws InputError when the base URL is not an http(s) URL without credentials */
  static create(options: HttpClientOptions): DefaultHttpClient {
    return new DefaultHttpClient(options);
  }

  state(): SourceState {
    return this.#tracker.state();
  }

  close(): void {
    this.#agent.destroy();
  }

  json(call: HttpCall): Promise<HttpAnswer> {
    if (call.form && !call.readOnly) return this.#guarded(call, call.signal);
    const key = JSON.stringify([
      call.path,
      call.query,
      call.form,
      call.deadlineMs,
      call.maxBytes,
    ]);
    return this.#flights.run(key, call.signal, signal =>
      this.#guarded(call, signal),
    );
  }

  async #guarded(call: HttpCall, signal?: AbortSignal): Promise<HttpAnswer> {
    const admission = this.#breaker.admit();
    if (admission === 'open') {
      throw new UpstreamError({ source: this.title, failure: 'paused' });
    }
    const deadlineMs = call.deadlineMs ?? this.#options.deadlineMs ?? 5_000;
    const deadline = startDeadline(deadlineMs, signal);
    try {
      const answer = await this.#bulkhead.run(deadline.signal, () =>
        this.#attempts(call, deadline.signal, admission === 'probe'),
      );
      this.#breaker.succeeded();
      this.#tracker.succeeded();
      return answer;
    } catch (error) {
      if (signal?.aborted) {
        this.#breaker.undecided();
        throw error;
      }
      const failure = deadline.expired()
        ? new UpstreamError({
            source: this.title,
            failure: 'timeout',
            detail: `the limit is ${deadlineMs / 1000} s`,
          })
        : error;
      this.#record(failure);
      throw failure;
    } finally {
      deadline.dispose();
    }
  }

  #record(error: Error): void {
    const failure = isUpstreamError(error) ? error.failure : undefined;
    if (failure !== undefined && !ILL.has(failure)) {
      // It answered: refusing one request does not make the source ill.
      this.#breaker.succeeded();
      if (failure === 'unauthorized' || failure === 'forbidden') {
        this.#tracker.failed(error);
      } else {
        this.#tracker.succeeded();
      }
      return;
    }
    this.#breaker.failed();
    this.#tracker.failed(error);
  }

  async #attempts(
    call: HttpCall,
    signal: AbortSignal,
    probe: boolean,
  ): Promise<HttpAnswer> {
    const repeatable = !call.form || call.readOnly === true;
    const retries = repeatable && !probe ? this.#options.retries ?? 1 : 0;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(call, signal);
      } catch (error) {
        if (!repeatable || !isUpstreamError(error)) throw error;
        if (hitStalePooledSocket(error)) {
          return await this.#once(call, signal);
        }
        if (attempt > retries || !PASSING.has(error.failure)) throw error;
        const backoff = backoffDelay(
          attempt,
          { baseMs: 200, capMs: 2_000 },
          Math.random(),
        );
        // Past the deadline the sleep is cut off and the deadline is reported.
        await sleep(Math.max(backoff, error.retryAfterMs ?? 0), signal);
      }
    }
  }

  async #once(call: HttpCall, signal: AbortSignal): Promise<HttpAnswer> {
    const source = this.title;
    const response = await openRequest({
      source,
      url: this.#urlOf(call),
      method: call.form ? 'POST' : 'GET',
      headers: {
        accept: 'application/json',
        ...this.#options.headers,
        ...(this.#options.token
          ? { authorization: `Bearer ${this.#options.token}` }
          : {}),
        ...(call.form
          ? { 'content-type': 'application/x-www-form-urlencoded' }
          : {}),
      },
      body: call.form && encode(call.form).toString(),
      agent: this.#agent,
      connectTimeoutMs: this.#options.connectTimeoutMs ?? 3_000,
      signal,
    });
    const { readError } = this.#options;
    const failure = await readFailure(response, { source, signal, readError });
    if (failure) throw failure;
    const status = response.statusCode ?? 0;
    const type = response.headers['content-type'];
    if (!isJson(type)) {
      response.destroy();
      throw new UpstreamError({
        source,
        failure: 'malformed',
        status,
        detail: `${type ?? 'no content type'} instead of JSON`,
      });
    }
    const maxBytes = call.maxBytes ?? this.#options.maxBytes ?? 8 * MIB;
    const text = await readBody(response, { source, maxBytes, signal });
    try {
      return { status, body: JSON.parse(text) };
    } catch {
      throw new UpstreamError({
        source,
        failure: 'malformed',
        status,
        detail: 'the JSON is broken',
      });
    }
  }

  #urlOf(call: HttpCall): URL {
    const url = new URL(this.#base);
    url.pathname = `${this.#base.pathname.replace(/\/+$/, '')}${call.path}`;
    url.search = call.query ? encode(call.query).toString() : '';
    return url;
  }
}

function encode(values: Record<string, string | string[]>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      params.append(name, one);
    }
  }
  return params;
}

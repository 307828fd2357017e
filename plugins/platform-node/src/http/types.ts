import type { SourceState } from '@chat2sql/plugin-platform-common';
import type { ErrorReader } from './readFailure';
import type { TlsSettings } from './transport';

/** How one upstream is reached, and the limits of every call to it. */
export interface HttpClientOptions {
  /** Stable id of the source, for example `prometheus:main`. */
  id: string;
  /** Name for people, used at the start of every message, for example `Prometheus main`. */
  title: string;
  /** Base URL from config; a path in it is kept as a prefix. */
  baseUrl: string;
  /** Bearer token. */
  token?: string;
  /** Further fixed headers, for example a tenant header. */
  headers?: Record<string, string>;
  tls?: TlsSettings;
  /** Milliseconds for a whole call, retries included. Default 5000. */
  deadlineMs?: number;
  /** Milliseconds until a connection must stand. Default 3000. */
  connectTimeoutMs?: number;
  /** Cap of an answer in bytes. Default 8 MiB. */
  maxBytes?: number;
  /** Calls at the same time. Default 6. */
  concurrency?: number;
  /** Further attempts of an idempotent call after a passing failure. Default 1. */
  retries?: number;
  /** Age in milliseconds at which the last good answer counts as stale. Default 90 s. */
  staleAfterMs?: number;
  /** Failed calls in a row that open the breaker, and milliseconds between probes. Default 3 and 10 s. */
  breaker?: { failures?: number; probeMs?: number };
  /** Finds the words for people in the JSON body of an error answer. */
  readError?: ErrorReader;
}

/** One call. Paths come from code; user input goes into `query` or `form` only. */
export interface HttpCall {
  /** Path below the base URL, starting with a slash. */
  path: string;
  query?: Record<string, string | string[]>;
  /** Sent as a POST with a urlencoded body. */
  form?: Record<string, string | string[]>;
  /** A POST that changes nothing: it may be shared and retried like a GET. */
  readOnly?: boolean;
  /** Overrides the client's deadline. */
  deadlineMs?: number;
  maxBytes?: number;
  signal?: AbortSignal;
}

/** A JSON answer. */
export interface HttpAnswer {
  status: number;
  body: unknown;
}

/** HTTP client of one upstream named in config. */
export interface HttpClient {
  readonly title: string;
  /**
   * Calls the upstream and parses its JSON.
   *
   * @throws UpstreamError naming source and cause; the signal's reason when the caller gives up
   */
  json(call: HttpCall): Promise<HttpAnswer>;
  /** How the upstream answered lately. */
  state(): SourceState;
  /** Ends all connections. */
  close(): void;
}

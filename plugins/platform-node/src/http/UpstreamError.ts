import { ServiceUnavailableError } from '@backstage/errors';

/**
 * Why an upstream could not give what was asked.
 *
 * - `refused`: nobody listens there
 * - `unreachable`: the name does not resolve, or there is no route
 * - `timeout`: no complete answer before the deadline
 * - `reset`: the connection broke before the answer was complete
 * - `tls`: the certificate is not trusted, or the handshake failed
 * - `unauthorized`, `forbidden`, `absent`, `gone`, `throttled`: 401, 403, 404, 410, 429
 * - `rejected`: any other 4xx
 * - `failing`: 5xx
 * - `redirected`: 3xx; redirects are never followed
 * - `too-large`: the answer exceeded the byte cap
 * - `malformed`: the answer was not what the protocol promises
 * - `paused`: not asked at all, because it failed repeatedly just before
 * - `unconfigured`: not asked at all, because a setting or credential is missing
 */
export type UpstreamFailure =
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'reset'
  | 'tls'
  | 'unauthorized'
  | 'forbidden'
  | 'absent'
  | 'gone'
  | 'throttled'
  | 'rejected'
  | 'failing'
  | 'redirected'
  | 'too-large'
  | 'malformed'
  | 'paused'
  | 'unconfigured';

const WORDS: Record<UpstreamFailure, string> = {
  refused: 'refuses the connection',
  unreachable: 'cannot be reached',
  timeout: 'does not answer in time',
  reset: 'broke the connection',
  tls: 'has a TLS certificate that is not trusted',
  unauthorized: 'does not accept our credentials (401)',
  forbidden: 'does not allow this request (403)',
  absent: 'does not have this (404)',
  gone: 'no longer has this (410)',
  throttled: 'asks us to slow down (429)',
  rejected: 'rejects the request',
  failing: 'answers with an error',
  redirected: 'answers with a redirect, which is not followed',
  'too-large': 'answers with more data than allowed',
  malformed: 'answers with something unreadable',
  paused: 'failed repeatedly and is left alone for a moment',
  unconfigured: 'cannot be asked',
};

const MAX_DETAIL = 300;

/** One line of plain text from an upstream, shortened for messages. */
export function shortText(text: string, max: number = MAX_DETAIL): string {
  // eslint-disable-next-line no-control-regex
  const line = text.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim();
  return line.length > max ? `${line.slice(0, max - 1)}…` : line;
}

/**
 * An upstream could not give what was asked. The message is for people: it
 * names the source and the cause, and holds neither secrets nor addresses.
 * Escaping from a route it becomes 503.
 */
export class UpstreamError extends ServiceUnavailableError {
  /** Title of the source, for example `Prometheus main`. */
  readonly source: string;
  readonly failure: UpstreamFailure;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  /** How long the upstream asks us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Code of the socket's or parser's error, for logs. */
  readonly code?: string;
  /** The cause without the name of the source, for example `refuses the connection`. */
  readonly reason: string;

  constructor(options: {
    source: string;
    failure: UpstreamFailure;
    detail?: string;
    status?: number;
    retryAfterMs?: number;
    code?: string;
  }) {
    const { source, failure, detail, status } = options;
    const code =
      status !== undefined && (failure === 'failing' || failure === 'rejected')
        ? ` (${status})`
        : '';
    const reason = `${WORDS[failure]}${code}${
      detail ? `: ${shortText(detail)}` : ''
    }`;
    // A cause would be written behind the message, addresses included.
    super(`${source} ${reason}`);
    this.source = source;
    this.failure = failure;
    this.status = status;
    this.retryAfterMs = options.retryAfterMs;
    this.code = options.code;
    this.reason = reason;
  }
}

/** True for an {@link UpstreamError}, also one from another copy of this package. */
export function isUpstreamError(error: unknown): error is UpstreamError {
  return (
    error instanceof UpstreamError ||
    (error instanceof Error &&
      typeof (error as Partial<UpstreamError>).failure === 'string' &&
      typeof (error as Partial<UpstreamError>).reason === 'string')
  );
}

import { UpstreamError, type UpstreamFailure } from './UpstreamError';

const REFUSED = new Set(['ECONNREFUSED']);
const UNREACHABLE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
]);
const TIMEOUT = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT', 'UND_ERR_TIMEOUT']);
const RESET = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);
const TLS =
  /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/;

function failureOfCode(code: string): UpstreamFailure | undefined {
  if (REFUSED.has(code)) return 'refused';
  if (UNREACHABLE.has(code)) return 'unreachable';
  if (TIMEOUT.has(code)) return 'timeout';
  if (TLS.test(code)) return 'tls';
  if (RESET.has(code)) return 'reset';
  if (code.startsWith('HPE_')) return 'malformed';
  return undefined;
}

/** Turns an error of the socket or the HTTP parser into an {@link UpstreamError}. */
export function upstreamErrorFromSocket(
  source: string,
  error: Error & { code?: string; errors?: Array<Error & { code?: string }> },
): UpstreamError {
  // A name with several addresses fails with one error per address.
  const code = error.code ?? error.errors?.[0]?.code ?? '';
  const failure = failureOfCode(code) ?? 'unreachable';
  const detail =
    failure === 'tls' || failureOfCode(code) === undefined
      ? code || error.name
      : undefined;
  return new UpstreamError({ source, failure, detail, code });
}

/** How long an upstream asks us to wait; undefined when it does not say. */
export function readRetryAfter(
  header: string | undefined,
  now: number,
): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** The failure an HTTP status stands for; undefined for 2xx. */
export function failureOfStatus(status: number): UpstreamFailure | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return 'redirected';
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'absent';
    case 410:
      return 'gone';
    case 429:
      return 'throttled';
    default:
      return status >= 500 ? 'failing' : 'rejected';
  }
}

import type { IncomingMessage } from 'node:http';
import { failureOfStatus, readRetryAfter } from './classify';
import { readBody } from './transport';
import { UpstreamError } from './UpstreamError';

const MAX_ERROR_BODY = 64 * 1024;

/** Finds the words for people in the JSON body of an error answer. */
export type ErrorReader = (body: unknown) => string | undefined;

/**
 * Turns an answer with an error status into an {@link UpstreamError}, with the
 * upstream's own words where it speaks JSON.
 *
 * @returns undefined for a 2xx answer, whose body is left unread
 */
export async function readFailure(
  response: IncomingMessage,
  options: { source: string; signal: AbortSignal; readError?: ErrorReader },
): Promise<UpstreamError | undefined> {
  const status = response.statusCode ?? 0;
  const failure = failureOfStatus(status);
  if (failure === undefined) return undefined;
  let detail: string | undefined;
  if (
    options.readError &&
    isJson(response.headers['content-type']) &&
    failure !== 'redirected'
  ) {
    try {
      const text = await readBody(response, {
        source: options.source,
        maxBytes: MAX_ERROR_BODY,
        signal: options.signal,
      });
      detail = options.readError(JSON.parse(text));
    } catch {
      // The status alone says enough.
    }
  }
  response.destroy();
  return new UpstreamError({
    source: options.source,
    failure,
    status,
    detail,
    retryAfterMs: readRetryAfter(response.headers['retry-after'], Date.now()),
  });
}

/** True for a JSON media type. */
export function isJson(contentType: string | undefined): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(contentType ?? '');
}

/** What an error of a request carries besides its message. */
interface RequestErrorLike extends Error {
  statusCode?: number;
  response?: { status?: number };
  body?: { error?: { message?: string } };
  cause?: unknown;
}

/**
 * The most telling sentence of an error: the backend's own message where there
 * is one, else the message of the error.
 */
export function describeError(error: Error): string {
  const { body, message, name } = error as RequestErrorLike;
  const told = body?.error?.message;
  if (told) return told;
  const { cause } = error as RequestErrorLike;
  if (cause instanceof Error && cause.message && name === 'ResponseError') {
    return cause.message;
  }
  return message || name;
}

/** HTTP status of a failed request, where the error carries one. */
export function statusOf(error: Error): number | undefined {
  const { statusCode, response } = error as RequestErrorLike;
  return statusCode ?? response?.status;
}

/** True when the error says that the viewer may not see this (401, 403). */
export function isForbidden(error: Error): boolean {
  const status = statusOf(error);
  if (status !== undefined) return status === 401 || status === 403;
  return (
    error.name === 'NotAllowedError' || error.name === 'AuthenticationError'
  );
}

/** True when the error says that the thing asked for does not exist (404). */
export function isMissing(error: Error): boolean {
  return statusOf(error) === 404 || error.name === 'NotFoundError';
}

import type { LoopbackResponse } from '../../loopback/LoopbackServer';
import { PromqlError } from '../promql/PromqlError';

/** Kinds of errors of the HTTP API and their status codes. */
const STATUS = {
  bad_data: 400,
  execution: 422,
  not_found: 404,
  unavailable: 503,
} as const;

/** An error of the HTTP API. */
export class ApiError extends Error {
  constructor(readonly type: keyof typeof STATUS, message: string) {
    super(message);
    this.name = 'ApiError';
  }

  /** A parameter that cannot be read. */
  static parameter(name: string, why: string): ApiError {
    return new ApiError('bad_data', `invalid parameter "${name}": ${why}`);
  }
}

/** A successful answer. */
export function success(data: unknown): LoopbackResponse {
  return { status: 200, body: { status: 'success', data } };
}

/** The answer to an error, or undefined for an error that is none of the API's. */
export function failure(
  error: unknown,
  query: { name: string; text: string },
): LoopbackResponse | undefined {
  let known = error;
  if (error instanceof PromqlError) {
    known =
      error.type === 'bad_data' && error.position !== undefined
        ? ApiError.parameter(query.name, error.describe(query.text))
        : new ApiError(error.type, error.message);
  }
  if (!(known instanceof ApiError)) return undefined;
  return {
    status: STATUS[known.type],
    body: { status: 'error', errorType: known.type, error: known.message },
  };
}

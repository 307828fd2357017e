import { InputError } from '@backstage/errors';

/**
 * Reads the base URL of an upstream.
 *
 * @param text - value from config
 * @param what - config key or title, for the message
 * @throws InputError when it is not an http(s) URL, or carries credentials, a query or a fragment
 */
export function parseBaseUrl(text: string, what: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InputError(`${what}: not a URL; allowed: http(s)://host[:port]`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new InputError(
      `${what}: the scheme must be http or https, found "${url.protocol}"`,
    );
  }
  if (url.username || url.password) {
    throw new InputError(
      `${what}: credentials do not belong into the URL; use the token key`,
    );
  }
  if (url.search || url.hash) {
    throw new InputError(`${what}: the URL must have no query and no fragment`);
  }
  return url;
}

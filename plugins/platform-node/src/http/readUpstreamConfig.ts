import { readFileSync } from 'node:fs';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { parseBaseUrl } from './parseBaseUrl';
import type { HttpClientOptions } from './types';

/**
 * Reads what every upstream has in config: `url`, `token`, `headers`, `caFile`, `skipTLSVerify`.
 *
 * @param key - full key of the block, for messages
 * @throws InputError naming the key of a wrong setting
 */
export function readUpstreamConfig(
  config: Config,
  key: string,
): Pick<HttpClientOptions, 'baseUrl' | 'token' | 'headers' | 'tls'> {
  const baseUrl = config.getString('url');
  parseBaseUrl(baseUrl, `${key}.url`);
  const caFile = config.getOptionalString('caFile');
  let ca: string | undefined;
  if (caFile) {
    try {
      ca = readFileSync(caFile, 'utf8');
    } catch (error) {
      throw new InputError(`${key}.caFile: cannot be read (${error.code})`);
    }
  }
  return {
    baseUrl,
    token: config.getOptionalString('token') || undefined,
    headers: config.getOptional<Record<string, string>>('headers'),
    tls: { ca, skipVerify: config.getOptionalBoolean('skipTLSVerify') },
  };
}

import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** One user that can be chosen on the sign-in page. */
export interface DemoUser {
  id: string;
  title: string;
  description?: string;
}

const USER_ID = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

/** Host of `backend.listen`, which is a string (`host:port`, `:port`) or an object. */
function listenHost(config: Config): string | undefined {
  const listen = config.getOptional('backend.listen');
  if (typeof listen === 'string') {
    const host = listen.slice(0, Math.max(0, listen.lastIndexOf(':')));
    return host || undefined;
  }
  return config.getOptionalString('backend.listen.host');
}

/**
 * Reads the demo users and makes sure that they stay harmless.
 *
 * @returns undefined when the sign-in is not configured
 * @throws InputError when it is configured in production, on an address others
 * can reach, or with unreadable users; the message names the key
 */
export function readDemoUsers(config: Config): DemoUser[] | undefined {
  const provider = config.getOptionalConfig('auth.providers.demo-users');
  if (!provider) return undefined;
  const key = 'auth.providers.demo-users';
  const environment = config.getOptionalString('auth.environment');
  if (environment === 'production') {
    throw new InputError(
      `${key}: sign-in without password is not allowed while auth.environment is "production"; remove ${key}`,
    );
  }
  const host = listenHost(config);
  if (host === undefined || !LOOPBACK.has(host)) {
    throw new InputError(
      `${key}: sign-in without password needs backend.listen.host on a loopback address, found ${
        host === undefined ? 'nothing (all addresses)' : `"${host}"`
      }; allowed: 127.0.0.1, localhost, ::1`,
    );
  }
  return provider.getConfigArray('users').map((user, index) => {
    const id = user.getString('id');
    if (!USER_ID.test(id)) {
      throw new InputError(
        `${key}.users[${index}].id: not a user name, found "${id}"`,
      );
    }
    return {
      id,
      title: user.getString('title'),
      description: user.getOptionalString('description'),
    };
  });
}

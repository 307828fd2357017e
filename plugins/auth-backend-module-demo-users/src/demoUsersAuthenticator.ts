import { AuthenticationError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';
import type { DemoUser } from './readDemoUsers';

/** Header that carries the chosen user's id. */
export const DEMO_USER_HEADER = 'x-demo-user';

/**
 * Authenticates by the header {@link DEMO_USER_HEADER} alone. A custom header
 * cannot be sent across origins without a preflight, so another site cannot
 * sign a visitor in.
 *
 * @throws AuthenticationError when the header names no configured user
 */
export function createDemoUsersAuthenticator(users: readonly DemoUser[]) {
  return createProxyAuthenticator({
    defaultProfileTransform: async (user: DemoUser) => ({
      profile: { displayName: user.title },
    }),
    initialize: () => undefined,
    async authenticate({ req }) {
      const id = req.header(DEMO_USER_HEADER);
      const user = users.find(candidate => candidate.id === id);
      if (!user) {
        throw new AuthenticationError(
          `the header ${DEMO_USER_HEADER} names no demo user`,
        );
      }
      return { result: user };
    },
  });
}

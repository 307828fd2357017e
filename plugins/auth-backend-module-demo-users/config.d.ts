export interface Config {
  auth?: {
    providers?: {
      /**
       * Sign-in without password as one of the listed users: for a portal that
       * serves demo data on a loopback address only. The backend refuses to
       * start when this is configured while `auth.environment` is `production`
       * or `backend.listen` is not a loopback host.
       */
      'demo-users'?: {
        /** The users that can be chosen; each must be a User in the catalog. */
        users: Array<{
          /** Name of the User entity in the default namespace. */
          id: string;
          /** Name shown on the sign-in page. */
          title: string;
          /** What this user may do, in one line. */
          description?: string;
        }>;
      };
    };
  };
}

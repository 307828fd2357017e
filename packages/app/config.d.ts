export interface Config {
  app?: {
    /**
     * A note kept in view on every page, for example `Sandbox data`, so that
     * nobody takes stand-in data for a real platform. Absent: no note.
     *
     * @visibility frontend
     */
    dataLabel?: string;
    signIn?: {
      /**
       * Provider of the sign-in page. Demo users are offered instead where the
       * backend has the provider `demo-users`.
       *
       * @visibility frontend
       */
      provider?: 'github' | 'gitlab' | 'google' | 'microsoft' | 'okta';
    };
  };
}

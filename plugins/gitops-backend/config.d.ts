export interface Config {
  gitops?: {
    /** First part of the names of branches the portal makes. Default `portal-`. */
    branchPrefix?: string;
    plan?: {
      /** How long a plan can be opened as a change, in hours. Default 24. */
      ttlHours?: number;
    };
    /**
     * Tiers whose authors may merge their own changes. Only `dev` and `test` are
     * possible; changes of staging and prod always need somebody else. Default none.
     */
    selfMergeTiers?: Array<'dev' | 'test'>;
  };
}

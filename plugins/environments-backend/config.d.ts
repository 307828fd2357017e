export interface Config {
  environments?: {
    /**
     * Rows of the matrix, in this order. Components found in an environment by
     * their labels are added below.
     */
    components?: Array<{
      /** Value of the label `app.kubernetes.io/name`. */
      id: string;
      /** Name for people; the id when left out. */
      title?: string;
      /** Entity of the catalog, `kind:namespace/name`. */
      entityRef?: string;
      /** Runbook page that fits this component, for example `pod-crash-loop`. */
      runbook?: string;
    }>;
    /**
     * Value of the label `app.kubernetes.io/part-of` that makes a workload a
     * component. Default `chat2sql`.
     */
    partOf?: string;
  };
}

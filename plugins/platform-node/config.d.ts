export interface Config {
  platform?: {
    /** Prometheus-compatible servers; the first one is the default. */
    prometheus?: Array<{
      /** Name in URLs and messages: lower-case letters, digits and hyphens. */
      name: string;
      /** Base URL without `/api/v1`. */
      url: string;
      /**
       * Bearer token.
       * @visibility secret
       */
      token?: string;
      /**
       * Further fixed headers, for example a tenant.
       * @deepVisibility secret
       */
      headers?: { [name: string]: string };
      /** File with the certificate authorities (PEM) to trust instead of the system's. */
      caFile?: string;
      /** Accept any certificate. */
      skipTLSVerify?: boolean;
    }>;
    /** Alertmanager (API v2). */
    alertmanager?: {
      /** Base URL without `/api/v2`. */
      url: string;
      /**
       * Bearer token.
       * @visibility secret
       */
      token?: string;
      /**
       * Further fixed headers, for example a tenant.
       * @deepVisibility secret
       */
      headers?: { [name: string]: string };
      /** File with the certificate authorities (PEM) to trust instead of the system's. */
      caFile?: string;
      /** Accept any certificate. */
      skipTLSVerify?: boolean;
    };
    /** Loki; named here so that one place holds all addresses, not read yet. */
    loki?: {
      /** Base URL without `/loki/api/v1`. */
      url: string;
    };
    /** Jaeger; named here so that one place holds all addresses, not read yet. */
    jaeger?: {
      /** Base URL of the query service. */
      url: string;
    };
    /**
     * Background observation of the clusters in `kubernetes.clusterLocatorMethods`
     * (type `config`, authProvider `serviceAccount`). Durations are ISO 8601,
     * `1500ms`-like strings or objects such as `{ seconds: 2 }`.
     */
    inventory?: {
      /** From one liveness probe to the next. Default 1.5 s. */
      probeInterval?: string | object;
      /** A probe without an answer for this long makes the cluster stale. Default 2 s. */
      probeLate?: string | object;
      /** Deadline of one page of a list. Default 20 s. */
      listDeadline?: string | object;
      /** A watch is ended and resumed after this long, plus up to half of it. Default 4 min. */
      watchTimeout?: string | object;
      /** A watch without an event or bookmark for this long is reconnected. Default 90 s. */
      idleLimit?: string | object;
      /** A watch that ends is followed by a list when the last one is older. Default 10 min. */
      relistAfter?: string | object;
      /** Objects per page of a list, 10 to 5000. Default 500. */
      pageSize?: number;
      /** Kinds to observe besides the built-in ones; Secrets and ConfigMaps are refused. */
      extraKinds?: Array<{
        /** API group; empty for the core group. */
        group?: string;
        kind: string;
        /** Plural name in URLs. */
        plural: string;
        /** Default true. */
        namespaced?: boolean;
      }>;
    };
  };
}

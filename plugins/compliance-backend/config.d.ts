export interface Config {
  /** Compliance scorecards. */
  compliance?: {
    /**
     * Version of the Pod Security Standards the checks hold pods against:
     * `latest` or `v1.N`. Default `v1.31`. Another version is another version
     * of the checks.
     */
    podSecurityVersion?: string;
    /**
     * Directory of the framework files in the platform repository. Default
     * `compliance/frameworks`.
     */
    frameworksDirectory?: string;
  };
}

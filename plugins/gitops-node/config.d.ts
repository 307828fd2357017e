export interface Config {
  /** Where changes to the platform go: the git repository and its host. */
  gitops?: {
    /** Kind of git host. Default `embedded`: bare repositories on the portal's own disk. */
    provider?: 'embedded';
    repositories?: {
      /** The repository of environments, applications, SLO files and policies. */
      platform?: {
        /** Name of the repository at its host. Default `platform`. */
        target?: string;
        /** Branch that is applied to the clusters. Default `main`. */
        baseBranch?: string;
      };
    };
    embedded?: {
      /**
       * Directory that holds the bare repositories, as `<target>.git`. A relative
       * path starts at the backend's working directory; give an absolute one
       * when that may differ between starts.
       */
      directory?: string;
      /**
       * Directory whose content becomes the first commit of a repository that
       * does not exist yet. Without it the repository starts empty.
       */
      seed?: string;
    };
  };
}

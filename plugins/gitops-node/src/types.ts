/** One entry of a repository tree. */
export interface TreeEntry {
  /** Path from the repository root, without a leading slash. */
  path: string;
  type: 'blob' | 'tree';
  /** Git object id. */
  sha: string;
}

/** A file at one commit. */
export interface RepositoryFile {
  path: string;
  text: string;
  sha: string;
}

/**
 * Read access to the platform repository's base branch, for every backend
 * plugin: environment records, SLO files, frameworks and waivers live there.
 */
export interface PlatformRepository {
  /** Name for people, for example `platform-repo`. */
  readonly title: string;
  /** Branch that is read. */
  readonly baseBranch: string;
  /** Commit id of the base branch; undefined while the repository is empty. */
  head(): Promise<string | undefined>;
  /**
   * All files below a directory.
   *
   * @param prefix - directory path, empty for the whole tree
   * @param commit - commit id; the base branch's head when left out
   */
  list(prefix: string, commit?: string): Promise<TreeEntry[]>;
  /** A text file; undefined when there is none at this path. */
  read(path: string, commit?: string): Promise<RepositoryFile | undefined>;
  /**
   * Tells when the base branch moved.
   *
   * @param listener - gets the new head; its errors are contained
   * @returns a function that ends the subscription
   */
  onHeadChange(listener: (head: string) => void): () => void;
}

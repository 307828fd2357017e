import type { TreeEntry } from '../types';

/** Person or service that a commit is recorded for. */
export interface GitIdentity {
  name: string;
  email: string;
}

/** One file of a commit: new content, or its removal. */
export type GitEdit =
  | { path: string; content: string; delete?: undefined }
  | { path: string; delete: true; content?: undefined };

/** How one path differs between two commits. */
export interface GitFileChange {
  path: string;
  status: 'added' | 'modified' | 'deleted';
  /** Blob id on the old side; absent for an added file. */
  before?: string;
  /** Blob id on the new side; absent for a deleted file. */
  after?: string;
}

/** Arguments of {@link GitProvider.commit}. */
export interface CommitRequest {
  /** Branch name without `refs/heads/`. */
  branch: string;
  /**
   * Commit the branch must point at; undefined means that the branch must not
   * exist and is created.
   */
  expectedHead: string | undefined;
  /** Parent of the commit; undefined only for the first commit of a repository. */
  parent: string | undefined;
  edits: GitEdit[];
  /** Subject, blank line, body and trailers. */
  message: string;
  author: GitIdentity;
  /** Time recorded in the commit. */
  date: Date;
}

/** Arguments of {@link GitProvider.merge}. */
export interface MergeRequest {
  /** Branch that receives the merge. */
  branch: string;
  /** Commit that branch must point at. */
  expectedHead: string;
  /** Commit that is merged. */
  head: string;
  message: string;
  author: GitIdentity;
  date: Date;
}

/**
 * Git operations every host of a repository offers to the portal. Repositories
 * are named by the `target` of config. Writes compare before they set and never
 * force: a moved branch is a {@link GitConflictError}, not an overwrite.
 */
export interface GitProvider {
  readonly kind: 'embedded';
  /** Commit of a branch; undefined when there is no such branch. */
  head(repo: string, branch: string): Promise<string | undefined>;
  /** All regular files below a directory at a commit, recursively, in path order. */
  readTree(repo: string, commit: string, prefix: string): Promise<TreeEntry[]>;
  /** A file at a commit; undefined when there is no regular file at this path. */
  readFile(
    repo: string,
    commit: string,
    path: string,
  ): Promise<{ bytes: Uint8Array; sha: string } | undefined>;
  /** Content of a blob by its id. @throws NotFoundError */
  readBlob(repo: string, sha: string): Promise<Uint8Array>;
  /**
   * Writes one commit and moves the branch to it.
   *
   * @returns id of the new commit, or `parent` when the edits change nothing
   * and the branch exists
   * @throws GitConflictError `head-moved` or `branch-exists`
   */
  commit(repo: string, request: CommitRequest): Promise<string>;
  /**
   * Merges a commit with a merge commit (never a fast-forward).
   *
   * @returns id of the merge commit, or the branch's head when it already
   * contains the commit
   * @throws GitConflictError `head-moved` or `merge-conflict` with the paths
   */
  merge(repo: string, request: MergeRequest): Promise<string>;
  /** Paths a merge of `head` into `base` would conflict in; empty when it is clean. */
  mergeConflicts(repo: string, base: string, head: string): Promise<string[]>;
  /** Common ancestor of two commits; undefined when they are unrelated. */
  mergeBase(repo: string, a: string, b: string): Promise<string | undefined>;
  /** True when `descendant` is `ancestor` or has it in its history. False for unknown commits. */
  contains(
    repo: string,
    descendant: string,
    ancestor: string,
  ): Promise<boolean>;
  /** Paths that differ between two commits, in path order. */
  diff(repo: string, base: string, head: string): Promise<GitFileChange[]>;
  /** Full message of a commit. @throws NotFoundError */
  message(repo: string, commit: string): Promise<string>;
  /**
   * Removes a branch; no-op when it is gone.
   *
   * @throws GitConflictError `head-moved` when it points elsewhere
   */
  deleteBranch(
    repo: string,
    branch: string,
    options: { expectedHead: string },
  ): Promise<void>;
  /**
   * Tells when a branch moved, whoever moved it.
   *
   * @returns a function that ends the subscription
   */
  onHeadChange(
    repo: string,
    branch: string,
    listener: (head: string) => void,
  ): () => void;
}

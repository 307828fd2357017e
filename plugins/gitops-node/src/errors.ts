import { ConflictError } from '@backstage/errors';

/**
 * Why a repository refused a write.
 *
 * - `head-moved`: a branch is no longer where the caller saw it
 * - `branch-exists`: a new branch was asked for under a name that is taken
 * - `merge-conflict`: both sides changed the same paths
 */
export type GitConflictReason =
  | 'head-moved'
  | 'branch-exists'
  | 'merge-conflict';

/** A write was refused because the repository is not as the caller thought; nothing was written. */
export class GitConflictError extends ConflictError {
  readonly reason: GitConflictReason;
  /** Paths changed on both sides; only for `merge-conflict`. */
  readonly paths: string[];

  constructor(
    reason: GitConflictReason,
    message: string,
    paths: string[] = [],
  ) {
    super(message);
    this.reason = reason;
    this.paths = paths;
  }
}

/** True for a {@link GitConflictError}, also across duplicate package copies. */
export function isGitConflict(
  error: unknown,
  reason?: GitConflictReason,
): error is GitConflictError {
  const candidate = error as Partial<GitConflictError> | undefined;
  return (
    candidate?.name === 'ConflictError' &&
    candidate.reason !== undefined &&
    (reason === undefined || candidate.reason === reason)
  );
}

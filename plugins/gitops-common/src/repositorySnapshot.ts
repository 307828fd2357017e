/** Text files of a repository at one commit, as far as a plan needs them. */
export interface RepositorySnapshot {
  /** Commit the files are of. */
  commit: string;
  /** Paths of all files, in order. */
  paths: readonly string[];
  /** Content of a file; undefined when there is none at this path. */
  read(path: string): string | undefined;
}

/** A snapshot that remembers which files were asked for. */
export interface TrackedSnapshot extends RepositorySnapshot {
  /** Paths asked for so far, in order, missing ones included. */
  reads(): string[];
}

/** Wraps a snapshot so that the paths it was asked for can be told. */
export function trackReads(snapshot: RepositorySnapshot): TrackedSnapshot {
  const asked = new Set<string>();
  return {
    commit: snapshot.commit,
    paths: snapshot.paths,
    read(path) {
      asked.add(path);
      return snapshot.read(path);
    },
    reads: () => [...asked].sort(),
  };
}

/**
 * A snapshot as it would be after writing some files.
 *
 * @param edits - `content` undefined removes the file
 */
export function overlay(
  snapshot: RepositorySnapshot,
  edits: ReadonlyArray<{ path: string; content: string | undefined }>,
): RepositorySnapshot {
  const written = new Map(edits.map(edit => [edit.path, edit.content]));
  const paths = new Set(snapshot.paths);
  for (const [path, content] of written) {
    if (content === undefined) paths.delete(path);
    else paths.add(path);
  }
  return {
    commit: snapshot.commit,
    paths: [...paths].sort(),
    read: path => (written.has(path) ? written.get(path) : snapshot.read(path)),
  };
}

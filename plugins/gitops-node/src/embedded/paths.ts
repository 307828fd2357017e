import { InputError } from '@backstage/errors';

/** Longest path accepted in a repository. */
const MAX_PATH = 500;

/**
 * Checks a repository path before anything is read or written under it.
 *
 * @returns the path's segments
 * @throws InputError for absolute paths, `.`/`..`, `.git`, empty segments,
 * backslashes and control characters
 */
export function splitPath(path: string): string[] {
  const segments = path.split('/');
  const bad =
    path.length > MAX_PATH ||
    // eslint-disable-next-line no-control-regex
    /[\u0000-\u001f\u007f\\]/.test(path) ||
    segments.some(
      segment =>
        segment === '' ||
        segment === '.' ||
        segment === '..' ||
        segment.toLowerCase() === '.git',
    );
  if (bad) {
    throw new InputError(
      `not a path inside a repository: ${JSON.stringify(path.slice(0, 100))}`,
    );
  }
  return segments;
}

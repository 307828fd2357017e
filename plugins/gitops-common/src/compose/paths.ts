/**
 * Joins a relative path to a directory of the repository.
 *
 * @param directory - repository path without slashes at the ends; empty for the root
 * @param relative - path as written in a kustomization
 * @returns the repository path, or undefined when it leaves the repository or is absolute
 */
export function resolvePath(
  directory: string,
  relative: string,
): string | undefined {
  if (relative.startsWith('/') || relative.includes('\\')) return undefined;
  const parts = directory === '' ? [] : directory.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') {
      parts.push(part);
    } else if (parts.pop() === undefined) {
      return undefined;
    }
  }
  return parts.join('/');
}

/** True for a resource that kustomize would fetch from elsewhere. */
export function isRemote(path: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:/i.test(path) ||
    /^(git@|github\.com\/|gitlab\.com\/|bitbucket\.org\/)/i.test(path) ||
    /[?&]ref=|\.git(\/|$|\?)|\/\/(?=[^/])/.test(path)
  );
}

/** Names under which kustomize looks for the file of a directory. */
export const KUSTOMIZATION_NAMES = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
] as const;

/** Joins a directory and a file name. */
export function joinPath(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}

/** Oldest minor version of Kubernetes whose Pod Security Standards are known here. */
export const OLDEST_POD_SECURITY_MINOR = 0;

/** Newest minor version of Kubernetes whose Pod Security Standards are known here. */
export const NEWEST_POD_SECURITY_MINOR = 37;

/** A version of the Pod Security Standards: `latest` or a minor version of Kubernetes 1. */
export type PodSecurityVersion = 'latest' | { minor: number };

/**
 * Reads `latest`, `v1.31` or `1.31`.
 *
 * @returns undefined for anything else; a version newer than the known ones is
 * readable, {@link resolvePodSecurityVersion} says which rules it gets
 */
export function parsePodSecurityVersion(
  text: string,
): PodSecurityVersion | undefined {
  if (text === 'latest') return 'latest';
  const match = /^v?1\.(0|[1-9][0-9]{0,3})$/.exec(text);
  return match ? { minor: Number(match[1]) } : undefined;
}

/** Rules that a wanted version gets. */
export interface ResolvedPodSecurityVersion {
  /** Minor version whose rules are used. */
  minor: number;
  /** `v1.N` of {@link ResolvedPodSecurityVersion.minor}. */
  label: string;
  /** True when the wanted version is newer than the newest known rules. */
  newerThanKnown: boolean;
}

/**
 * Finds the rules of a version.
 *
 * @param version - the wanted version
 * @param clusterMinor - minor version of the cluster, what `latest` means
 * there; without it `latest` is the newest known version
 */
export function resolvePodSecurityVersion(
  version: PodSecurityVersion,
  clusterMinor?: number,
): ResolvedPodSecurityVersion {
  const wanted =
    version === 'latest'
      ? clusterMinor ?? NEWEST_POD_SECURITY_MINOR
      : version.minor;
  const minor = Math.min(
    Math.max(wanted, OLDEST_POD_SECURITY_MINOR),
    NEWEST_POD_SECURITY_MINOR,
  );
  return {
    minor,
    label: `v1.${minor}`,
    newerThanKnown: wanted > NEWEST_POD_SECURITY_MINOR,
  };
}

import {
  parsePodSecurityVersion,
  resolvePodSecurityVersion,
} from '../podsecurity/version';
import {
  POD_SECURITY_LEVELS,
  type PodSecurityLevel,
} from '../podsecurity/types';

const PREFIX = 'pod-security.kubernetes.io/';

/** What the labels of a namespace ask of Pod Security admission. */
export interface PodSecurityLabels {
  /** Enforced level; undefined when the label is absent and the cluster's default decides. */
  enforce?: PodSecurityLevel;
  /** Minor version the enforced level is pinned to; undefined for `latest`. */
  enforcePinnedTo?: number;
  audit?: PodSecurityLevel;
  warn?: PodSecurityLevel;
  /** Labels whose value admission does not know. */
  invalid: Array<{ label: string; value: string; readAs: string }>;
}

function isLevel(value: string): value is PodSecurityLevel {
  return POD_SECURITY_LEVELS.includes(value as PodSecurityLevel);
}

/**
 * Reads the Pod Security labels of a namespace as admission does: an invalid
 * enforce level counts as restricted, an invalid audit or warn level as
 * privileged, an invalid version as latest.
 */
export function readPodSecurityLabels(
  labels: Record<string, string> = {},
): PodSecurityLabels {
  const result: PodSecurityLabels = { invalid: [] };
  for (const mode of ['enforce', 'audit', 'warn'] as const) {
    const label = `${PREFIX}${mode}`;
    const value = labels[label];
    if (value === undefined) continue;
    if (isLevel(value)) {
      result[mode] = value;
    } else {
      const readAs = mode === 'enforce' ? 'restricted' : 'privileged';
      result[mode] = readAs;
      result.invalid.push({ label, value, readAs });
    }
  }
  const versionLabel = `${PREFIX}enforce-version`;
  const version = labels[versionLabel];
  if (version !== undefined) {
    const parsed = parsePodSecurityVersion(version);
    if (!parsed) {
      result.invalid.push({
        label: versionLabel,
        value: version,
        readAs: 'latest',
      });
    } else if (parsed !== 'latest') {
      result.enforcePinnedTo = resolvePodSecurityVersion(parsed).minor;
    }
  }
  return result;
}

/** Labels that {@link readPodSecurityLabels} reads. */
export const POD_SECURITY_LABELS = ['enforce', 'audit', 'warn'].flatMap(
  mode => [`${PREFIX}${mode}`, `${PREFIX}${mode}-version`],
);

import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { BASELINE_CONTROLS } from './baselineControls';
import { findPod } from './podView';
import { RESTRICTED_CONTROLS } from './restrictedControls';
import type {
  PodSecurityControl,
  PodSecurityLevel,
  PodSecurityViolation,
  PodView,
} from './types';
import {
  parsePodSecurityVersion,
  resolvePodSecurityVersion,
  type PodSecurityVersion,
} from './version';

/** What to hold a pod against. */
export interface PodSecurityOptions {
  level: PodSecurityLevel;
  /** `latest` or `v1.N`. */
  version: string;
  /** Minor version of the cluster: what `latest` means there. */
  clusterMinor?: number;
}

/** Verdict of the Pod Security Standards about one object. */
export interface PodSecurityVerdict {
  /**
   * No control refuses the object. Also true for an object that holds no pod:
   * look at {@link PodSecurityVerdict.podSpecFound} before calling it good.
   */
  allowed: boolean;
  /** The object holds a readable pod spec. */
  podSpecFound: boolean;
  violations: PodSecurityViolation[];
  /** Version of the rules that were used, `v1.N`. */
  evaluatedVersion: string;
  /** Set when a version newer than the known rules was wanted. */
  newerThanKnown?: boolean;
}

/** All controls: baseline first. */
export const POD_SECURITY_CONTROLS: readonly PodSecurityControl[] = [
  ...BASELINE_CONTROLS,
  ...RESTRICTED_CONTROLS,
];

function ruleAt(control: PodSecurityControl, minor: number) {
  let rule: PodSecurityControl['versions'][number] | undefined;
  for (const version of control.versions) {
    if (version.from <= minor) rule = version;
  }
  return rule;
}

function violationsOf(
  control: PodSecurityControl,
  minor: number,
  pod: PodView,
): PodSecurityViolation[] {
  const findings = ruleAt(control, minor)?.check(pod) ?? [];
  return findings.map(({ path, message }) => ({
    control: control.id,
    path,
    message,
  }));
}

function wantedVersion(version: string): PodSecurityVersion {
  const parsed = parsePodSecurityVersion(version);
  if (!parsed) {
    throw new RangeError(
      `unknown version "${version}" of the Pod Security Standards; allowed: latest or v1.N`,
    );
  }
  return parsed;
}

function evaluateLevel(
  pod: PodView,
  level: 'baseline' | 'restricted',
  minor: number,
): PodSecurityViolation[] {
  const byBaseline = BASELINE_CONTROLS.map(control => ({
    control,
    violations: violationsOf(control, minor, pod),
  }));
  if (level === 'baseline') return byBaseline.flatMap(b => b.violations);
  const byRestricted = RESTRICTED_CONTROLS.filter(c => ruleAt(c, minor)).map(
    control => ({ control, violations: violationsOf(control, minor, pod) }),
  );
  // A replaced baseline control cannot refuse by itself: the replacing control
  // may exempt the pod. Where both refuse, both are told, for the reader then
  // knows that the pod fails the lower level too.
  const kept = byBaseline.filter(({ control }) => {
    const replacing = byRestricted.find(r =>
      r.control.overrides?.includes(control.id),
    );
    return !replacing || replacing.violations.length > 0;
  });
  return [...kept, ...byRestricted].flatMap(r => r.violations);
}

/**
 * Judges a pod, or the pod template of any workload kind, by the Pod Security
 * Standards (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
 *
 * Init, normal and ephemeral containers count alike. A field of a wrong type
 * is refused by the control that reads it; a pod that cannot be read at all
 * is refused by the control `podspec`.
 *
 * @param object - any Kubernetes object; never throws because of its content
 * @param options - level and version
 * @throws RangeError for a version that is neither `latest` nor `v1.N`
 */
export function evaluatePodSecurity(
  object: KubeObject,
  options: PodSecurityOptions,
): PodSecurityVerdict {
  const resolved = resolvePodSecurityVersion(
    wantedVersion(options.version),
    options.clusterMinor,
  );
  const lookup = findPod(object);
  const violations: PodSecurityViolation[] = [];
  if (options.level !== 'privileged') {
    for (const fault of lookup.malformed) {
      violations.push({ control: 'podspec', ...fault });
    }
    if (lookup.found) {
      violations.push(
        ...evaluateLevel(lookup.view, options.level, resolved.minor),
      );
    }
  }
  return {
    allowed: violations.length === 0,
    podSpecFound: lookup.found,
    violations,
    evaluatedVersion: resolved.label,
    ...(resolved.newerThanKnown && { newerThanKnown: true }),
  };
}

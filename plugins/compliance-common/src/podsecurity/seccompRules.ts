import { describeFound } from '@chat2sql/plugin-platform-common';
import { isRecord, isUnset } from './podView';
import { scopes, type SecurityScope } from './fields';
import type { Finding, PodView } from './types';

const POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';

/** Seccomp as it was written before Kubernetes 1.19: annotations of the pod. */
export function seccompAnnotations(pod: PodView): Finding[] {
  const findings: Finding[] = [];
  for (const [key, value] of Object.entries(pod.annotations)) {
    if (key !== POD_ANNOTATION && !key.startsWith(CONTAINER_ANNOTATION)) {
      continue;
    }
    const allowed =
      value === 'runtime/default' ||
      value === 'docker/default' ||
      (typeof value === 'string' && value.startsWith('localhost/'));
    if (!allowed) {
      findings.push({
        path: `${pod.metadataPath}.annotations["${key}"]`,
        message: `seccomp profile ${describeFound(
          value,
        )} is not allowed; allowed are runtime/default and localhost/*`,
      });
    }
  }
  return findings;
}

type ProfileState = 'unset' | 'good' | 'bad';

function profileState(scope: SecurityScope): ProfileState {
  const profile = scope.security.seccompProfile;
  if (isUnset(profile)) return 'unset';
  const type = isRecord(profile) ? profile.type : undefined;
  return type === 'RuntimeDefault' || type === 'Localhost' ? 'good' : 'bad';
}

function badProfile(scope: SecurityScope): Finding {
  const profile = scope.security.seccompProfile;
  return {
    path: `${scope.path}.seccompProfile.type`,
    message: `seccomp profile type ${describeFound(
      isRecord(profile) ? profile.type : profile,
    )} is not allowed; allowed are RuntimeDefault and Localhost`,
  };
}

/** Profiles that are set must be RuntimeDefault or Localhost. */
export function seccompFieldsOfBaseline(pod: PodView): Finding[] {
  return scopes(pod)
    .filter(scope => profileState(scope) === 'bad')
    .map(badProfile);
}

/** Every container needs an allowed profile, its own or the pod's. */
export function seccompFieldsOfRestricted(pod: PodView): Finding[] {
  const [podScope, ...containerScopes] = scopes(pod);
  const podState = profileState(podScope);
  const findings = podState === 'bad' ? [badProfile(podScope)] : [];
  for (const scope of containerScopes) {
    const state = profileState(scope);
    if (state === 'bad') findings.push(badProfile(scope));
    else if (state === 'unset' && podState !== 'good') {
      findings.push({
        path: `${scope.path}.seccompProfile.type`,
        message:
          'a seccomp profile must be set here or for the pod: RuntimeDefault or Localhost',
      });
    }
  }
  return findings;
}

import { describeFound } from '@chat2sql/plugin-platform-common';
import { badList } from './fields';
import { isRecord, isUnset } from './podView';
import { procMount } from './profileRules';
import { seccompFieldsOfRestricted } from './seccompRules';
import type { Finding, PodSecurityControl, PodView } from './types';

const VOLUME_SOURCES = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** A volume without any source is an emptyDir: the API server defaults it so. */
function restrictedVolumes(pod: PodView): Finding[] {
  return pod.volumes.flatMap(({ path, value }) =>
    Object.keys(value)
      .filter(
        key =>
          key !== 'name' && !isUnset(value[key]) && !VOLUME_SOURCES.has(key),
      )
      .map(key => ({
        path: `${path}.${key}`,
        message: `volumes of type ${key} are not allowed; allowed are ${[
          ...VOLUME_SOURCES,
        ].join(', ')}`,
      })),
  );
}

function allowPrivilegeEscalation(pod: PodView): Finding[] {
  return pod.containers
    .filter(c => c.security.allowPrivilegeEscalation !== false)
    .map(c => ({
      path: `${c.path}.securityContext.allowPrivilegeEscalation`,
      message: `allowPrivilegeEscalation must be false, found ${describeFound(
        c.security.allowPrivilegeEscalation,
      )}`,
    }));
}

function runAsNonRoot(pod: PodView): Finding[] {
  const findings: Finding[] = [];
  const ofPod = pod.security.runAsNonRoot;
  if (!isUnset(ofPod) && ofPod !== true) {
    // Refused even when every container says true: a container added later
    // (an ephemeral one) would inherit it.
    findings.push({
      path: `${pod.path}.securityContext.runAsNonRoot`,
      message: `runAsNonRoot must be true, found ${describeFound(ofPod)}`,
    });
  }
  for (const container of pod.containers) {
    const own = container.security.runAsNonRoot;
    const path = `${container.path}.securityContext.runAsNonRoot`;
    if (isUnset(own)) {
      if (ofPod !== true) {
        findings.push({
          path,
          message: 'runAsNonRoot must be true here or for the pod',
        });
      }
    } else if (own !== true) {
      findings.push({
        path,
        message: `runAsNonRoot must be true, found ${describeFound(own)}`,
      });
    }
  }
  return findings;
}

function isRootUser(value: unknown): boolean {
  if (isUnset(value)) return false;
  return typeof value !== 'number' || value === 0;
}

function runAsUser(pod: PodView): Finding[] {
  return [{ path: pod.path, security: pod.security }, ...pod.containers]
    .filter(scope => isRootUser(scope.security.runAsUser))
    .map(scope => ({
      path: `${scope.path}.securityContext.runAsUser`,
      message: `runAsUser must be a number above 0, found ${describeFound(
        scope.security.runAsUser,
      )}`,
    }));
}

function capabilities(pod: PodView): Finding[] {
  const findings: Finding[] = badList(
    pod,
    'add',
    name => name === 'NET_BIND_SERVICE',
  ).map(f => ({
    path: f.path,
    message: `capability ${f.found} may not be added; only NET_BIND_SERVICE may`,
  }));
  for (const { path, security } of pod.containers) {
    const drop = isRecord(security.capabilities)
      ? security.capabilities.drop
      : undefined;
    if (!Array.isArray(drop) || !drop.includes('ALL')) {
      findings.push({
        path: `${path}.securityContext.capabilities.drop`,
        message: 'all capabilities must be dropped: drop must hold ALL',
      });
    }
  }
  return findings;
}

function unlessWindows(check: (pod: PodView) => Finding[]) {
  return (pod: PodView) => (pod.windows ? [] : check(pod));
}

function unlessOwnUsers(check: (pod: PodView) => Finding[]) {
  return (pod: PodView) => (pod.ownUserNamespace ? [] : check(pod));
}

/** Controls that level restricted adds, by the Pod Security Standards of Kubernetes v1.0 to v1.37. */
export const RESTRICTED_CONTROLS: readonly PodSecurityControl[] = [
  {
    id: 'restrictedvolumes',
    title: 'Types of volumes',
    level: 'restricted',
    overrides: ['hostpathvolumes'],
    versions: [{ from: 0, check: restrictedVolumes }],
  },
  {
    id: 'allowprivilegeescalation',
    title: 'Privilege escalation',
    level: 'restricted',
    versions: [
      { from: 8, check: allowPrivilegeEscalation },
      { from: 25, check: unlessWindows(allowPrivilegeEscalation) },
    ],
  },
  {
    id: 'runasnonroot',
    title: 'Running as non-root',
    level: 'restricted',
    versions: [
      { from: 0, check: runAsNonRoot },
      { from: 35, check: unlessOwnUsers(runAsNonRoot) },
    ],
  },
  {
    id: 'runasuser',
    title: 'User id 0',
    level: 'restricted',
    versions: [
      { from: 23, check: runAsUser },
      { from: 35, check: unlessOwnUsers(runAsUser) },
    ],
  },
  {
    id: 'seccompprofile_restricted',
    title: 'Seccomp profile set',
    level: 'restricted',
    overrides: ['seccompprofile_baseline'],
    versions: [
      { from: 19, check: seccompFieldsOfRestricted },
      { from: 25, check: unlessWindows(seccompFieldsOfRestricted) },
    ],
  },
  {
    id: 'capabilities_restricted',
    title: 'Dropped capabilities',
    level: 'restricted',
    overrides: ['capabilities_baseline'],
    versions: [
      { from: 22, check: capabilities },
      { from: 25, check: unlessWindows(capabilities) },
    ],
  },
  {
    id: 'procmount_restricted',
    title: 'Masks of /proc',
    level: 'restricted',
    overrides: ['procmount'],
    versions: [{ from: 35, check: procMount }],
  },
];

import { describeFound } from '@chat2sql/plugin-platform-common';
import { scopes } from './fields';
import { isRecord, isUnset } from './podView';
import type { Finding, PodView } from './types';

/** True for anything but an unset or false flag: a flag of a wrong type is refused. */
function isRaised(value: unknown): boolean {
  return !isUnset(value) && value !== false;
}

/** The pod shares namespaces of the node. */
export function hostNamespaces(pod: PodView): Finding[] {
  return ['hostNetwork', 'hostPID', 'hostIPC']
    .filter(field => isRaised(pod.spec[field]))
    .map(field => ({
      path: `${pod.path}.${field}`,
      message: `${field} shares the node's namespace; it must be false or left out`,
    }));
}

/** Containers without the limits of a container. */
export function privileged(pod: PodView): Finding[] {
  return pod.containers
    .filter(c => isRaised(c.security.privileged))
    .map(c => ({
      path: `${c.path}.securityContext.privileged`,
      message: 'privileged must be false or left out',
    }));
}

/** Windows containers that run as processes of the node. */
export function windowsHostProcess(pod: PodView): Finding[] {
  const findings: Finding[] = [];
  for (const scope of scopes(pod)) {
    const options = scope.security.windowsOptions;
    const path = `${scope.path}.windowsOptions`;
    if (isUnset(options)) continue;
    if (!isRecord(options)) {
      findings.push({ path, message: 'windowsOptions must be a mapping' });
    } else if (isRaised(options.hostProcess)) {
      findings.push({
        path: `${path}.hostProcess`,
        message: 'hostProcess must be false or left out',
      });
    }
  }
  return findings;
}

/** Volumes of the node. */
export function hostPathVolumes(pod: PodView): Finding[] {
  return pod.volumes
    .filter(v => !isUnset(v.value.hostPath))
    .map(v => ({
      path: `${v.path}.hostPath`,
      message: 'volumes of the node (hostPath) are not allowed',
    }));
}

/** Ports of the node. */
export function hostPorts(pod: PodView): Finding[] {
  const findings: Finding[] = [];
  for (const container of pod.containers) {
    const path = `${container.path}.ports`;
    const { ports } = container.value;
    if (isUnset(ports)) continue;
    if (!Array.isArray(ports)) {
      findings.push({ path, message: 'ports must be a list' });
      continue;
    }
    for (const [index, port] of ports.entries()) {
      const hostPort = isRecord(port) ? port.hostPort : undefined;
      if (!isUnset(hostPort) && hostPort !== 0) {
        findings.push({
          path: `${path}[${index}].hostPort`,
          message: `hostPort ${describeFound(
            hostPort,
          )} opens a port of the node; it must be 0 or left out`,
        });
      }
    }
  }
  return findings;
}

/** Probes and hooks that ask another host than the pod. */
export function hostProbes(pod: PodView): Finding[] {
  const handlers: Array<{ path: string; value: unknown }> = [];
  for (const { path, value } of pod.containers) {
    for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
      handlers.push({ path: `${path}.${probe}`, value: value[probe] });
    }
    const lifecycle = isRecord(value.lifecycle) ? value.lifecycle : {};
    for (const hook of ['postStart', 'preStop']) {
      handlers.push({
        path: `${path}.lifecycle.${hook}`,
        value: lifecycle[hook],
      });
    }
  }
  return handlers.flatMap(({ path, value }) =>
    ['httpGet', 'tcpSocket'].flatMap(action => {
      const target = isRecord(value) ? value[action] : undefined;
      const host = isRecord(target) ? target.host : undefined;
      return isUnset(host) || host === ''
        ? []
        : [
            {
              path: `${path}.${action}.host`,
              message:
                'a probe or hook may not name a host; the pod itself is asked when it is left out',
            },
          ];
    }),
  );
}

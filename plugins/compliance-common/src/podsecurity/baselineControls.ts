import { describeFound } from '@chat2sql/plugin-platform-common';
import { isRecord, isUnset } from './podView';
import type { Finding, PodSecurityControl, PodView } from './types';
import { badList, scopes } from './fields';
import { seccompAnnotations, seccompFieldsOfBaseline } from './seccompRules';

const CAPABILITIES = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

const SAFE_SYSCTLS: ReadonlyArray<{ from: number; names: string[] }> = [
  {
    from: 0,
    names: [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.tcp_syncookies',
      'net.ipv4.ping_group_range',
      'net.ipv4.ip_unprivileged_port_start',
    ],
  },
  { from: 27, names: ['net.ipv4.ip_local_reserved_ports'] },
  {
    from: 29,
    names: [
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  },
  { from: 32, names: ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'] },
  {
    from: 37,
    names: ['net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat'],
  },
];

const SELINUX_TYPES = [
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
];
const APPARMOR_PREFIX = 'container.apparmor.security.beta.kubernetes.io/';

/** True for anything but an unset or false flag: a flag of a wrong type is refused. */
function isRaised(value: unknown): boolean {
  return !isUnset(value) && value !== false;
}

function hostNamespaces(pod: PodView): Finding[] {
  return ['hostNetwork', 'hostPID', 'hostIPC']
    .filter(field => isRaised(pod.spec[field]))
    .map(field => ({
      path: `${pod.path}.${field}`,
      message: `${field} shares the node's namespace; it must be false or left out`,
    }));
}

function privileged(pod: PodView): Finding[] {
  return pod.containers
    .filter(c => isRaised(c.security.privileged))
    .map(c => ({
      path: `${c.path}.securityContext.privileged`,
      message: 'privileged must be false or left out',
    }));
}

function windowsHostProcess(pod: PodView): Finding[] {
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

function hostPathVolumes(pod: PodView): Finding[] {
  return pod.volumes
    .filter(v => !isUnset(v.value.hostPath))
    .map(v => ({
      path: `${v.path}.hostPath`,
      message: 'volumes of the node (hostPath) are not allowed',
    }));
}

function hostPorts(pod: PodView): Finding[] {
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

function capabilities(pod: PodView): Finding[] {
  return badList(pod, 'add', name => CAPABILITIES.has(name)).map(f => ({
    ...f,
    message: `capability ${f.found} may not be added at level baseline`,
  }));
}

function appArmor(pod: PodView): Finding[] {
  const findings: Finding[] = [];
  for (const [key, value] of Object.entries(pod.annotations)) {
    if (!key.startsWith(APPARMOR_PREFIX)) continue;
    const allowed =
      value === '' ||
      value === 'runtime/default' ||
      (typeof value === 'string' && value.startsWith('localhost/'));
    if (!allowed) {
      findings.push({
        path: `${pod.metadataPath}.annotations["${key}"]`,
        message: `AppArmor profile ${describeFound(
          value,
        )} is not allowed; allowed are runtime/default and localhost/*`,
      });
    }
  }
  for (const scope of scopes(pod)) {
    const profile = scope.security.appArmorProfile;
    if (isUnset(profile)) continue;
    const type = isRecord(profile) ? profile.type : undefined;
    if (type !== 'RuntimeDefault' && type !== 'Localhost') {
      findings.push({
        path: `${scope.path}.appArmorProfile.type`,
        message: `AppArmor profile type ${describeFound(
          type,
        )} is not allowed; allowed are RuntimeDefault and Localhost`,
      });
    }
  }
  return findings;
}

function seLinux(types: readonly string[]) {
  return (pod: PodView): Finding[] => {
    const findings: Finding[] = [];
    for (const scope of scopes(pod)) {
      const options = scope.security.seLinuxOptions;
      const path = `${scope.path}.seLinuxOptions`;
      if (isUnset(options)) continue;
      if (!isRecord(options)) {
        findings.push({ path, message: 'seLinuxOptions must be a mapping' });
        continue;
      }
      const type = options.type ?? '';
      if (typeof type !== 'string' || !types.includes(type)) {
        findings.push({
          path: `${path}.type`,
          message: `SELinux type ${describeFound(
            type,
          )} is not allowed; allowed are ${types.filter(Boolean).join(', ')}`,
        });
      }
      for (const field of ['user', 'role']) {
        if (!isUnset(options[field]) && options[field] !== '') {
          findings.push({
            path: `${path}.${field}`,
            message: `an SELinux ${field} may not be set`,
          });
        }
      }
    }
    return findings;
  };
}

/** Masks of /proc that are not the default. */
export function procMount(pod: PodView): Finding[] {
  return pod.containers
    .filter(
      c => !isUnset(c.security.procMount) && c.security.procMount !== 'Default',
    )
    .map(c => ({
      path: `${c.path}.securityContext.procMount`,
      message: 'procMount must be Default or left out',
    }));
}

function sysctlsUpTo(minor: number) {
  const safe = new Set(
    SAFE_SYSCTLS.filter(s => s.from <= minor).flatMap(s => s.names),
  );
  return (pod: PodView): Finding[] => {
    const { sysctls } = pod.security;
    const path = `${pod.path}.securityContext.sysctls`;
    if (isUnset(sysctls)) return [];
    if (!Array.isArray(sysctls)) {
      return [{ path, message: 'sysctls must be a list' }];
    }
    return [...sysctls.entries()].flatMap(([index, sysctl]) => {
      const name = isRecord(sysctl) ? sysctl.name : undefined;
      return typeof name === 'string' && safe.has(name)
        ? []
        : [
            {
              path: `${path}[${index}].name`,
              message: `sysctl ${describeFound(name)} is not in the safe set`,
            },
          ];
    });
  };
}

function hostProbes(pod: PodView): Finding[] {
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

/** Controls of level baseline, by the Pod Security Standards of Kubernetes v1.0 to v1.37. */
export const BASELINE_CONTROLS: readonly PodSecurityControl[] = [
  {
    id: 'hostnamespaces',
    title: 'Namespaces of the node',
    level: 'baseline',
    versions: [{ from: 0, check: hostNamespaces }],
  },
  {
    id: 'privileged',
    title: 'Privileged containers',
    level: 'baseline',
    versions: [{ from: 0, check: privileged }],
  },
  {
    id: 'windowshostprocess',
    title: 'Windows host processes',
    level: 'baseline',
    versions: [{ from: 0, check: windowsHostProcess }],
  },
  {
    id: 'hostpathvolumes',
    title: 'Volumes of the node',
    level: 'baseline',
    versions: [{ from: 0, check: hostPathVolumes }],
  },
  {
    id: 'hostports',
    title: 'Ports of the node',
    level: 'baseline',
    versions: [{ from: 0, check: hostPorts }],
  },
  {
    id: 'capabilities_baseline',
    title: 'Added capabilities',
    level: 'baseline',
    versions: [{ from: 0, check: capabilities }],
  },
  {
    id: 'apparmorprofile',
    title: 'AppArmor profile',
    level: 'baseline',
    versions: [{ from: 0, check: appArmor }],
  },
  {
    id: 'selinuxoptions',
    title: 'SELinux options',
    level: 'baseline',
    versions: [
      { from: 0, check: seLinux(SELINUX_TYPES) },
      { from: 31, check: seLinux([...SELINUX_TYPES, 'container_engine_t']) },
    ],
  },
  {
    id: 'procmount',
    title: 'Masks of /proc',
    level: 'baseline',
    versions: [
      { from: 0, check: procMount },
      { from: 35, check: pod => (pod.ownUserNamespace ? [] : procMount(pod)) },
    ],
  },
  {
    id: 'seccompprofile_baseline',
    title: 'Seccomp profile',
    level: 'baseline',
    versions: [
      { from: 0, check: seccompAnnotations },
      { from: 19, check: seccompFieldsOfBaseline },
    ],
  },
  {
    id: 'sysctls',
    title: 'Kernel parameters',
    level: 'baseline',
    versions: SAFE_SYSCTLS.map(s => ({
      from: s.from,
      check: sysctlsUpTo(s.from),
    })),
  },
  {
    id: 'hostprobesandhostlifecycle',
    title: 'Hosts named in probes and hooks',
    level: 'baseline',
    versions: [{ from: 34, check: hostProbes }],
  },
];

import { describeFound } from '@chat2sql/plugin-platform-common';
import { badList, scopes } from './fields';
import { isRecord, isUnset } from './podView';
import type { Finding, PodView } from './types';

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

/** Safe kernel parameters and the version that added them. */
export const SAFE_SYSCTLS: ReadonlyArray<{ from: number; names: string[] }> = [
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

const APPARMOR_PREFIX = 'container.apparmor.security.beta.kubernetes.io/';

/** Capabilities outside the ones container runtimes give anyway. */
export function capabilities(pod: PodView): Finding[] {
  return badList(pod, 'add', name => CAPABILITIES.has(name)).map(f => ({
    ...f,
    message: `capability ${f.found} may not be added at level baseline`,
  }));
}

/** AppArmor profiles by annotation or field. */
export function appArmor(pod: PodView): Finding[] {
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

/** SELinux users, roles, and types outside the given ones. */
export function seLinux(types: readonly string[]) {
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

/** Kernel parameters outside the safe set of a version. */
export function sysctlsUpTo(minor: number) {
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

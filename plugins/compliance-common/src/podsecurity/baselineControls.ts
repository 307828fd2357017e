import {
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbes,
  privileged,
  windowsHostProcess,
} from './hostRules';
import {
  appArmor,
  capabilities,
  procMount,
  SAFE_SYSCTLS,
  seLinux,
  sysctlsUpTo,
} from './profileRules';
import { seccompAnnotations, seccompFieldsOfBaseline } from './seccompRules';
import type { PodSecurityControl } from './types';

const SELINUX_TYPES = [
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
];

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

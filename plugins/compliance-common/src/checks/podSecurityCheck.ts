import {
  evaluatePodSecurity,
  POD_SECURITY_CONTROLS,
} from '../podsecurity/evaluatePodSecurity';
import { workloadCheck } from './workloadCheck';
import { podSecurityTexts } from './texts';
import type { Check } from './types';

const CONTAINER_FIELDS = [
  'name',
  'securityContext',
  'ports[*].hostPort',
  'livenessProbe.httpGet.host',
  'livenessProbe.tcpSocket.host',
  'readinessProbe.httpGet.host',
  'readinessProbe.tcpSocket.host',
  'startupProbe.httpGet.host',
  'startupProbe.tcpSocket.host',
  'lifecycle.postStart.httpGet.host',
  'lifecycle.postStart.tcpSocket.host',
  'lifecycle.preStop.httpGet.host',
  'lifecycle.preStop.tcpSocket.host',
];

const POD_FIELDS = [
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'hostUsers',
  'os.name',
  'securityContext',
  'volumes',
  ...['initContainers', 'containers', 'ephemeralContainers'].flatMap(list =>
    CONTAINER_FIELDS.map(field => `${list}[*].${field}`),
  ),
];

const LINK =
  'https://kubernetes.io/docs/concepts/security/pod-security-standards/';

/**
 * Pod Security Standards over the workloads of an environment.
 *
 * @param options - `version` is the version of the standards, `v1.N`
 */
export function podSecurityCheck(options: {
  level: 'baseline' | 'restricted';
  version: string;
}): Check {
  const { level, version } = options;
  return workloadCheck({
    id: level === 'baseline' ? 'PSS-B' : 'PSS-R',
    ...podSecurityTexts(level, version),
    link: LINK,
    revision: '1',
    parameters: { level, version },
    controls: [
      ...POD_SECURITY_CONTROLS.filter(
        c => level === 'restricted' || c.level === 'baseline',
      ).map(c => c.id),
      'podspec',
    ],
    judge: object =>
      evaluatePodSecurity(object, { level, version }).violations.map(v => ({
        control: v.control,
        severity: 'fail' as const,
        path: v.path,
        message: v.message,
      })),
    podFields: POD_FIELDS,
    annotationPrefixes: [
      'container.apparmor.security.beta.kubernetes.io/',
      'seccomp.security.alpha.kubernetes.io/',
      'container.seccomp.security.alpha.kubernetes.io/',
    ],
  });
}

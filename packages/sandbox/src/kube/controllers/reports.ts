import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterView, Controller } from '../cluster/types';
import { fraction, kubeTime } from '../names';

const WORKLOADS = ['Deployment', 'StatefulSet'] as const;
const DAY_MS = 86_400_000;

function chatWorkloads(cluster: ClusterView): KubeObject[] {
  return WORKLOADS.flatMap(kind =>
    cluster.store
      .list('apps', kind)
      .filter(
        object =>
          object.metadata.labels?.['app.kubernetes.io/part-of'] === 'chat2sql',
      ),
  );
}

/** Trivy names a workload by its newest ReplicaSet, so that a new image gets a new report. */
function scanned(cluster: ClusterView, workload: KubeObject): KubeObject {
  if (workload.kind !== 'Deployment') return workload;
  const revision =
    workload.metadata.annotations?.['deployment.kubernetes.io/revision'];
  return (
    cluster.store
      .ownedBy(workload.metadata.uid!, 'ReplicaSet')
      .find(
        set =>
          set.metadata.annotations?.['deployment.kubernetes.io/revision'] ===
          revision,
      ) ?? workload
  );
}

/** Known weaknesses the sandbox's scanner finds, with a CVE of the public list each. */
const FINDINGS = [
  {
    id: 'CVE-2023-5363',
    pkg: 'libcrypto3',
    severity: 'HIGH',
    score: 7.5,
    fixed: '3.1.4-r0',
    title: 'openssl: incorrect cipher key and IV length processing',
  },
  {
    id: 'CVE-2023-45853',
    pkg: 'zlib',
    severity: 'CRITICAL',
    score: 9.8,
    fixed: '',
    title: 'zlib: integer overflow in zipOpenNewFileInZip4_6',
  },
  {
    id: 'CVE-2024-24790',
    pkg: 'stdlib',
    severity: 'CRITICAL',
    score: 9.8,
    fixed: '1.22.4',
    title:
      'golang: net/netip: unexpected behaviour of Is methods for IPv4-mapped IPv6 addresses',
  },
  {
    id: 'CVE-2023-45288',
    pkg: 'golang.org/x/net',
    severity: 'HIGH',
    score: 7.5,
    fixed: '0.23.0',
    title: 'golang: unlimited number of CONTINUATION frames causes DoS',
  },
  {
    id: 'CVE-2024-2511',
    pkg: 'libssl3',
    severity: 'MEDIUM',
    score: 5.9,
    fixed: '3.1.4-r6',
    title: 'openssl: unbounded memory growth with session handling in TLSv1.3',
  },
  {
    id: 'CVE-2023-42366',
    pkg: 'busybox',
    severity: 'MEDIUM',
    score: 5.5,
    fixed: '1.36.1-r16',
    title: 'busybox: heap buffer overflow in next_token',
  },
  {
    id: 'CVE-2024-0727',
    pkg: 'libcrypto3',
    severity: 'MEDIUM',
    score: 5.5,
    fixed: '3.1.4-r5',
    title: 'openssl: denial of service via null dereference',
  },
  {
    id: 'CVE-2023-4039',
    pkg: 'libgcc',
    severity: 'LOW',
    score: 4.8,
    fixed: '',
    title:
      'gcc: stack protection does not protect dynamic variables on AArch64',
  },
] as const;

function summaryOf(severities: string[]) {
  const count = (severity: string) =>
    severities.filter(s => s === severity).length;
  return {
    criticalCount: count('CRITICAL'),
    highCount: count('HIGH'),
    mediumCount: count('MEDIUM'),
    lowCount: count('LOW'),
  };
}

/** The images of the mirror are older and carry more than our own. */
function findingsOf(image: string, seed: number) {
  const chance = /chat2sql\/chat2sql-/.test(image) ? 0.12 : 0.4;
  return FINDINGS.filter(finding => fraction(seed, image, finding.id) < chance);
}

function vulnerabilityReport(
  cluster: ClusterView,
  owner: KubeObject,
  container: any,
): KubeObject {
  const [name, digest] = String(container.image).split('@');
  const [registry, ...rest] = name.split('/');
  const [repository, tag] = rest.join('/').split(':');
  const findings = findingsOf(container.image, cluster.context.seed);
  return report(owner, 'VulnerabilityReport', container.name, {
    artifact: { repository, tag, digest },
    registry: { server: registry },
    scanner: { name: 'Trivy', vendor: 'Aqua Security', version: '0.58.1' },
    summary: {
      ...summaryOf(findings.map(f => f.severity)),
      unknownCount: 0,
      noneCount: 0,
    },
    vulnerabilities: findings.map(f => ({
      vulnerabilityID: f.id,
      resource: f.pkg,
      severity: f.severity,
      score: f.score,
      title: f.title,
      fixedVersion: f.fixed,
      primaryLink: `https://avd.aquasec.com/nvd/${f.id.toLowerCase()}`,
    })),
  });
}

/** The checks of Trivy that the sandbox evaluates, truly, on the pod template. */
const CHECKS: Array<{
  id: string;
  title: string;
  severity: string;
  passes(pod: any, container: any): boolean;
}> = [
  {
    id: 'KSV001',
    title: 'Can elevate its own privileges',
    severity: 'MEDIUM',
    passes: (_, c) => c.securityContext?.allowPrivilegeEscalation === false,
  },
  {
    id: 'KSV012',
    title: 'Runs as root user',
    severity: 'MEDIUM',
    passes: (p, c) =>
      c.securityContext?.runAsNonRoot ??
      p.securityContext?.runAsNonRoot ??
      false,
  },
  {
    id: 'KSV014',
    title: 'Root file system is not read-only',
    severity: 'HIGH',
    passes: (_, c) => c.securityContext?.readOnlyRootFilesystem === true,
  },
  {
    id: 'KSV011',
    title: 'CPU not limited',
    severity: 'LOW',
    passes: (_, c) => c.resources?.limits?.cpu !== undefined,
  },
  {
    id: 'KSV018',
    title: 'Memory not limited',
    severity: 'LOW',
    passes: (_, c) => c.resources?.limits?.memory !== undefined,
  },
  {
    id: 'KSV030',
    title: 'Runtime/Default Seccomp profile not set',
    severity: 'LOW',
    passes: (p, c) =>
      /^(RuntimeDefault|Localhost)$/.test(
        c.securityContext?.seccompProfile?.type ??
          p.securityContext?.seccompProfile?.type,
      ),
  },
];

function configAuditReport(owner: KubeObject): KubeObject {
  const pod = owner.spec.template.spec;
  const checks = CHECKS.map(check => {
    const failing = pod.containers.filter((c: any) => !check.passes(pod, c));
    return {
      checkID: check.id,
      title: check.title,
      severity: check.severity,
      category: 'Kubernetes Security Check',
      success: failing.length === 0,
      messages: failing.map(
        (c: any) => `Container '${c.name}': ${check.title.toLowerCase()}`,
      ),
    };
  });
  return report(owner, 'ConfigAuditReport', '', {
    scanner: { name: 'Trivy', vendor: 'Aqua Security', version: '0.24.1' },
    summary: summaryOf(checks.filter(c => !c.success).map(c => c.severity)),
    checks,
  });
}

function report(
  owner: KubeObject,
  kind: string,
  container: string,
  content: Record<string, unknown>,
): KubeObject {
  const { name, namespace, uid } = owner.metadata;
  return {
    apiVersion: 'aquasecurity.github.io/v1alpha1',
    kind,
    metadata: {
      name: [owner.kind.toLowerCase(), name, container]
        .filter(Boolean)
        .join('-')
        .slice(0, 63),
      namespace,
      labels: {
        'trivy-operator.resource.kind': owner.kind,
        'trivy-operator.resource.name': name!,
        'trivy-operator.resource.namespace': namespace!,
        ...(container ? { 'trivy-operator.container.name': container } : {}),
      },
      ownerReferences: [
        {
          apiVersion: owner.apiVersion,
          kind: owner.kind,
          name: name!,
          uid: uid!,
          controller: true,
        },
      ],
    },
    report: content,
  };
}

function put(cluster: ClusterView, wanted: KubeObject, now: Date): void {
  const { kind, metadata } = wanted;
  const known = cluster.store.get(
    'aquasecurity.github.io',
    kind,
    metadata.namespace,
    metadata.name!,
  );
  if (!known) {
    cluster.store.create(
      {
        ...wanted,
        report: { ...wanted.report, updateTimestamp: kubeTime(now) },
      },
      now,
    );
    return;
  }
  const scannedAt = Date.parse(known.report.updateTimestamp);
  // The operator scans again every day.
  const at =
    now.getTime() - scannedAt > DAY_MS
      ? kubeTime(now)
      : known.report.updateTimestamp;
  cluster.store.update({
    ...wanted,
    report: { ...wanted.report, updateTimestamp: at },
  });
}

/** Trivy operator: reports per workload, some seconds after it appears. */
export const trivyController: Controller = (cluster, now) => {
  for (const workload of chatWorkloads(cluster)) {
    const owner = scanned(cluster, workload);
    const age = now.getTime() - Date.parse(owner.metadata.creationTimestamp!);
    if (age < 8000) continue;
    put(cluster, configAuditReport(owner), now);
    for (const container of owner.spec.template.spec.containers)
      put(cluster, vulnerabilityReport(cluster, owner, container), now);
  }
};

import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterView, Controller } from '../cluster/types';
import { kubeTime } from '../names';

/** Both engines look once in this many milliseconds, as audits do. */
const AUDIT_MS = 60_000;

function auditTime(now: Date): string {
  return kubeTime(Math.floor(now.getTime() / AUDIT_MS) * AUDIT_MS);
}

function workloads(cluster: ClusterView): KubeObject[] {
  return ['DaemonSet', 'Deployment', 'StatefulSet'].flatMap(kind =>
    cluster.store.list('apps', kind),
  );
}

interface Violation {
  object: KubeObject;
  message: string;
}

function evaluate(constraint: KubeObject, objects: KubeObject[]): Violation[] {
  const { parameters = {}, match = {} } = constraint.spec ?? {};
  const excluded: string[] = match.excludedNamespaces ?? [];
  const matched = objects.filter(
    object => !excluded.includes(object.metadata.namespace ?? ''),
  );
  if (constraint.kind === 'K8sRequiredLabels') {
    return matched.flatMap(object =>
      (parameters.labels ?? [])
        .filter((label: any) => !object.metadata.labels?.[label.key])
        .map((label: any) => ({
          object,
          message: `you must provide labels: {"${label.key}"}`,
        })),
    );
  }
  const repos: string[] = parameters.repos ?? [];
  return matched.flatMap(object =>
    object.spec.template.spec.containers
      .filter((c: any) => !repos.some(repo => String(c.image).startsWith(repo)))
      .map((c: any) => ({
        object,
        message: `container <${c.name}> has an invalid image repo <${
          c.image
        }>, allowed repos are ${JSON.stringify(repos)}`,
      })),
  );
}

/** Gatekeeper's audit: evaluates its constraints on the live workloads. */
export const gatekeeperController: Controller = (cluster, now) => {
  const { store } = cluster;
  const objects = workloads(cluster);
  for (const kind of ['K8sRequiredLabels', 'K8sAllowedRepos']) {
    for (const constraint of store.list('constraints.gatekeeper.sh', kind)) {
      const violations = evaluate(constraint, objects);
      store.setStatus(constraint, {
        auditTimestamp: auditTime(now),
        byPod: [
          {
            id: 'gatekeeper-audit',
            enforced: true,
            observedGeneration: constraint.metadata.generation,
            operations: ['audit', 'status'],
          },
        ],
        totalViolations: violations.length,
        violations: violations.slice(0, 20).map(({ object, message }) => ({
          group: 'apps',
          version: 'v1',
          kind: object.kind,
          namespace: object.metadata.namespace,
          name: object.metadata.name,
          enforcementAction: constraint.spec.enforcementAction ?? 'deny',
          message,
        })),
      });
    }
  }
};

const RULES = [
  {
    policy: 'require-seccomp',
    rule: 'seccomp-runtime-default',
    severity: 'medium',
    text: 'pods use the RuntimeDefault seccomp profile',
    passes: (pod: any) =>
      pod.containers.every((c: any) =>
        /^(RuntimeDefault|Localhost)$/.test(
          c.securityContext?.seccompProfile?.type ??
            pod.securityContext?.seccompProfile?.type ??
            '',
        ),
      ),
  },
  {
    policy: 'require-image-digest',
    rule: 'digest',
    severity: 'medium',
    text: 'images are pinned by digest',
    passes: (pod: any) =>
      pod.containers.every((c: any) => String(c.image).includes('@sha256:')),
  },
];

/** Policy reports, one per Chat2SQL namespace, over the live workloads. */
export const policyReportController: Controller = (cluster, now) => {
  const { store } = cluster;
  for (const namespace of store.list('', 'Namespace')) {
    const name = namespace.metadata.name!;
    if (namespace.metadata.labels?.['app.kubernetes.io/part-of'] !== 'chat2sql')
      continue;
    const objects = workloads(cluster).filter(
      object => object.metadata.namespace === name,
    );
    const results = objects.flatMap(object =>
      RULES.map(rule => {
        const passes = rule.passes(object.spec.template.spec);
        return {
          policy: rule.policy,
          rule: rule.rule,
          source: 'kyverno',
          category: 'Pod Security',
          severity: rule.severity,
          result: passes ? 'pass' : 'fail',
          scored: true,
          message: `${passes ? 'validation passed' : 'validation failed'}: ${
            rule.text
          }`,
          resources: [
            {
              apiVersion: object.apiVersion,
              kind: object.kind,
              namespace: name,
              name: object.metadata.name,
              uid: object.metadata.uid,
            },
          ],
          timestamp: {
            seconds: Date.parse(auditTime(now)) / 1000,
            nanos: 0,
          },
        };
      }),
    );
    const count = (result: string) =>
      results.filter(r => r.result === result).length;
    const wanted: KubeObject = {
      apiVersion: 'wgpolicyk8s.io/v1alpha2',
      kind: 'PolicyReport',
      metadata: {
        name: 'chat2sql-workloads',
        namespace: name,
        labels: { 'app.kubernetes.io/managed-by': 'kyverno' },
      },
      scope: { apiVersion: 'v1', kind: 'Namespace', name },
      summary: {
        pass: count('pass'),
        fail: count('fail'),
        warn: 0,
        error: 0,
        skip: 0,
      },
      results,
    };
    if (
      store.get('wgpolicyk8s.io', 'PolicyReport', name, wanted.metadata.name!)
    )
      store.update(wanted);
    else store.create(wanted, now);
  }
};

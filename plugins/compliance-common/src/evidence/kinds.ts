import type { KindRef } from './types';

/** Kinds the checks read. */
export const KINDS = {
  namespace: { group: '', kind: 'Namespace' },
  pod: { group: '', kind: 'Pod' },
  serviceAccount: { group: '', kind: 'ServiceAccount' },
  deployment: { group: 'apps', kind: 'Deployment' },
  statefulSet: { group: 'apps', kind: 'StatefulSet' },
  daemonSet: { group: 'apps', kind: 'DaemonSet' },
  replicaSet: { group: 'apps', kind: 'ReplicaSet' },
  job: { group: 'batch', kind: 'Job' },
  cronJob: { group: 'batch', kind: 'CronJob' },
  rollout: { group: 'argoproj.io', kind: 'Rollout' },
  networkPolicy: { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
  roleBinding: { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
  clusterRoleBinding: {
    group: 'rbac.authorization.k8s.io',
    kind: 'ClusterRoleBinding',
  },
} as const satisfies Record<string, KindRef>;

/** One text for a kind, for maps: `Deployment.apps`, `Pod`. */
export function kindKey(kind: KindRef): string {
  return kind.group ? `${kind.kind}.${kind.group}` : kind.kind;
}

/** True when both name the same kind. */
export function sameKind(a: KindRef, b: KindRef): boolean {
  return a.kind === b.kind && a.group === b.group;
}

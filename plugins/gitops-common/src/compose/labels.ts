import { apiGroup, type KubeObject } from '@chat2sql/plugin-platform-common';
import { isRecord } from './types';

/** One entry of the `labels` field of a kustomization. */
export interface LabelChange {
  pairs: Record<string, string>;
  includeSelectors: boolean;
  includeTemplates: boolean;
}

interface FieldSpec {
  path: string;
  kinds?: string[];
  /** Create the maps on the way when they are absent. */
  create: boolean;
}

const WORKLOADS = ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'];
const POD_SPEC_SELECTORS = [
  'affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm',
  'affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution',
  'affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm',
  'affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution',
  'topologySpreadConstraints',
];

const METADATA: FieldSpec[] = [{ path: 'metadata/labels', create: true }];

const TEMPLATES: FieldSpec[] = [
  {
    path: 'spec/template/metadata/labels',
    kinds: [...WORKLOADS, 'ReplicationController', 'Job'],
    create: true,
  },
  {
    path: 'spec/volumeClaimTemplates/metadata/labels',
    kinds: ['StatefulSet'],
    create: true,
  },
  {
    path: 'spec/jobTemplate/metadata/labels',
    kinds: ['CronJob'],
    create: true,
  },
  {
    path: 'spec/jobTemplate/spec/template/metadata/labels',
    kinds: ['CronJob'],
    create: true,
  },
];

const SELECTORS: FieldSpec[] = [
  {
    path: 'spec/selector',
    kinds: ['Service', 'ReplicationController'],
    create: true,
  },
  { path: 'spec/selector/matchLabels', kinds: WORKLOADS, create: true },
  {
    path: 'spec/selector/matchLabels',
    kinds: ['Job', 'PodDisruptionBudget'],
    create: false,
  },
  {
    path: 'spec/jobTemplate/spec/selector/matchLabels',
    kinds: ['CronJob'],
    create: false,
  },
  ...POD_SPEC_SELECTORS.map(path => ({
    path: `spec/template/spec/${path}/labelSelector/matchLabels`,
    kinds: ['Deployment', 'StatefulSet'],
    create: false,
  })),
  ...['podSelector', 'ingress/from/podSelector', 'egress/to/podSelector'].map(
    path => ({
      path: `spec/${path}/matchLabels`,
      kinds: ['NetworkPolicy'],
      create: false,
    }),
  ),
];

/** Groups whose kinds the field lists above speak of; custom kinds may share a name. */
const GROUPS = new Set(['', 'apps', 'batch', 'policy', 'networking.k8s.io']);

function setAt(
  node: unknown,
  path: string[],
  create: boolean,
  pairs: Record<string, string>,
): void {
  if (Array.isArray(node)) {
    for (const item of node) setAt(item, path, create, pairs);
    return;
  }
  if (!isRecord(node)) return;
  const [field, ...rest] = path;
  if (node[field] === undefined || node[field] === null) {
    if (
      !create ||
      (field !== 'metadata' && rest.length > 0 && field !== 'selector')
    )
      return;
    node[field] = {};
  }
  if (rest.length === 0) {
    const labels = node[field];
    if (isRecord(labels)) Object.assign(labels, pairs);
  } else {
    setAt(node[field], rest, create, pairs);
  }
}

/** Adds labels to an object, its templates and its selectors as asked, in place. */
export function applyLabels(object: KubeObject, change: LabelChange): void {
  const builtIn = GROUPS.has(apiGroup(object.apiVersion));
  const specs = [
    ...METADATA,
    ...(change.includeTemplates || change.includeSelectors ? TEMPLATES : []),
    ...(change.includeSelectors ? SELECTORS : []),
  ];
  for (const spec of specs) {
    if (spec.kinds && !(builtIn && spec.kinds.includes(object.kind))) continue;
    setAt(object, spec.path.split('/'), spec.create, change.pairs);
  }
}

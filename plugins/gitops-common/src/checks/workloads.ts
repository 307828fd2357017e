import {
  isKubeObject,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';

/** A container of a composed workload with its place in the object. */
export interface WorkloadContainer {
  /** Field path such as `spec.template.spec.containers[0]`. */
  path: string;
  name: string;
  image: unknown;
  resources: {
    requests?: Record<string, unknown>;
    limits?: Record<string, unknown>;
  };
  /** `init` runs before the others and ends; `sidecar` is an init container that stays. */
  role: 'main' | 'init' | 'sidecar';
}

const POD_SPEC_PATHS: Record<string, string[]> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** `Kind name`, the way checks name an object. */
export function nameOf(object: KubeObject): string {
  return `${object.kind} ${object.metadata?.name ?? '?'}`;
}

/** Containers of a workload in any of the built-in kinds; empty for other objects. */
export function containersOf(object: KubeObject): WorkloadContainer[] {
  const path = isKubeObject(object) ? POD_SPEC_PATHS[object.kind] : undefined;
  if (!path) return [];
  let spec: any = object;
  for (const key of path) spec = spec?.[key];
  const containers: WorkloadContainer[] = [];
  for (const list of ['initContainers', 'containers'] as const) {
    const entries = Array.isArray(spec?.[list]) ? spec[list] : [];
    entries.forEach((entry: any, index: number) => {
      let role: WorkloadContainer['role'] = 'main';
      if (list === 'initContainers') {
        role = entry?.restartPolicy === 'Always' ? 'sidecar' : 'init';
      }
      containers.push({
        path: `${path.join('.')}.${list}[${index}]`,
        name: String(entry?.name ?? index),
        image: entry?.image,
        resources: entry?.resources ?? {},
        role,
      });
    });
  }
  return containers;
}

import {
  describeFound,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
import type { Finding, PodContainer, PodView } from './types';

/** Where the kinds that hold a pod keep it: path of the object with `metadata` and `spec`. */
const TEMPLATE_PATHS: Record<string, string[]> = {
  Pod: [],
  PodTemplate: ['template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  AdvancedCronJob: ['spec', 'template', 'jobTemplate', 'spec', 'template'],
  ScaledJob: ['spec', 'jobTargetRef', 'template'],
};

/** Kinds that must hold a pod below `spec.template`; others may. */
const TEMPLATED_KINDS = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'DeploymentConfig',
]);

const CONTAINER_LISTS = [
  'initContainers',
  'containers',
  'ephemeralContainers',
] as const;

/** True for a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** True for a field that is not set: absent or null. */
export function isUnset(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** Joins path parts with dots, leaving empty ones out. */
export function joinPath(...parts: string[]): string {
  return parts.filter(Boolean).join('.');
}

/** The pod of an object: found, absent (this kind holds none), or unreadable. */
export type PodLookup =
  | { found: true; view: PodView; malformed: Finding[] }
  | { found: false; malformed: Finding[] };

function step(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (!isRecord(current)) return undefined;
    current = current[key];
  }
  return current;
}

function kindOf(object: unknown): string {
  const kind = isRecord(object) ? object.kind : undefined;
  return typeof kind === 'string' ? kind : '';
}

function templatePath(object: KubeObject): string[] | undefined {
  const kind = kindOf(object);
  if (Object.hasOwn(TEMPLATE_PATHS, kind)) return TEMPLATE_PATHS[kind];
  if (TEMPLATED_KINDS.has(kind)) return ['spec', 'template'];
  // Custom workload kinds (Argo Rollout, CloneSet, Knative Service …) keep a
  // pod template in the same place; anything else there is not a pod.
  const spec = step(object, ['spec', 'template', 'spec']);
  return isRecord(spec) && !isUnset(spec.containers)
    ? ['spec', 'template']
    : undefined;
}

function recordOf(
  value: unknown,
  path: string,
  malformed: Finding[],
): Record<string, unknown> {
  if (isRecord(value)) return value;
  if (!isUnset(value)) {
    malformed.push({
      path,
      message: `must be a mapping, found ${describeFound(value)}`,
    });
  }
  return {};
}

function listOf(
  value: unknown,
  path: string,
  malformed: Finding[],
): Array<{ path: string; value: Record<string, unknown> }> {
  if (isUnset(value)) return [];
  if (!Array.isArray(value)) {
    malformed.push({
      path,
      message: `must be a list, found ${describeFound(value)}`,
    });
    return [];
  }
  const entries: Array<{ path: string; value: Record<string, unknown> }> = [];
  for (const [index, entry] of value.entries()) {
    const at = `${path}[${index}]`;
    if (isRecord(entry)) entries.push({ path: at, value: entry });
    else
      malformed.push({
        path: at,
        message: `must be a mapping, found ${describeFound(entry)}`,
      });
  }
  return entries;
}

function containersOf(
  spec: Record<string, unknown>,
  path: string,
  malformed: Finding[],
): PodContainer[] {
  const containers: PodContainer[] = [];
  for (const list of CONTAINER_LISTS) {
    const at = joinPath(path, list);
    for (const entry of listOf(spec[list], at, malformed)) {
      const securityPath = `${entry.path}.securityContext`;
      containers.push({
        ...entry,
        security: recordOf(
          entry.value.securityContext,
          securityPath,
          malformed,
        ),
      });
    }
  }
  const main = spec.containers;
  if (isUnset(main) || (Array.isArray(main) && main.length === 0)) {
    malformed.push({
      path: joinPath(path, 'containers'),
      message: 'a pod needs at least one container',
    });
  }
  return containers;
}

/**
 * Finds the pod in an object of any kind: a Pod itself, or the template of a
 * Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job,
 * CronJob, PodTemplate, ScaledJob or of a custom kind with a pod at
 * `spec.template.spec`.
 *
 * @returns the pod with the parts that cannot be read; never throws
 */
export function findPod(object: KubeObject): PodLookup {
  const place = templatePath(object);
  if (!place) return { found: false, malformed: [] };
  const template = step(object, place);
  const specPath = joinPath(...place, 'spec');
  const rawSpec = isRecord(template) ? template.spec : undefined;
  if (!isRecord(rawSpec)) {
    return {
      found: false,
      malformed: [
        {
          path: specPath,
          message: `${kindOf(
            object,
          )} must hold a pod spec here, found ${describeFound(
            isRecord(template) ? rawSpec : template,
          )}`,
        },
      ],
    };
  }
  const malformed: Finding[] = [];
  const metadataPath = joinPath(...place, 'metadata');
  const metadata = recordOf(
    (template as Record<string, unknown>).metadata,
    metadataPath,
    malformed,
  );
  const view: PodView = {
    metadataPath,
    annotations: recordOf(
      metadata.annotations,
      `${metadataPath}.annotations`,
      malformed,
    ),
    path: specPath,
    spec: rawSpec,
    security: recordOf(
      rawSpec.securityContext,
      `${specPath}.securityContext`,
      malformed,
    ),
    containers: containersOf(rawSpec, specPath, malformed),
    volumes: listOf(rawSpec.volumes, `${specPath}.volumes`, malformed),
    windows: step(rawSpec, ['os', 'name']) === 'windows',
    ownUserNamespace: rawSpec.hostUsers === false,
  };
  return { found: true, view, malformed };
}

import {
  composeKustomization,
  type Composition,
} from '@chat2sql/plugin-gitops-common';
import {
  environmentDirectory,
  environmentId,
  environmentNamespace,
  formatProblem,
  isKubeObject,
  parseDocuments,
  parseEnvironmentRecord,
  type EnvironmentRecord,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
import { CLUSTER_NAMES, type ClusterName } from '../kube/cluster/types';

/** What git wants for one environment. */
export interface EnvironmentTarget {
  id: string;
  record: EnvironmentRecord;
  cluster: ClusterName;
  namespace: string;
  directory: string;
  objects: KubeObject[];
  /** Why the objects cannot be trusted; nothing is applied then. */
  error?: string;
}

/** What one commit wants. */
export interface PlatformTargets {
  environments: EnvironmentTarget[];
  /** Records that make no environment, by tier and for all tiers: one text each. */
  faults: Array<{ file: string; message: string }>;
  /** Objects of the platform team, by cluster. */
  platform: Record<ClusterName, KubeObject[]>;
}

function isClusterName(name: string): name is ClusterName {
  return (CLUSTER_NAMES as readonly string[]).includes(name);
}

function describe(composition: Composition): string | undefined {
  const [first] = composition.problems;
  if (!first) return undefined;
  const verb =
    first.kind === 'invalid'
      ? 'accumulating resources'
      : 'the manifest generator of this cluster does not support';
  return `Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = kustomize build failed: ${verb}: ${formatProblem(
    first,
  )}`;
}

function platformObjects(
  files: ReadonlyMap<string, string>,
  cluster: ClusterName,
): KubeObject[] {
  return [...files]
    .filter(
      ([path]) =>
        path.endsWith('.yaml') &&
        (path.startsWith(`clusters/${cluster}/`) ||
          path.startsWith('policies/')),
    )
    .flatMap(([path, text]) =>
      parseDocuments(text, path).documents.map(d => d.value),
    )
    .filter(isKubeObject);
}

/** Finds the environments of a commit and composes their objects. */
export function readTargets(
  files: ReadonlyMap<string, string>,
): PlatformTargets {
  const environments: EnvironmentTarget[] = [];
  const faults: PlatformTargets['faults'] = [];
  for (const [file, text] of files) {
    if (!/^environments\/[^/]+\/[^/]+\/environment\.yaml$/.test(file)) continue;
    const { record, problems } = parseEnvironmentRecord(text, file);
    if (!record) {
      faults.push({ file, message: formatProblem(problems[0]) });
      continue;
    }
    if (!isClusterName(record.cluster)) {
      faults.push({
        file,
        message: `${file}: cluster: no cluster is named "${record.cluster}"`,
      });
      continue;
    }
    const directory = environmentDirectory(record);
    const composition = composeKustomization(files, directory);
    environments.push({
      id: environmentId(record),
      record,
      cluster: record.cluster,
      namespace: environmentNamespace(record),
      directory,
      objects: composition.objects,
      error: describe(composition),
    });
  }
  return {
    environments,
    faults,
    platform: {
      nonprod: platformObjects(files, 'nonprod'),
      prod: platformObjects(files, 'prod'),
    },
  };
}

import {
  environmentDirectory,
  environmentId,
  parseDocuments,
  parseEnvironmentRecord,
  type EnvironmentRecord,
  type Problem,
  type Tier,
} from '@chat2sql/plugin-platform-common';
import type { RepositorySnapshot } from '../repositorySnapshot';
import type { KustomizeImage } from './render';

const RECORD_PATH = /^environments\/([^/]+)\/([^/]+)\/environment\.yaml$/;

/** Records of all environments, and what is wrong with those that cannot be read. */
export function readRecords(snapshot: RepositorySnapshot): {
  records: EnvironmentRecord[];
  problems: Problem[];
} {
  const records: EnvironmentRecord[] = [];
  const problems: Problem[] = [];
  for (const path of snapshot.paths) {
    if (!RECORD_PATH.test(path)) continue;
    const result = parseEnvironmentRecord(snapshot.read(path) ?? '', path);
    if (result.record) records.push(result.record);
    problems.push(...result.problems);
  }
  return { records, problems };
}

/**
 * Cluster that applies environments of a tier: the directory that holds its
 * ApplicationSet.
 *
 * @returns undefined when no cluster, or more than one, has it
 */
export function clusterOfTier(
  snapshot: RepositorySnapshot,
  tier: Tier,
): string | undefined {
  const clusters = snapshot.paths.flatMap(path => {
    const match = /^clusters\/([^/]+)\/applicationset-([a-z]+)\.yaml$/.exec(
      path,
    );
    return match?.[2] === tier ? [match[1]] : [];
  });
  return clusters.length === 1 ? clusters[0] : undefined;
}

/** Path of a file of the tier's own environment, which new ones take after. */
export function modelFile(tier: Tier, name: string): string {
  return `${environmentDirectory({ tier, name: tier })}/${name}`;
}

/** Images of the tier's own environment; undefined when its kustomization cannot be read. */
export function modelImages(
  snapshot: RepositorySnapshot,
  tier: Tier,
): KustomizeImage[] | undefined {
  const path = modelFile(tier, 'kustomization.yaml');
  const text = snapshot.read(path);
  if (text === undefined) return undefined;
  const { documents, problems } = parseDocuments(text, path);
  if (problems.length > 0 || documents.length !== 1) return undefined;
  const { images } = documents[0].value as { images?: unknown };
  if (images === undefined) return [];
  if (!Array.isArray(images)) return undefined;
  const read: KustomizeImage[] = [];
  for (const image of images) {
    if (typeof image?.name !== 'string') return undefined;
    read.push({
      name: image.name,
      ...(typeof image.newTag === 'string' && { newTag: image.newTag }),
      ...(typeof image.digest === 'string' && { digest: image.digest }),
    });
  }
  return read;
}

/**
 * Host name of a new environment: its id below the domain of the tier's own
 * environment.
 *
 * @returns undefined when that environment's record does not tell its host name
 */
export function hostnameFor(
  records: EnvironmentRecord[],
  target: { tier: Tier; name: string },
): string | undefined {
  const model = records.find(
    record => record.tier === target.tier && record.name === target.tier,
  );
  const host = model?.answers?.hostname;
  if (typeof host !== 'string' || !/^[a-z0-9.-]+\.[a-z]+$/.test(host)) {
    return undefined;
  }
  const own = `${target.tier}.`;
  const domain = host.startsWith(own) ? host.slice(own.length) : host;
  return `${environmentId(target)}.${domain}`;
}

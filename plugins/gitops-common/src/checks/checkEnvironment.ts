import {
  environmentDirectory,
  formatProblem,
  isKubeObject,
  parseDocuments,
  parseEnvironmentRecord,
  type KubeObject,
  type Problem,
  type Tier,
} from '@chat2sql/plugin-platform-common';
import type { Composition } from '../compose';
import { modelFile, readRecords } from '../environment/sources';
import type { Check, CheckFinding } from '../plan/types';
import type { RepositorySnapshot } from '../repositorySnapshot';
import { composeSnapshot } from './composeSnapshot';
import {
  checkImagesPinned,
  checkNamespaceSecurity,
  checkNoSecretValues,
  checkPodSecurity,
  checkScope,
} from './objectChecks';
import { checkQuotaFits, checkQuotaWithinTier } from './quotaChecks';

function toFinding(problem: Problem): CheckFinding {
  return {
    message: formatProblem({ ...problem, file: '' }).replace(/^:\S*\s*/, ''),
    file: problem.file,
    line: problem.line,
    path: problem.path || undefined,
  };
}

function checkRecord(snapshot: RepositorySnapshot, directory: string): Check {
  const file = `${directory}/environment.yaml`;
  const text = snapshot.read(file);
  const problems: Problem[] =
    text === undefined
      ? [{ file, path: '', message: 'the record is missing' }]
      : parseEnvironmentRecord(text, file).problems;
  return {
    id: 'record',
    title: 'The environment record is valid',
    blocking: true,
    status: problems.length > 0 ? 'fail' : 'pass',
    message:
      problems.length > 0
        ? `environment.yaml has ${problems.length} faults.`
        : 'environment.yaml follows the schema.',
    findings: problems.map(toFinding),
  };
}

function checkComposition(composition: Composition, tier: Tier): Check {
  const invalid = composition.problems.filter(p => p.kind === 'invalid');
  const unseen = composition.problems.filter(p => p.kind === 'not-verified');
  const base = {
    id: 'compose',
    title: 'The overlay composes',
    // Where somebody else depends on it, what was not seen is not let through.
    blocking: invalid.length > 0 || tier === 'staging' || tier === 'prod',
    findings: composition.problems.map(toFinding),
  };
  if (invalid.length > 0) {
    return {
      ...base,
      status: 'fail',
      message: `kustomize would refuse it: ${invalid.length} faults.`,
    };
  }
  if (unseen.length > 0) {
    return {
      ...base,
      status: 'not-verified',
      message: `${unseen.length} features are not evaluated by the portal.`,
    };
  }
  return {
    ...base,
    status: 'pass',
    message: `${composition.objects.length} objects.`,
  };
}

function modelQuota(
  snapshot: RepositorySnapshot,
  tier: Tier,
): KubeObject[] | undefined {
  const path = modelFile(tier, 'quota.yaml');
  const text = snapshot.read(path);
  if (text === undefined) return undefined;
  const { documents, problems } = parseDocuments(text, path);
  if (problems.length > 0) return undefined;
  return documents.map(d => d.value).filter(isKubeObject);
}

function checkPolicies(snapshot: RepositorySnapshot): Check[] {
  const policies = snapshot.paths.filter(path =>
    /^policies\/[^/]+\.ya?ml$/.test(path),
  );
  if (policies.length === 0) return [];
  return [
    {
      id: 'admission-policies',
      title: 'Admission policies of the repository',
      status: 'not-verified',
      message: `${policies.length} policy files are enforced by the cluster; the portal does not evaluate them.`,
      blocking: false,
      findings: policies.map(file => ({ file, message: 'not evaluated' })),
    },
  ];
}

function checkNeighbours(snapshot: RepositorySnapshot, own: string): Check[] {
  const problems = readRecords(snapshot).problems.filter(
    problem => problem.file !== own,
  );
  if (problems.length === 0) return [];
  return [
    {
      id: 'other-records',
      title: 'Records of other environments',
      status: 'warn',
      message: `${
        new Set(problems.map(p => p.file)).size
      } records cannot be read; their host names are not compared.`,
      blocking: false,
      findings: problems.map(toFinding),
    },
  ];
}

const OBJECT_CHECKS: ReadonlyArray<Pick<Check, 'id' | 'title'>> = [
  { id: 'scope', title: 'The change stays in its own namespace' },
  { id: 'quota-tier', title: 'The quota stays within the tier' },
  { id: 'quota-fit', title: 'The workloads fit the quota' },
  { id: 'images', title: 'Images are pinned by digest' },
  { id: 'secrets', title: 'No secret values in git' },
  {
    id: 'namespace-security',
    title: 'The namespace enforces the restricted standard',
  },
  { id: 'pod-security', title: 'Pods pass the restricted standard' },
];

/**
 * Checks an environment as a commit would have it: its record, the composed
 * objects, quota, images, secrets and security. Used on a plan before it is
 * opened and on the merge result before it is merged.
 *
 * A check that could not look at its subject says `not-verified`.
 */
export function checkEnvironment(
  snapshot: RepositorySnapshot,
  target: { tier: Tier; name: string },
): Check[] {
  const directory = environmentDirectory(target);
  const composition = composeSnapshot(snapshot, directory);
  const composed = checkComposition(composition, target.tier);
  const { objects } = composition;
  const objectChecks: Check[] =
    composed.status === 'fail'
      ? OBJECT_CHECKS.map(check => ({
          ...check,
          status: 'not-verified',
          message:
            'The overlay does not compose, so there is nothing to look at.',
          blocking: true,
          findings: [],
        }))
      : [
          checkScope(objects, target),
          checkQuotaWithinTier(objects, modelQuota(snapshot, target.tier)),
          checkQuotaFits(objects),
          checkImagesPinned(objects),
          checkNoSecretValues(objects),
          checkNamespaceSecurity(objects, target),
          checkPodSecurity(objects),
        ];
  return [
    checkRecord(snapshot, directory),
    composed,
    ...objectChecks,
    ...checkPolicies(snapshot),
    ...checkNeighbours(snapshot, `${directory}/environment.yaml`),
  ];
}

/** True when a check that blocks did not pass; a warning of such a check lets through. */
export function isBlocked(checks: readonly Check[]): boolean {
  return checks.some(
    check =>
      check.blocking &&
      (check.status === 'fail' || check.status === 'not-verified'),
  );
}

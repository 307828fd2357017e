import {
  environmentDirectory,
  environmentId,
  environmentNamespace,
  type EnvironmentRecord,
} from '@chat2sql/plugin-platform-common';
import { checkEnvironment } from '../checks/checkEnvironment';
import type { Check, PlanBody, Reservation } from '../plan/types';
import {
  overlay,
  trackReads,
  type RepositorySnapshot,
} from '../repositorySnapshot';
import type { DecidedAnswers } from './answers';
import { deriveExternalSecrets, renderEnvironment } from './render';
import { reserve, type OpenClaim } from './reservations';
import { LEASE_OF_TIER, SIZE_PROFILES } from './sizes';
import {
  clusterOfTier,
  hostnameFor,
  modelFile,
  modelImages,
  readRecords,
} from './sources';

/** What a plan is made from. */
export interface PlanContext {
  snapshot: RepositorySnapshot;
  baseBranch: string;
  /** Start of the lease. */
  now: Date;
  /** Names held by changes that are open. */
  openClaims: OpenClaim[];
  /** Lease of an earlier plan for the same request, kept so that re-planning changes nothing. */
  lease?: EnvironmentRecord['lease'];
}

function instant(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

function newLease(
  answers: DecidedAnswers,
  now: Date,
): EnvironmentRecord['lease'] {
  const rules = LEASE_OF_TIER[answers.tier];
  if (!rules || answers.days === undefined) return undefined;
  return {
    createdAt: instant(now),
    expiresAt: instant(new Date(now.getTime() + answers.days * 86_400_000)),
    maxDays: rules.maxDays,
    extensions: 0,
  };
}

function checkName(reservations: Reservation[]): Check {
  const held = reservations.filter(r => r.heldBy !== undefined);
  return {
    id: 'name',
    title: 'The name is free',
    blocking: true,
    status: held.length > 0 ? 'fail' : 'pass',
    message:
      held.length > 0
        ? `Taken by ${[...new Set(held.map(r => r.heldBy))].join(', ')}.`
        : 'No environment and no open change uses it.',
    findings: held.map(r => ({
      message: `${r.key.replace(':', ' ')} is held by ${r.heldBy}`,
    })),
  };
}

function checkSources(missing: string[]): Check {
  return {
    id: 'sources',
    title: 'The repository has what a new environment is made from',
    blocking: true,
    status: 'fail',
    message: `${missing.length} sources are missing or cannot be read.`,
    findings: missing.map(message => ({ message })),
  };
}

/**
 * Plans a new environment: the exact files, and whether they may be proposed.
 *
 * The tier's own environment is the model: images and their version labels,
 * secret references, domain and quota limit are read from it, so that a new
 * environment starts as what the tier runs today. A pure function of the
 * snapshot, the open changes, the answers and the clock.
 */
export function planCreateEnvironment(
  answers: DecidedAnswers,
  context: PlanContext,
): PlanBody {
  const { tier, name } = answers;
  const snapshot = trackReads(context.snapshot);
  const { records } = readRecords(context.snapshot);
  // Only the model's record decides the files; neighbours decide reservations,
  // which are looked at again whenever the plan is used.
  snapshot.read(modelFile(tier, 'environment.yaml'));
  const cluster = clusterOfTier(snapshot, tier);
  const hostname = hostnameFor(records, answers);
  const images = modelImages(snapshot, tier);
  const secrets = snapshot.read(modelFile(tier, 'external-secrets.yaml'));
  const versionPatch = snapshot.read(modelFile(tier, 'version.patch.yaml'));
  const body = {
    op: 'create-environment' as const,
    tier,
    name,
    title: `Create environment ${tier}/${name}`,
    baseBranch: context.baseBranch,
    baseSha: context.snapshot.commit,
    answers: { ...answers },
  };
  const missing = [
    cluster === undefined &&
      `exactly one clusters/<cluster>/applicationset-${tier}.yaml, which tells the cluster`,
    hostname === undefined &&
      `answers.hostname in ${modelFile(tier, 'environment.yaml')}`,
    images === undefined &&
      `images in ${modelFile(tier, 'kustomization.yaml')}`,
    secrets === undefined && modelFile(tier, 'external-secrets.yaml'),
  ].filter((text): text is string => text !== false);
  if (
    cluster === undefined ||
    hostname === undefined ||
    images === undefined ||
    secrets === undefined
  ) {
    return {
      ...body,
      edits: [],
      reads: snapshot.reads(),
      checks: [checkSources(missing)],
      reservations: [],
    };
  }
  const lease = context.lease ?? newLease(answers, context.now);
  const edits = renderEnvironment({
    answers,
    cluster,
    hostname,
    lease,
    images,
    externalSecrets: deriveExternalSecrets(secrets, answers),
    versionPatch: versionPatch?.replace(/\r\n/g, '\n'),
  });
  const reservations = reserve(
    { tier, name, cluster, hostname },
    {
      snapshot: context.snapshot,
      records,
      baseBranch: context.baseBranch,
      openClaims: context.openClaims,
    },
  );
  const checks = [
    checkName(reservations),
    ...checkEnvironment(overlay(snapshot, edits), answers),
  ];
  const own = `${environmentDirectory(answers)}/`;
  return {
    ...body,
    edits,
    reads: snapshot
      .reads()
      .filter(path => !path.startsWith(own) && !isNeighbour(path, tier)),
    checks,
    reservations,
    consequences: {
      environment: environmentId(answers),
      namespace: environmentNamespace(answers),
      cluster,
      hostname,
      quota: SIZE_PROFILES[answers.size].quota,
      ...(lease && { expiresAt: lease.expiresAt }),
      images: images.map(image => ({
        name: image.name,
        tag: image.newTag,
        digest: image.digest,
      })),
    },
  };
}

/** Records of other environments are read for reservations only. */
function isNeighbour(path: string, tier: string): boolean {
  return (
    /^environments\/[^/]+\/[^/]+\/environment\.yaml$/.test(path) &&
    path !== `environments/${tier}/${tier}/environment.yaml`
  );
}

import { canonicalJson } from '../canonicalJson';
import type { Check, PlanBody, PlanEdit } from './types';

/** Hashes text to lower-case hex SHA-256; given by the caller, for this package does no I/O. */
export type Sha256 = (text: string) => string;

/** Version of the checks; part of a plan's id, so that a plan judged by older checks is not reused. */
export const CHECKS_VERSION = 1;

/** Hash of what a plan would write, independent of the commit it is based on. */
export function contentHashOf(
  plan: Pick<PlanBody, 'op' | 'baseBranch' | 'edits'>,
  sha256: Sha256,
): string {
  const edits = [...plan.edits]
    .sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)))
    .map((edit: PlanEdit) => ({ path: edit.path, content: edit.content }));
  return `sha256:${sha256(
    canonicalJson({
      schema: 1,
      op: plan.op,
      baseBranch: plan.baseBranch,
      edits,
    }),
  )}`;
}

/** Id of a plan: the same user planning the same on the same commit gets the same plan. */
export function planIdOf(
  plan: {
    contentHash: string;
    baseSha: string;
    checks: Check[];
    createdBy: string;
  },
  sha256: Sha256,
): string {
  return sha256(
    canonicalJson({
      contentHash: plan.contentHash,
      baseSha: plan.baseSha,
      checksVersion: CHECKS_VERSION,
      checks: plan.checks.map(check => [check.id, check.status]),
      createdBy: plan.createdBy,
    }),
  );
}

/** Key of a request: the same request is the same change, however often it is sent. */
export function idempotencyKeyOf(
  request: Pick<PlanBody, 'op' | 'tier' | 'name' | 'answers'>,
  sha256: Sha256,
): string {
  const { op, tier, name, answers } = request;
  return sha256(canonicalJson({ op, tier, name, answers }));
}

/**
 * Head branch of a change. It holds no slash, which some hosts' URLs cannot
 * carry in a branch name.
 *
 * @param attempt - 1 for the first; later attempts end in `-r<attempt>`
 */
export function headBranchOf(
  request: Pick<PlanBody, 'op' | 'tier' | 'name'>,
  options: { prefix: string; key: string; attempt: number },
): string {
  const { op, tier, name } = request;
  const again = options.attempt > 1 ? `-r${options.attempt}` : '';
  return `${options.prefix}${op}-${tier}-${name}-${options.key.slice(
    0,
    8,
  )}${again}`;
}

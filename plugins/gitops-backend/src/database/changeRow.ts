import type {
  ChangeState,
  Check,
  PlanOperation,
} from '@chat2sql/plugin-gitops-common';
import type { Tier } from '@chat2sql/plugin-platform-common';

/** A change as it is stored. */
export interface StoredChange {
  number: number;
  /** Identity written into commits, independent of the database's numbers. */
  changeId: string;
  planId: string;
  op: PlanOperation;
  tier: Tier;
  name: string;
  title: string;
  state: ChangeState;
  author: string;
  idempotencyKey: string;
  headBranch: string;
  baseBranch: string;
  /** Commit the branch started at. */
  baseSha: string;
  /** Commit the portal wrote. */
  plannedSha?: string;
  /** Commit of the branch when the portal last looked. */
  headSha?: string;
  mergedSha?: string;
  mergedBy?: string;
  checks: Check[];
  asPlanned: boolean;
  /** Why the change is stale or conflicted, in words. */
  detail?: string;
  createdAt: string;
  updatedAt: string;
  mergedAt?: string;
  syncedAt?: string;
  healthyAt?: string;
  closedAt?: string;
}

/** A change before it has a number. */
export type NewChange = Omit<StoredChange, 'number'>;

/** Row of the table `changes`. */
export interface ChangeRow {
  number: number;
  change_id: string;
  plan_id: string;
  op: PlanOperation;
  tier: Tier;
  name: string;
  title: string;
  state: ChangeState;
  author: string;
  idempotency_key: string;
  head_branch: string;
  base_branch: string;
  base_sha: string;
  planned_sha: string | null;
  head_sha: string | null;
  merged_sha: string | null;
  merged_by: string | null;
  checks: string;
  as_planned: boolean | number;
  detail: string | null;
  created_at: string;
  updated_at: string;
  merged_at: string | null;
  synced_at: string | null;
  healthy_at: string | null;
  closed_at: string | null;
}

const COLUMNS: Record<keyof NewChange, keyof ChangeRow> = {
  changeId: 'change_id',
  planId: 'plan_id',
  op: 'op',
  tier: 'tier',
  name: 'name',
  title: 'title',
  state: 'state',
  author: 'author',
  idempotencyKey: 'idempotency_key',
  headBranch: 'head_branch',
  baseBranch: 'base_branch',
  baseSha: 'base_sha',
  plannedSha: 'planned_sha',
  headSha: 'head_sha',
  mergedSha: 'merged_sha',
  mergedBy: 'merged_by',
  checks: 'checks',
  asPlanned: 'as_planned',
  detail: 'detail',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  mergedAt: 'merged_at',
  syncedAt: 'synced_at',
  healthyAt: 'healthy_at',
  closedAt: 'closed_at',
};

/** Columns for the given fields; a field that is present and undefined is cleared. */
export function changeToRow(change: Partial<NewChange>): Partial<ChangeRow> {
  const row: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(change)) {
    const column = COLUMNS[field as keyof NewChange];
    if (column === 'checks') row[column] = JSON.stringify(value);
    else row[column] = value ?? null;
  }
  return row as Partial<ChangeRow>;
}

/** Reads a row; SQLite tells booleans as 0 and 1. */
export function changeFromRow(row: ChangeRow): StoredChange {
  return {
    number: Number(row.number),
    changeId: row.change_id,
    planId: row.plan_id,
    op: row.op,
    tier: row.tier,
    name: row.name,
    title: row.title,
    state: row.state,
    author: row.author,
    idempotencyKey: row.idempotency_key,
    headBranch: row.head_branch,
    baseBranch: row.base_branch,
    baseSha: row.base_sha,
    plannedSha: row.planned_sha ?? undefined,
    headSha: row.head_sha ?? undefined,
    mergedSha: row.merged_sha ?? undefined,
    mergedBy: row.merged_by ?? undefined,
    checks: JSON.parse(row.checks),
    asPlanned: Boolean(row.as_planned),
    detail: row.detail ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    mergedAt: row.merged_at ?? undefined,
    syncedAt: row.synced_at ?? undefined,
    healthyAt: row.healthy_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
  };
}

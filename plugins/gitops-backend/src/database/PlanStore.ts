import type { PlanBody } from '@chat2sql/plugin-gitops-common';
import type { Knex } from 'knex';

/** A plan as it is stored. */
export interface StoredPlan {
  id: string;
  body: PlanBody;
  contentHash: string;
  idempotencyKey: string;
  createdBy: string;
  createdAt: string;
  expiresAt: string;
}

interface PlanRow {
  id: string;
  op: string;
  tier: string;
  name: string;
  created_by: string;
  created_at: string;
  expires_at: string;
  content_hash: string;
  idempotency_key: string;
  body: string;
}

function fromRow(row: PlanRow): StoredPlan {
  return {
    id: row.id,
    body: JSON.parse(row.body),
    contentHash: row.content_hash,
    idempotencyKey: row.idempotency_key,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

/** Plans in the database. */
export class PlanStore {
  readonly #knex: Knex;

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  static create(options: { knex: Knex }): PlanStore {
    return new PlanStore(options.knex);
  }

  /** Stores a plan; the same plan again only lives longer. */
  async save(plan: StoredPlan): Promise<StoredPlan> {
    const row: PlanRow = {
      id: plan.id,
      op: plan.body.op,
      tier: plan.body.tier,
      name: plan.body.name,
      created_by: plan.createdBy,
      created_at: plan.createdAt,
      expires_at: plan.expiresAt,
      content_hash: plan.contentHash,
      idempotency_key: plan.idempotencyKey,
      body: JSON.stringify(plan.body),
    };
    await this.#knex<PlanRow>('plans')
      .insert(row)
      .onConflict('id')
      .merge(['expires_at', 'body']);
    return (await this.get(plan.id))!;
  }

  async get(id: string): Promise<StoredPlan | undefined> {
    const row = await this.#knex<PlanRow>('plans').where({ id }).first();
    return row && fromRow(row);
  }

  /** The newest plan of a user for the same request that has not expired. */
  async latest(options: {
    idempotencyKey: string;
    createdBy: string;
    now: string;
  }): Promise<StoredPlan | undefined> {
    const row = await this.#knex<PlanRow>('plans')
      .where({
        idempotency_key: options.idempotencyKey,
        created_by: options.createdBy,
      })
      .andWhere('expires_at', '>', options.now)
      .orderBy('created_at', 'desc')
      .first();
    return row && fromRow(row);
  }

  /** Forgets plans that expired before a time and that no change came from. */
  async forgetExpired(before: string): Promise<number> {
    const count = await this.#knex('plans')
      .where('expires_at', '<', before)
      .whereNotIn('id', this.#knex('changes').select('plan_id'))
      .delete();
    return Number(count);
  }
}

import {
  isLive,
  nextChangeState,
  type ChangeEvent,
  type ChangeEventType,
  type ChangeState,
  type Check,
  CHANGE_STATES,
} from '@chat2sql/plugin-gitops-common';
import type { Tier } from '@chat2sql/plugin-platform-common';
import type { Knex } from 'knex';
import {
  changeFromRow,
  changeToRow,
  type ChangeRow,
  type NewChange,
  type StoredChange,
} from './changeRow';

interface EventRow {
  id: number;
  change_number: number;
  type: ChangeEventType;
  at: string;
  actor: string | null;
  text: string | null;
}

/** An event to be added to a change's history. */
export interface NewEvent {
  type: ChangeEventType;
  at: string;
  actor?: string;
  text?: string;
}

/** Fields a transition may set. */
export type ChangePatch = Partial<
  Pick<
    StoredChange,
    | 'baseSha'
    | 'plannedSha'
    | 'headSha'
    | 'mergedSha'
    | 'mergedBy'
    | 'asPlanned'
    | 'detail'
    | 'mergedAt'
    | 'syncedAt'
    | 'healthyAt'
    | 'closedAt'
  >
> & { checks?: Check[] };

/** Whose names are held by changes on their way. */
export interface HeldName {
  key: string;
  number: number;
  author: string;
  idempotencyKey: string;
}

/** Changes, the names they hold and their history, in the database. */
export class ChangeStore {
  readonly #knex: Knex;

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  static create(options: { knex: Knex }): ChangeStore {
    return new ChangeStore(options.knex);
  }

  /**
   * Records a new change together with the names it takes.
   *
   * @returns undefined when one of the names was taken in the meantime; nothing
   * is recorded then
   */
  async insert(
    change: NewChange,
    keys: string[],
  ): Promise<StoredChange | undefined> {
    try {
      const number = await this.#knex.transaction(async tx => {
        const [inserted] = await tx<ChangeRow>('changes')
          .insert(changeToRow(change))
          .returning('number');
        const id = Number(
          typeof inserted === 'object' ? inserted.number : inserted,
        );
        await tx('reservations').insert(
          keys.map(key => ({ key, change_number: id })),
        );
        await this.#addEvent(tx, id, {
          type: 'requested',
          at: change.createdAt,
          actor: change.author,
        });
        return id;
      });
      return await this.get(number);
    } catch (error) {
      const held = await this.heldNames();
      if (held.some(name => keys.includes(name.key))) return undefined;
      throw error;
    }
  }

  async get(number: number): Promise<StoredChange | undefined> {
    const row = await this.#knex<ChangeRow>('changes')
      .where({ number })
      .first();
    return row && changeFromRow(row);
  }

  /** The change a plan was opened as, whatever became of it. */
  async byPlan(planId: string): Promise<StoredChange | undefined> {
    const row = await this.#knex<ChangeRow>('changes')
      .where({ plan_id: planId })
      .orderBy('number', 'desc')
      .first();
    return row && changeFromRow(row);
  }

  /** How many changes were opened for the same request so far. */
  async countByKey(idempotencyKey: string): Promise<number> {
    const rows = await this.#knex<ChangeRow>('changes')
      .where({ idempotency_key: idempotencyKey })
      .count({ count: '*' });
    return Number(rows[0].count);
  }

  /** Newest first. An empty list of tiers or states finds nothing. */
  async list(filter: {
    tiers: readonly Tier[];
    states: readonly ChangeState[];
    author?: string;
    limit: number;
  }): Promise<StoredChange[]> {
    const query = this.#knex<ChangeRow>('changes')
      .whereIn('tier', [...filter.tiers])
      .whereIn('state', [...filter.states])
      .orderBy('number', 'desc')
      .limit(filter.limit);
    if (filter.author !== undefined) query.andWhere({ author: filter.author });
    return (await query).map(changeFromRow);
  }

  /** Changes that are not at their end, oldest first. */
  async unfinished(): Promise<StoredChange[]> {
    const states = CHANGE_STATES.filter(
      state => state !== 'healthy' && state !== 'rejected',
    );
    const rows = await this.#knex<ChangeRow>('changes')
      .whereIn('state', states)
      .orderBy('number', 'asc');
    return rows.map(changeFromRow);
  }

  async heldNames(): Promise<HeldName[]> {
    const rows = await this.#knex('reservations')
      .join('changes', 'changes.number', 'reservations.change_number')
      .select(
        'reservations.key',
        'changes.number',
        'changes.author',
        'changes.idempotency_key',
      )
      .orderBy('changes.number');
    return rows.map(row => ({
      key: row.key,
      number: Number(row.number),
      author: row.author,
      idempotencyKey: row.idempotency_key,
    }));
  }

  async events(number: number): Promise<ChangeEvent[]> {
    const rows = await this.#knex<EventRow>('change_events')
      .where({ change_number: number })
      .orderBy('id');
    return rows.map(row => ({
      id: Number(row.id),
      type: row.type,
      at: row.at,
      ...(row.actor !== null && { actor: row.actor }),
      ...(row.text !== null && { text: row.text }),
    }));
  }

  /** Adds an event that moves nothing, such as a comment. */
  async note(
    number: number,
    event: NewEvent,
    patch: ChangePatch = {},
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      await tx<ChangeRow>('changes')
        .where({ number })
        .update({ ...changeToRow(patch), updated_at: event.at });
      await this.#addEvent(tx, number, event);
    });
  }

  /** Sets fields without an event. */
  async patch(number: number, patch: ChangePatch): Promise<void> {
    await this.#knex<ChangeRow>('changes')
      .where({ number })
      .update(changeToRow(patch));
  }

  /**
   * Moves a change from the state the caller saw, with its event, in one
   * transaction. Names are given back once the change holds them no longer.
   *
   * @returns false when the change was elsewhere already, or the event is not
   * possible in its state; nothing is written then
   */
  async transition(
    change: Pick<StoredChange, 'number' | 'state'>,
    event: NewEvent,
    patch: ChangePatch = {},
  ): Promise<boolean> {
    const next = nextChangeState(change.state, event.type);
    if (next === undefined) return false;
    return this.#knex.transaction(async tx => {
      const moved = await tx<ChangeRow>('changes')
        .where({ number: change.number, state: change.state })
        .update({ ...changeToRow(patch), state: next, updated_at: event.at });
      if (Number(moved) !== 1) return false;
      await this.#addEvent(tx, change.number, event);
      if (!isLive(next)) {
        await tx('reservations')
          .where({ change_number: change.number })
          .delete();
      }
      return true;
    });
  }

  async #addEvent(
    tx: Knex.Transaction,
    number: number,
    event: NewEvent,
  ): Promise<void> {
    await tx('change_events').insert({
      change_number: number,
      type: event.type,
      at: event.at,
      actor: event.actor ?? null,
      text: event.text ?? null,
    });
  }
}

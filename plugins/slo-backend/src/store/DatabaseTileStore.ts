import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { HourTile } from '@chat2sql/plugin-slo-common';
import type { Knex } from 'knex';
import type { TileOwner, TileStore } from './TileStore';

const TABLE = 'hour_tiles';
/** SQLite allows 32766 values a statement; a row has seven. */
const ROWS_PER_STATEMENT = 500;

interface Row {
  objective_id: string;
  revision: string;
  hour: number | string;
  total: number;
  bad: number;
  measured_seconds: number;
  bad_seen: boolean | number;
}

/** Closed hours in the plugin's database. */
export class DatabaseTileStore implements TileStore {
  readonly #knex: Knex;

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  static async create(options: {
    database: DatabaseService;
  }): Promise<DatabaseTileStore> {
    const knex = await options.database.getClient();
    if (!options.database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@chat2sql/plugin-slo-backend',
          'migrations',
        ),
      });
    }
    return new DatabaseTileStore(knex);
  }

  async load(owner: TileOwner, fromHour: number): Promise<HourTile[]> {
    const rows = await this.#knex<Row>(TABLE)
      .where({ objective_id: owner.objectiveId, revision: owner.revision })
      .andWhere('hour', '>=', fromHour)
      .orderBy('hour');
    return rows.map(row => ({
      hour: Number(row.hour),
      total: Number(row.total),
      bad: Number(row.bad),
      measuredSeconds: Number(row.measured_seconds),
      badSeen: Boolean(row.bad_seen),
    }));
  }

  async save(
    tiles: ReadonlyArray<TileOwner & { tile: HourTile }>,
  ): Promise<void> {
    for (let i = 0; i < tiles.length; i += ROWS_PER_STATEMENT) {
      const rows = tiles
        .slice(i, i + ROWS_PER_STATEMENT)
        .map(({ objectiveId, revision, tile }) => ({
          objective_id: objectiveId,
          revision,
          hour: tile.hour,
          total: tile.total,
          bad: tile.bad,
          measured_seconds: tile.measuredSeconds,
          bad_seen: tile.badSeen,
        }));
      await this.#knex<Row>(TABLE)
        .insert(rows)
        .onConflict(['objective_id', 'revision', 'hour'])
        .merge();
    }
  }

  deleteBefore(hour: number): Promise<number> {
    return this.#knex<Row>(TABLE).where('hour', '<', hour).delete();
  }
}

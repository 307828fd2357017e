import type { HourTile } from '@chat2sql/plugin-slo-common';
import type { TileOwner, TileStore } from '../store/TileStore';

/** Keeps hours in memory; outlives a service in tests of restarts. */
export class MemoryTileStore implements TileStore {
  readonly rows = new Map<string, TileOwner & { tile: HourTile }>();
  failure: Error | undefined;

  async load(owner: TileOwner, fromHour: number): Promise<HourTile[]> {
    if (this.failure) throw this.failure;
    return [...this.rows.values()]
      .filter(
        row =>
          row.objectiveId === owner.objectiveId &&
          row.revision === owner.revision &&
          row.tile.hour >= fromHour,
      )
      .map(row => row.tile);
  }

  async save(
    tiles: ReadonlyArray<TileOwner & { tile: HourTile }>,
  ): Promise<void> {
    if (this.failure) throw this.failure;
    for (const row of tiles) {
      const { objectiveId, revision, tile } = row;
      this.rows.set(`${objectiveId}@${revision}@${tile.hour}`, row);
    }
  }

  async deleteBefore(hour: number): Promise<number> {
    let deleted = 0;
    for (const [key, row] of this.rows) {
      if (row.tile.hour >= hour) continue;
      this.rows.delete(key);
      deleted += 1;
    }
    return deleted;
  }
}

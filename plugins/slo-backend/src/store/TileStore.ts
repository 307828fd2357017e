import type { HourTile } from '@chat2sql/plugin-slo-common';

/** Names what tiles belong to: an objective and the version of what it measures. */
export interface TileOwner {
  objectiveId: string;
  revision: string;
}

/** Keeps closed hours. */
export interface TileStore {
  /** Tiles of one owner from an hour on. */
  load(owner: TileOwner, fromHour: number): Promise<HourTile[]>;
  /** Adds tiles; an hour that is already there is replaced. */
  save(tiles: ReadonlyArray<TileOwner & { tile: HourTile }>): Promise<void>;
  /** Forgets all hours before one. @returns how many */
  deleteBefore(hour: number): Promise<number>;
}

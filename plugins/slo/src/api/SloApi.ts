import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  ObjectiveDetail,
  ObjectiveList,
  ObjectiveSeriesAnswer,
  SeriesRange,
} from '@chat2sql/plugin-slo-common';

/** Reads objectives and their numbers. */
export interface SloApi {
  /**
   * All objectives the viewer may see, worst first.
   *
   * @param options - `entityRef` keeps those of one catalog entity
   * @throws ResponseError
   */
  list(options?: {
    entityRef?: string;
    signal?: AbortSignal;
  }): Promise<ObjectiveList>;

  /** One objective with its explanation. @throws ResponseError, 404 when there is none to see */
  detail(
    id: string,
    options?: { signal?: AbortSignal },
  ): Promise<ObjectiveDetail>;

  /** Columns of a chart. @throws ResponseError */
  series(
    id: string,
    range: SeriesRange,
    options?: { signal?: AbortSignal },
  ): Promise<ObjectiveSeriesAnswer>;
}

/** Ref of {@link SloApi}. */
export const sloApiRef = createApiRef<SloApi>().with({
  id: 'plugin.slo.client',
  pluginId: 'slo',
});
